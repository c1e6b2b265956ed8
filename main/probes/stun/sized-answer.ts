import { concatOctets, readUint16, readUint8, uint16Octets } from "../ike/octets.ts";
import { buildBindingRequest } from "./binding.ts";
import { cookieSizeBytes } from "./delayed-answer.ts";
import { bindingMethod, encodeStunMessage, type StunAttribute } from "./message.ts";

/*
 * An extension of ours to STUN, by which a server answers in a size that was asked for, and so shows what the way back
 * carries. The type is one that may be ignored (RFC 8489 section 14), so that any other server answers as if it were not
 * there; the attribute is padded with zeros to make the message as large as wanted.
 *
 * A STUN message is a multiple of four octets long. For sizes between, up to three zeros follow the message; only messages
 * with this attribute may have them.
 */
const sizedAnswerType = 0xfed1;

/** What a SIZED-ANSWER attribute asks for, or says. */
const sizedAnswerOperations = {
  /** Say that this arrived, and answer once more in that size. */
  ask: 1,
  /** The server's word that the cookie is missing or old; the one that it carries is good. */
  cookie: 2,
  /** The server's word that the request arrived; without `dontFragment` where that was asked for and cannot be had. */
  arrived: 3,
  /** The answer in that size. */
  sized: 4,
} as const;
type SizedAnswerOperation = keyof typeof sizedAnswerOperations;

const dontFragmentFlag = 1;
const fixedSizeBytes = 4;

export interface SizedAnswer {
  readonly operation: SizedAnswerOperation;
  /** Of the UDP payload; 0 asks for no second answer. */
  readonly sizeBytes: number;
  readonly dontFragment: boolean;
  /** Proves that the sender receives what is sent to its address. */
  readonly cookie?: Uint8Array;
}

/** The attribute, with that many zeros behind its content. Throws a RangeError when the cookie has the wrong size. */
export function encodeSizedAnswer(wanted: SizedAnswer, paddingSizeBytes = 0): StunAttribute {
  const { operation, sizeBytes, dontFragment, cookie } = wanted;
  if (cookie !== undefined && cookie.length !== cookieSizeBytes) throw new RangeError("A cookie has 16 octets.");
  const value = concatOctets([
    Uint8Array.of(sizedAnswerOperations[operation], dontFragment ? dontFragmentFlag : 0),
    uint16Octets(sizeBytes),
    cookie ?? new Uint8Array(0),
    new Uint8Array(paddingSizeBytes),
  ]);
  return { type: sizedAnswerType, value };
}

/** Null where there is no such attribute, or it is too short, or its operation is unknown. */
export function findSizedAnswer(attributes: readonly StunAttribute[]): SizedAnswer | null {
  const value = attributes.find(({ type }) => type === sizedAnswerType)?.value;
  if (value === undefined || value.length < fixedSizeBytes) return null;
  const operation = operationOf(readUint8(value, 0));
  if (operation === null) return null;
  const hasCookie = (operation === "ask" || operation === "cookie") && value.length >= fixedSizeBytes + cookieSizeBytes;
  return {
    operation,
    sizeBytes: readUint16(value, 2),
    dontFragment: (readUint8(value, 1) & dontFragmentFlag) !== 0,
    ...(hasCookie ? { cookie: value.slice(fixedSizeBytes, fixedSizeBytes + cookieSizeBytes) } : {}),
  };
}

/** A Binding request of exactly that size with that attribute. Throws a RangeError when it does not fit. */
export function buildSizedRequest(
  transactionId: Uint8Array,
  requestSizeBytes: number,
  wanted: SizedAnswer,
): Uint8Array {
  return ofSize(requestSizeBytes, (paddingSizeBytes) =>
    buildBindingRequest({ transactionId, extra: [encodeSizedAnswer(wanted, paddingSizeBytes)] }),
  );
}

/** The answer in the size that was asked for. Throws a RangeError below `smallestSizedAnswerBytes`. */
export function buildSizedAnswer(
  transactionId: Uint8Array,
  says: Omit<SizedAnswer, "operation" | "cookie">,
): Uint8Array {
  return ofSize(says.sizeBytes, (paddingSizeBytes) =>
    encodeStunMessage({
      messageClass: "success",
      method: bindingMethod,
      transactionId,
      attributes: [encodeSizedAnswer({ ...says, operation: "sized" }, paddingSizeBytes)],
    }),
  );
}

/** STUN header, attribute header and the attribute's content (RFC 8489 sections 5 and 14). */
export const smallestSizedAnswerBytes = 20 + 4 + fixedSizeBytes;

/** The STUN message without the zeros that may follow it. */
export function withoutTail(udpPayload: Uint8Array): Uint8Array {
  return udpPayload.subarray(0, udpPayload.length - (udpPayload.length & 3));
}

function ofSize(sizeBytes: number, message: (paddingSizeBytes: number) => Uint8Array): Uint8Array {
  const missingBytes = sizeBytes - message(0).length;
  if (missingBytes < 0) throw new RangeError(`The message does not fit into ${sizeBytes} octets.`);
  return concatOctets([message(missingBytes & ~3), new Uint8Array(missingBytes & 3)]);
}

function operationOf(number: number): SizedAnswerOperation | null {
  const names = Object.keys(sizedAnswerOperations) as SizedAnswerOperation[];
  return names.find((name) => sizedAnswerOperations[name] === number) ?? null;
}
