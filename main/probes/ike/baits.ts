import type { RandomSource } from "../../model/ports.ts";
import { exchangeTypes, headerFlags, spiSizeBytes, zeroSpi } from "./header.ts";
import { keyExchangeGroups } from "./key-exchange.ts";
import { buildMainModeSa } from "./main-mode.ts";
import { encodeIkeMessage } from "./message.ts";
import { toUdpPayload } from "./non-esp-marker.ts";
import { notifyPayload } from "./notify.ts";
import { payload, payloadTypes } from "./payloads.ts";
import { ikeProposal, transformIds, transformTypes } from "./proposal.ts";
import { buildSaInit } from "./sa-init.ts";

/*
 * A bait is a message that a gateway must refuse at once: it gets an answer, but makes no half-open SA and costs no key
 * exchange, so that even a hundred of them trip no flood protection and keep no other client out.
 */

/** One bait, ready to be sent, and the SPI by which its answer is known. */
export interface Bait {
  readonly initiatorSpi: Uint8Array;
  readonly udpPayload: Uint8Array;
}

/** In every message, so that the admin of the gateway can see in a capture what knocked. */
export const probeVendorId: Uint8Array = new TextEncoder().encode("Tunnel Doctor reachability probe");
/**
 * A status type for private use (RFC 7296 section 3.10.1), which a gateway must ignore. It carries the padding, because
 * strongSwan logs an unknown Vendor ID with its whole content.
 */
const paddingNotifyType = 40_960;
const nonceSizeBytes = 32;
const { encryption, prf, integrity } = transformIds;

/** Common transforms, so that a gateway finds its own among them and has only the group to complain of. */
const baitProposal = ikeProposal(1, [
  { type: transformTypes.encryption, id: encryption.aesCbc, keyLengthBits: 256 },
  { type: transformTypes.encryption, id: encryption.aesCbc, keyLengthBits: 128 },
  { type: transformTypes.prf, id: prf.hmacSha256 },
  { type: transformTypes.prf, id: prf.hmacSha1 },
  { type: transformTypes.integrity, id: integrity.hmacSha256 },
  { type: transformTypes.integrity, id: integrity.hmacSha1 },
  { type: transformTypes.keyExchange, id: keyExchangeGroups.modp2048 },
  { type: transformTypes.keyExchange, id: keyExchangeGroups.modp1024 },
]);

/** DES, MD5, pre-shared key, 768-bit group (RFC 2409 appendix A): what no gateway accepts any more. */
const weakTransform = { encryption: 1, hash: 1, authentication: 1, group: 1 } as const;

/**
 * An IKE_SA_INIT whose key exchange belongs to a group that it does not offer: refused with INVALID_KE_PAYLOAD, or with
 * NO_PROPOSAL_CHOSEN (RFC 7296 section 1.3). With `sizeBytes`, the UDP payload has exactly that size, marker included;
 * throws a RangeError when the bait is larger than that without any padding.
 */
export function invalidKeBait(random: RandomSource, port: number, sizeBytes?: number): Bait {
  const initiatorSpi = randomSpi(random);
  const keyExchange = { group: keyExchangeGroups.curve25519, data: random.bytes(32) };
  const nonce = random.bytes(nonceSizeBytes);
  const withPadding = (paddingSizeBytes: number): Uint8Array => {
    const message = buildSaInit({
      role: "request",
      initiatorSpi,
      responderSpi: zeroSpi,
      proposals: [baitProposal],
      keyExchange,
      nonce,
      extra: [
        payload(payloadTypes.vendorId, probeVendorId),
        notifyPayload(paddingNotifyType, new Uint8Array(paddingSizeBytes)),
      ],
    });
    return toUdpPayload(message, port);
  };
  const smallest = withPadding(0);
  const udpPayload = sizeBytes === undefined ? smallest : withPadding(sizeBytes - smallest.length);
  return { initiatorSpi, udpPayload };
}

/** An IKEv1 Main Mode message with a proposal too weak to accept: refused with NO-PROPOSAL-CHOSEN, or not answered. */
export function weakMainModeBait(random: RandomSource, port: number): Bait {
  const initiatorSpi = randomSpi(random);
  const message = buildMainModeSa({
    initiatorCookie: initiatorSpi,
    transforms: [weakTransform],
    vendorIds: [probeVendorId],
  });
  return { initiatorSpi, udpPayload: toUdpPayload(message, port) };
}

/** A message of major version 3: refused with INVALID_MAJOR_VERSION (RFC 7296 section 2.5), even where the rest is not. */
export function futureVersionBait(random: RandomSource, port: number): Bait {
  const initiatorSpi = randomSpi(random);
  const message = encodeIkeMessage({
    header: {
      initiatorSpi,
      responderSpi: zeroSpi,
      majorVersion: 3,
      minorVersion: 0,
      exchangeType: exchangeTypes.ikeSaInit,
      flags: headerFlags.initiator,
      messageId: 0,
    },
    payloads: [payload(payloadTypes.vendorId, probeVendorId)],
  });
  return { initiatorSpi, udpPayload: toUdpPayload(message, port) };
}

/** RFC 7296 section 2.6: an SPI is never zero. On UDP 500 nothing else would tell it from "not known yet". */
export function randomSpi(random: RandomSource): Uint8Array {
  return random.bytes(spiSizeBytes).map((octet, index) => (index === 0 ? octet | 0x80 : octet));
}
