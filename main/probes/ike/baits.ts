import type { RandomSource } from "../../model/ports/random.ts";
import { exchangeTypes, headerFlags, spiSizeBytes, zeroSpi } from "./header.ts";
import { keyExchangeGroups } from "./key-exchange.ts";
import { buildMainModeSa } from "./main-mode.ts";
import { encodeIkeMessage } from "./message.ts";
import { type IkePort, toUdpPayload } from "./non-esp-marker.ts";
import { notifyPayload } from "./notify.ts";
import { payload, payloadTypes } from "./payloads.ts";
import { ikeProposal, transformIds, transformTypes } from "./proposal.ts";
import { buildSaInit } from "./sa-init.ts";

/*
 * A bait is a message that a gateway must refuse at once: it gets an answer, but makes no half-open SA and costs no key
 * exchange, so that even a hundred of them trip no flood protection and keep no other client out.
 */

/**
 * The baits by what a gateway answers to them: `ke` INVALID_KE_PAYLOAD and `np` NO_PROPOSAL_CHOSEN to the same IKEv2
 * message, `v1np` NO-PROPOSAL-CHOSEN to a weak IKEv1 one, `ver` INVALID_MAJOR_VERSION to a version that does not exist.
 */
export const baitKinds = ["ke", "np", "v1np", "ver"] as const;
export type BaitKind = (typeof baitKinds)[number];

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

/** Makes a bait for that UDP port; see `buildBait` for the size. */
type BaitMaker = (random: RandomSource, port: IkePort, sizeBytes?: number) => Bait;

/**
 * A bait of that kind. With `sizeBytes`, the UDP payload has exactly that size, marker included; throws a RangeError when
 * the bait is larger than that without any padding.
 */
export function buildBait(kind: BaitKind, random: RandomSource, port: IkePort, sizeBytes?: number): Bait {
  switch (kind) {
    case "ke":
    case "np":
      return invalidKeBait(random, port, sizeBytes);
    case "v1np":
      return weakMainModeBait(random, port, sizeBytes);
    case "ver":
      return futureVersionBait(random, port, sizeBytes);
  }
}

/**
 * An IKE_SA_INIT whose key exchange belongs to a group that it does not offer: refused with INVALID_KE_PAYLOAD, or with
 * NO_PROPOSAL_CHOSEN (RFC 7296 section 1.3).
 */
export const invalidKeBait: BaitMaker = (random, port, sizeBytes) => {
  const initiatorSpi = randomSpi(random);
  const keyExchange = { group: keyExchangeGroups.curve25519, data: random.bytes(32) };
  const nonce = random.bytes(nonceSizeBytes);
  return padded(initiatorSpi, port, sizeBytes, (padding) =>
    buildSaInit({
      role: "request",
      initiatorSpi,
      responderSpi: zeroSpi,
      proposals: [baitProposal],
      keyExchange,
      nonce,
      extra: [payload(payloadTypes.vendorId, probeVendorId), notifyPayload(paddingNotifyType, padding)],
    }),
  );
};

/**
 * An IKEv1 Main Mode message with a proposal too weak to accept: refused with NO-PROPOSAL-CHOSEN, or not answered. Its
 * padding is a Vendor ID, the one payload that every IKEv1 responder ignores when it does not know it.
 */
export const weakMainModeBait: BaitMaker = (random, port, sizeBytes) => {
  const initiatorSpi = randomSpi(random);
  return padded(initiatorSpi, port, sizeBytes, (padding) =>
    buildMainModeSa({
      initiatorCookie: initiatorSpi,
      transforms: [weakTransform],
      vendorIds: [probeVendorId, ...(padding.length === 0 && sizeBytes === undefined ? [] : [padding])],
    }),
  );
};

/** A message of major version 3: refused with INVALID_MAJOR_VERSION (RFC 7296 section 2.5), even where the rest is not. */
export const futureVersionBait: BaitMaker = (random, port, sizeBytes) => {
  const initiatorSpi = randomSpi(random);
  return padded(initiatorSpi, port, sizeBytes, (padding) =>
    encodeIkeMessage({
      header: {
        initiatorSpi,
        responderSpi: zeroSpi,
        majorVersion: 3,
        minorVersion: 0,
        exchangeType: exchangeTypes.ikeSaInit,
        flags: headerFlags.initiator,
        messageId: 0,
      },
      payloads: [payload(payloadTypes.vendorId, probeVendorId), notifyPayload(paddingNotifyType, padding)],
    }),
  );
};

function padded(
  initiatorSpi: Uint8Array,
  port: IkePort,
  sizeBytes: number | undefined,
  message: (padding: Uint8Array) => Uint8Array,
): Bait {
  const withPadding = (paddingSizeBytes: number) => toUdpPayload(message(new Uint8Array(paddingSizeBytes)), port);
  const smallest = withPadding(0);
  return { initiatorSpi, udpPayload: sizeBytes === undefined ? smallest : withPadding(sizeBytes - smallest.length) };
}

/** RFC 7296 section 2.6: an SPI is never zero. On UDP 500 nothing else would tell it from "not known yet". */
export function randomSpi(random: RandomSource): Uint8Array {
  return random.bytes(spiSizeBytes).map((octet, index) => (index === 0 ? octet | 0x80 : octet));
}
