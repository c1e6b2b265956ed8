import { failure, type Outcome, success } from "../../model/failure.ts";
import { concatOctets, readUint16, readUint8, uint16Octets } from "./octets.ts";

/**
 * RFC 7296 section 3.2 (33 and above), RFC 2408 section 3.1 and RFC 3947 section 3.2 (below). 130 is what the drafts of
 * RFC 3947 (draft-ietf-ipsec-nat-t-ike-02 and -03, section 3.2) took out of the private range.
 */
export const payloadTypes = {
  none: 0,
  securityAssociationV1: 1,
  keyExchangeV1: 4,
  nonceV1: 10,
  notificationV1: 11,
  vendorIdV1: 13,
  natDetectionV1: 20,
  securityAssociation: 33,
  keyExchange: 34,
  nonce: 40,
  notify: 41,
  vendorId: 43,
  encrypted: 46,
  encryptedFragment: 53,
  natDetectionV1Draft: 130,
} as const;

/** RFC 7296 section 3.2: next payload, critical bit, length. */
const payloadHeaderSizeBytes = 4;
const maximumPayloadSizeBytes = 0xffff;
/** No honest message comes near it; it bounds the work on a hostile one. */
const maximumPayloads = 128;

export interface IkePayload {
  readonly type: number;
  readonly critical: boolean;
  /** Without the generic header. */
  readonly body: Uint8Array;
}

/** A payload with the critical bit clear. */
export function payload(type: number, body: Uint8Array): IkePayload {
  return { type, critical: false, body };
}

/** The chain of payloads as it stands behind the IKE header. Throws a RangeError when a body is above 65531 bytes. */
export function encodePayloads(payloads: readonly IkePayload[]): Uint8Array {
  return concatOctets(
    payloads.flatMap(({ critical, body }, index) => {
      const sizeBytes = payloadHeaderSizeBytes + body.length;
      if (sizeBytes > maximumPayloadSizeBytes) throw new RangeError(`A payload of ${sizeBytes} bytes cannot be sent.`);
      const next = payloads[index + 1]?.type ?? payloadTypes.none;
      return [Uint8Array.of(next, critical ? 0x80 : 0), uint16Octets(sizeBytes), body];
    }),
  );
}

/**
 * Walks a chain of payloads that begins with `firstType`. The walk ends at an encrypted payload, whose "next payload"
 * names what is inside it (RFC 7296 section 3.14). `invalid-input` when a length leads out of `octets` or stands still,
 * when octets are left over, or when there are too many payloads.
 */
export function decodePayloads(firstType: number, octets: Uint8Array): Outcome<readonly IkePayload[]> {
  const payloads: IkePayload[] = [];
  let type = firstType;
  let offset = 0;
  while (type !== payloadTypes.none) {
    if (payloads.length === maximumPayloads) return failure("invalid-input", "The IKE message has too many payloads.");
    if (offset + payloadHeaderSizeBytes > octets.length) return failure("invalid-input", "An IKE payload is cut off.");
    const sizeBytes = readUint16(octets, offset + 2);
    if (sizeBytes < payloadHeaderSizeBytes || offset + sizeBytes > octets.length) {
      return failure("invalid-input", `An IKE payload claims ${sizeBytes} bytes, which cannot be.`);
    }
    payloads.push({
      type,
      critical: (readUint8(octets, offset + 1) & 0x80) !== 0,
      body: octets.slice(offset + payloadHeaderSizeBytes, offset + sizeBytes),
    });
    type = endsChain(type) ? payloadTypes.none : readUint8(octets, offset);
    offset += sizeBytes;
  }
  return offset === octets.length
    ? success(payloads)
    : failure("invalid-input", `The IKE message has ${octets.length - offset} bytes behind its last payload.`);
}

function endsChain(type: number): boolean {
  return type === payloadTypes.encrypted || type === payloadTypes.encryptedFragment;
}
