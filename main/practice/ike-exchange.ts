import type { RandomSource } from "../model/ports/random.ts";
import { headerFlags } from "../probes/ike/header.ts";
import { encodeIkeMessage } from "../probes/ike/message.ts";
import { payload, payloadTypes } from "../probes/ike/payloads.ts";

/** charon.retransmit_timeout, retransmit_base and retransmit_tries of strongSwan: 4 s, 1.8 and 5. */
const firstRetransmitMs = 4000;
const retransmitBase = 1.8;
export const retransmitTries = 5;

/** A request that waits for its answer. */
export interface PendingRequest {
  readonly messageId: number;
  /** Without the non-ESP marker. */
  readonly message: Uint8Array;
  readonly retransmits: number;
  readonly nextAtMs: number;
}

/** A request that is sent now for the first time. */
export function pendingRequest(messageId: number, message: Uint8Array, nowMs: number): PendingRequest {
  return { messageId, message, retransmits: 0, nextAtMs: nowMs + firstRetransmitMs };
}

/** The request after it was sent once more, or null when it is time to give up. */
export function retransmitted(request: PendingRequest, nowMs: number): PendingRequest | null {
  if (request.retransmits === retransmitTries) return null;
  const retransmits = request.retransmits + 1;
  return { ...request, retransmits, nextAtMs: nowMs + firstRetransmitMs * retransmitBase ** retransmits };
}

/** Both SPIs of an IKE SA, 8 octets each. */
export interface IkeSpis {
  readonly initiatorSpi: Uint8Array;
  readonly responderSpi: Uint8Array;
}

export interface EncryptedMessage {
  readonly spis: IkeSpis;
  readonly exchangeType: number;
  readonly messageId: number;
  readonly sentBy: "initiator" | "responder";
  readonly kind: "request" | "response";
  /** Size of the encrypted payload's content with its IV, padding and checksum. */
  readonly contentSizeBytes: number;
}

/**
 * A message inside an IKE SA, without the non-ESP marker. The simulation has no keys: the content is noise of the right
 * size, and both ends act on what the header tells, which is all that the network between them can see as well.
 */
export function encryptedMessage(parts: EncryptedMessage, random: RandomSource): Uint8Array {
  const { spis, exchangeType, messageId, sentBy, kind, contentSizeBytes } = parts;
  const flags = (sentBy === "initiator" ? headerFlags.initiator : 0) | (kind === "response" ? headerFlags.response : 0);
  return encodeIkeMessage({
    header: { ...spis, majorVersion: 2, minorVersion: 0, exchangeType, flags, messageId },
    payloads: [payload(payloadTypes.encrypted, random.bytes(contentSizeBytes))],
  });
}

/**
 * Content sizes as strongSwan's messages have them: dead peer detection (of a MOBIKE client with both
 * NAT detection hashes), IKE_AUTH with a certificate.
 */
export const contentSizesBytes = {
  informational: 48,
  informationalWithNatDetection: 96,
  authRequest: 1840,
  authResponse: 1640,
} as const;

const espSizeBytes = 120;

/** An ESP packet as it goes in UDP (RFC 3948): SPI, sequence number, noise. */
export function espPacket(spi: Uint8Array, random: RandomSource): Uint8Array {
  const packet = random.bytes(espSizeBytes);
  packet.set(spi.subarray(0, espSpiSizeBytes), 0);
  return packet;
}

/** The SPI of an ESP packet; null where it is too short for one. */
export function readEspSpi(packet: Uint8Array): Uint8Array | null {
  return packet.length < minimumEspSizeBytes ? null : packet.subarray(0, espSpiSizeBytes);
}

const espSpiSizeBytes = 4;
/** RFC 4303 section 2: SPI and sequence number come first. */
const minimumEspSizeBytes = 8;
