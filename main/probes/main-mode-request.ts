import type { RandomSource } from "../model/ports/random.ts";
import type { NatEnds } from "./context.ts";
import { type Bait, probeVendorId, randomSpi } from "./ike/baits.ts";
import { keyExchangeGroups, publicKeyExchangeData } from "./ike/key-exchange.ts";
import { buildMainModeKeyExchange, buildMainModeSa, type MainModeTransform } from "./ike/main-mode.ts";
import { hashOfMainMode, natDetectionHash } from "./ike/nat-detection.ts";
import { toUdpPayload } from "./ike/non-esp-marker.ts";
import { octetsToHex } from "./ike/octets.ts";
import { payloadTypes } from "./ike/payloads.ts";
import { readVendorId } from "./ike/vendor-ids.ts";
import type { MainModeAgreement, MainModeRequest } from "./main-mode-exchange.ts";

const nonceSizeBytes = 32;
/** RFC 2409 appendix A (3DES 5, SHA-1 2, PSK 1, RSA signatures 3), RFC 3602 (AES 7), SHA2-256 4. */
const aes = 7;
const tripleDes = 5;
const sha1 = 2;
const sha256 = 4;
const preSharedKey = 1;
const rsaSignatures = 3;
/** draft-beaulieu-ike-xauth-02 section 7: XAUTHInitPreShared. */
const xauthPreSharedKey = 65_001;
const { modp1024, modp2048, ecp256, ecp384 } = keyExchangeGroups;
/** 8 hours, which Windows and most clients propose. */
const lifeSeconds = 28_800;

/** What L2TP/IPsec clients of Windows, macOS, Android and Linux propose between them, then what others insist on. */
const proposedTransforms: readonly MainModeTransform[] = [
  transform(aes, 256, sha256, preSharedKey, modp2048),
  transform(aes, 256, sha1, preSharedKey, modp2048),
  transform(aes, 128, sha256, preSharedKey, modp2048),
  transform(aes, 128, sha1, preSharedKey, modp2048),
  transform(aes, 256, sha1, preSharedKey, ecp384),
  transform(aes, 128, sha1, preSharedKey, ecp256),
  transform(aes, 256, sha1, preSharedKey, modp1024),
  transform(aes, 128, sha1, preSharedKey, modp1024),
  transform(tripleDes, undefined, sha1, preSharedKey, modp2048),
  transform(tripleDes, undefined, sha1, preSharedKey, modp1024),
  transform(aes, 256, sha256, xauthPreSharedKey, modp2048),
  transform(aes, 256, sha1, xauthPreSharedKey, modp1024),
  transform(aes, 256, sha256, rsaSignatures, modp2048),
  transform(aes, 256, sha1, rsaSignatures, modp2048),
  transform(aes, 128, sha1, rsaSignatures, modp1024),
];

/** MD5 of "RFC 3947", and of "draft-ietf-ipsec-nat-t-ike-02" with the line feed that the draft's own value has. */
const offeredVendorIds = ["4a131c81070358455c5728f20e95452f", "90cb80913ebb696e086381b5ec427b1f"].map((hex) =>
  Uint8Array.from(hex.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16)),
);

/**
 * The first and the third message of Main Mode of one exchange. Cookie, nonce and key stay the same in every repetition.
 * Throws a RangeError for an agreement on what was not proposed; `wasProposed` tells before.
 */
export function mainModeRequests(random: RandomSource, ends: NatEnds): (request: MainModeRequest) => Bait {
  const initiatorCookie = randomSpi(random);
  const nonce = random.bytes(nonceSizeBytes);
  const keys = new Map<number, Uint8Array>();
  const proposals = buildMainModeSa({
    initiatorCookie,
    transforms: proposedTransforms,
    vendorIds: [...offeredVendorIds, probeVendorId],
  });
  const keyOf = (group: number): Uint8Array => {
    const key = keys.get(group) ?? publicKeyExchangeData(group, random);
    if (key === null) throw new RangeError(`There is no key exchange for group ${group}.`);
    keys.set(group, key);
    return key;
  };
  const keyExchange = ({ responderCookie, transform: chosen, vendorIds }: MainModeAgreement): Uint8Array => {
    const algorithm = hashOfMainMode(chosen.hash);
    if (algorithm === null) throw new RangeError(`There is no hash ${chosen.hash}.`);
    const hash = (endpoint: NatEnds["gateway"]) =>
      natDetectionHash(initiatorCookie, responderCookie, endpoint, algorithm);
    const receiver = hash(ends.gateway);
    // Without a known local address the hash can match nothing; the one of the receiver still helps.
    const sender = ends.local === null ? random.bytes(receiver.length) : hash(ends.local);
    return buildMainModeKeyExchange({
      initiatorCookie,
      responderCookie,
      keyExchange: keyOf(chosen.group),
      nonce,
      natDetection: [receiver, sender],
      natDetectionType: natDetectionTypeFor(vendorIds),
    });
  };
  return (request) => {
    const message = request.kind === "proposals" ? proposals : keyExchange(request.agreement);
    return { initiatorSpi: initiatorCookie, udpPayload: toUdpPayload(message, ends) };
  };
}

/** Whether the gateway chose something that was proposed to it. */
export function wasProposed(chosen: MainModeTransform): boolean {
  return proposedTransforms.some(
    (offered) =>
      offered.encryption === chosen.encryption &&
      offered.hash === chosen.hash &&
      offered.authentication === chosen.authentication &&
      offered.group === chosen.group,
  );
}

/** A gateway that knows a draft of RFC 3947 only takes the draft's payload type. */
function natDetectionTypeFor(vendorIds: readonly Uint8Array[]): number {
  const names = vendorIds.map((vendorId) => readVendorId(vendorId)?.name ?? octetsToHex(vendorId));
  const draftOnly = !names.some((name) => name.startsWith("RFC 3947")) && names.some((name) => name.includes("draft"));
  return draftOnly ? payloadTypes.natDetectionV1Draft : payloadTypes.natDetectionV1;
}

function transform(
  encryption: number,
  keyLengthBits: number | undefined,
  hash: number,
  authentication: number,
  group: number,
): MainModeTransform {
  const rest = { encryption, hash, authentication, group, lifeSeconds };
  return keyLengthBits === undefined ? rest : { ...rest, keyLengthBits };
}
