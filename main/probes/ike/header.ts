import { failure, type Outcome, success } from "../../model/failure.ts";
import { concatOctets, readUint32, readUint8, uint32Octets } from "./octets.ts";

/** RFC 7296 section 3.1; ISAKMP (RFC 2408 section 3.1) has the same 28 octets. */
export const ikeHeaderSizeBytes = 28;
export const spiSizeBytes = 8;

/** RFC 7296 section 3.1 (34 and above) and RFC 2408 section 3.1, RFC 2409 appendix A (below). */
export const exchangeTypes = {
  mainMode: 2,
  aggressiveMode: 4,
  informationalV1: 5,
  ikeSaInit: 34,
  ikeAuth: 35,
  createChildSa: 36,
  informational: 37,
} as const;

/** RFC 7296 section 3.1, and the encryption bit of RFC 2408 section 3.1. */
export const headerFlags = { encryptedV1: 0x01, initiator: 0x08, response: 0x20 } as const;

export const zeroSpi: Uint8Array = new Uint8Array(spiSizeBytes);

export interface IkeHeader {
  /** In IKEv1 the initiator cookie. Always 8 octets. */
  readonly initiatorSpi: Uint8Array;
  /** All zero in the first message of an initiator. Always 8 octets. */
  readonly responderSpi: Uint8Array;
  readonly majorVersion: number;
  readonly minorVersion: number;
  readonly exchangeType: number;
  readonly flags: number;
  readonly messageId: number;
}

/** What the header says about the rest of the message. */
export interface DecodedIkeHeader extends IkeHeader {
  readonly nextPayload: number;
  /** Of the whole message with its header. */
  readonly lengthBytes: number;
}

/** The 28 octets of a header in front of `bodySizeBytes` octets of payloads. */
export function encodeIkeHeader(header: IkeHeader, nextPayload: number, bodySizeBytes: number): Uint8Array {
  return concatOctets([
    header.initiatorSpi,
    header.responderSpi,
    Uint8Array.of(nextPayload, (header.majorVersion << 4) | header.minorVersion, header.exchangeType, header.flags),
    uint32Octets(header.messageId),
    uint32Octets(ikeHeaderSizeBytes + bodySizeBytes),
  ]);
}

/** Reads the first 28 octets. `invalid-input` when there are fewer. */
export function decodeIkeHeader(message: Uint8Array): Outcome<DecodedIkeHeader> {
  if (message.length < ikeHeaderSizeBytes) {
    return failure("invalid-input", `An IKE message has at least ${ikeHeaderSizeBytes} bytes, not ${message.length}.`);
  }
  const version = readUint8(message, 17);
  return success({
    initiatorSpi: message.slice(0, spiSizeBytes),
    responderSpi: message.slice(spiSizeBytes, 2 * spiSizeBytes),
    nextPayload: readUint8(message, 16),
    majorVersion: version >>> 4,
    minorVersion: version & 0x0f,
    exchangeType: readUint8(message, 18),
    flags: readUint8(message, 19),
    messageId: readUint32(message, 20),
    lengthBytes: readUint32(message, 24),
  });
}
