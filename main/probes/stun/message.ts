import { failure, type Outcome, success } from "../../model/failure.ts";
import { concatOctets, readUint16, readUint32, uint16Octets, uint32Octets } from "../ike/octets.ts";

/** RFC 8489 section 5: the two bits of the class, spread over the message type. */
const stunClasses = { request: 0x000, indication: 0x010, success: 0x100, error: 0x110 } as const;
type StunClass = keyof typeof stunClasses;

/** RFC 8489 section 5: the only method of plain STUN and of RFC 5780. */
export const bindingMethod = 0x001;
const magicCookie = 0x2112_a442;
export const stunHeaderSizeBytes = 20;
export const transactionIdSizeBytes = 12;
/** What fits into one datagram (RFC 768). */
const maximumSizeBytes = 65_507;
/** More attributes than any real message has; a message of thousands of empty ones is an attack. */
const maximumAttributes = 64;

const classMask = 0x110;
const unusedTypeBits = 0xc000;

/** One attribute without its padding. */
export interface StunAttribute {
  readonly type: number;
  readonly value: Uint8Array;
}

export interface StunMessage {
  readonly messageClass: StunClass;
  /** The 12 bits of the method, gathered. */
  readonly method: number;
  readonly transactionId: Uint8Array;
  readonly attributes: readonly StunAttribute[];
}

/** A message as octets. Throws a RangeError when the transaction id is not 12 octets or the message gets too long. */
export function encodeStunMessage(message: StunMessage): Uint8Array {
  if (message.transactionId.length !== transactionIdSizeBytes) throw new RangeError("A transaction id has 12 octets.");
  const body = concatOctets(message.attributes.map(encodeStunAttribute));
  if (body.length + stunHeaderSizeBytes > maximumSizeBytes) throw new RangeError("The STUN message is too long.");
  return concatOctets([
    uint16Octets(stunClasses[message.messageClass] | spreadMethod(message.method)),
    uint16Octets(body.length),
    uint32Octets(magicCookie),
    message.transactionId,
    body,
  ]);
}

/** One attribute with its header and its padding to a multiple of four octets (RFC 8489 section 14). */
export function encodeStunAttribute({ type, value }: StunAttribute): Uint8Array {
  return concatOctets([uint16Octets(type), uint16Octets(value.length), value, new Uint8Array(-value.length & 3)]);
}

/**
 * Reads a whole datagram as one STUN message. `invalid-input` when it is none: other protocols, a wrong magic cookie, a
 * length that does not match, an attribute that runs over the end. Attributes are kept in order, duplicates included.
 */
export function parseStunMessage(octets: Uint8Array): Outcome<StunMessage> {
  if (octets.length < stunHeaderSizeBytes)
    return failure("invalid-input", "The datagram is shorter than a STUN header.");
  const type = readUint16(octets, 0);
  const bodySizeBytes = readUint16(octets, 2);
  const isStun = (type & unusedTypeBits) === 0 && readUint32(octets, 4) === magicCookie;
  if (!isStun) return failure("invalid-input", "The datagram is no STUN message.");
  if (bodySizeBytes % 4 !== 0 || bodySizeBytes !== octets.length - stunHeaderSizeBytes) {
    return failure("invalid-input", "The length of the STUN message does not match the datagram.");
  }
  const attributes = readAttributes(octets.subarray(stunHeaderSizeBytes));
  if (!attributes.ok) return attributes;
  return success({
    messageClass: classOf(type),
    method: gatherMethod(type),
    transactionId: octets.slice(8, stunHeaderSizeBytes),
    attributes: attributes.value,
  });
}

function readAttributes(body: Uint8Array): Outcome<readonly StunAttribute[]> {
  const attributes: StunAttribute[] = [];
  for (let offset = 0; offset < body.length;) {
    if (attributes.length === maximumAttributes)
      return failure("too-large", "The STUN message has too many attributes.");
    const sizeBytes = readUint16(body, offset + 2);
    const start = offset + 4;
    if (start + sizeBytes > body.length) {
      return failure("invalid-input", "An attribute of the STUN message runs over its end.");
    }
    attributes.push({ type: readUint16(body, offset), value: body.slice(start, start + sizeBytes) });
    offset = start + sizeBytes + (-sizeBytes & 3);
  }
  return success(attributes);
}

function classOf(type: number): StunClass {
  switch (type & classMask) {
    case stunClasses.request:
      return "request";
    case stunClasses.indication:
      return "indication";
    case stunClasses.success:
      return "success";
    default:
      return "error";
  }
}

/** RFC 8489 figure 3: bits 0-3, 4-6 and 7-11 of the method, with the class bits in between. */
function spreadMethod(method: number): number {
  return (method & 0x000f) | ((method & 0x0070) << 1) | ((method & 0x0f80) << 2);
}

function gatherMethod(type: number): number {
  return (type & 0x000f) | ((type & 0x00e0) >> 1) | ((type & 0x3e00) >> 2);
}
