import type { RandomSource } from "../model/ports/random.ts";
import type { NatEnds } from "./context.ts";
import { type Bait, probeVendorId, randomSpi } from "./ike/baits.ts";
import { zeroSpi } from "./ike/header.ts";
import { keyExchangeGroups, publicKeyExchangeData } from "./ike/key-exchange.ts";
import { natDetectionHash } from "./ike/nat-detection.ts";
import { toUdpPayload } from "./ike/non-esp-marker.ts";
import { payload, payloadTypes } from "./ike/payloads.ts";
import { ikeProposal, transformIds, transformTypes } from "./ike/proposal.ts";
import { buildSaInit } from "./ike/sa-init.ts";
import type { NatRequest } from "./nat-exchange.ts";

const nonceSizeBytes = 32;
const { aesCbc, aesGcm16 } = transformIds.encryption;

/** Most gateways know the first group; the others are there for those that insist on one of them. */
export const offeredGroups = [
  keyExchangeGroups.modp2048,
  keyExchangeGroups.curve25519,
  keyExchangeGroups.ecp256,
  keyExchangeGroups.ecp384,
  keyExchangeGroups.modp3072,
  keyExchangeGroups.modp4096,
  keyExchangeGroups.modp1024,
] as const;

const prfs = [transformIds.prf.hmacSha256, transformIds.prf.hmacSha1].map((id) => ({ type: transformTypes.prf, id }));
const integrities = [transformIds.integrity.hmacSha256, transformIds.integrity.hmacSha1].map((id) => ({
  type: transformTypes.integrity,
  id,
}));
const exchanges = offeredGroups.map((id) => ({ type: transformTypes.keyExchange, id }));
const encryptions = (id: number) =>
  [256, 128].map((keyLengthBits) => ({ type: transformTypes.encryption, id, keyLengthBits }));

/** RFC 7296 section 3.3: combined-mode ciphers need a proposal of their own, without an integrity transform. */
const proposals = [
  ikeProposal(1, [...encryptions(aesCbc), ...prfs, ...integrities, ...exchanges]),
  ikeProposal(2, [...encryptions(aesGcm16), ...prfs, ...exchanges]),
];

/**
 * The IKE_SA_INIT requests of one exchange. SPI, nonce and key stay the same in every repetition, as RFC 7296 section 2.6
 * wants it after a COOKIE.
 */
export function saInitRequests(
  random: RandomSource,
  { local, gateway, marked }: NatEnds,
): (request: NatRequest) => Bait {
  const initiatorSpi = randomSpi(random);
  const nonce = random.bytes(nonceSizeBytes);
  const keys = new Map(offeredGroups.map((group) => [group as number, publicKeyExchangeData(group, random)]));
  // Without a known local address the source hash can match nothing; the one of the destination still helps.
  const source = local === null ? random.bytes(20) : natDetectionHash(initiatorSpi, zeroSpi, local);
  const destination = natDetectionHash(initiatorSpi, zeroSpi, gateway);
  return ({ group, cookie }) => {
    const message = buildSaInit({
      role: "request",
      initiatorSpi,
      responderSpi: zeroSpi,
      ...(cookie === undefined ? {} : { cookie }),
      proposals,
      keyExchange: { group, data: keys.get(group) ?? new Uint8Array() },
      nonce,
      natDetection: { source, destination },
      extra: [payload(payloadTypes.vendorId, probeVendorId)],
    });
    return { initiatorSpi, udpPayload: toUdpPayload(message, { marked }) };
  };
}
