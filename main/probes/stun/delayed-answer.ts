import { concatOctets, readUint32, readUint8, uint32Octets } from "../ike/octets.ts";
import type { StunAttribute } from "./message.ts";

/*
 * An extension of ours to STUN, by which a server answers after a delay and so shows whether a NAT still lets answers in.
 * The type is one that may be ignored (RFC 8489 section 14), so that any other server answers at once and is recognised
 * by that.
 */
export const delayedAnswerType = 0xfed0;

/** What a DELAYED-ANSWER attribute asks for, or says. */
export const delayedAnswerOperations = {
  /** Answer after the delay, and say at once that you will. */
  arm: 1,
  /** Answer after the delay, and say nothing before. */
  armQuietly: 2,
  /** Forget everything that was armed with this run id. */
  cancel: 3,
  /** The server's word that it is armed, or has cancelled. */
  acknowledged: 4,
  /** The delayed answer. */
  answer: 5,
  /** The server's word that the cookie is missing or old; the one that it carries is good. */
  cookie: 6,
} as const;
export type DelayedAnswerOperation = keyof typeof delayedAnswerOperations;

export const runIdSizeBytes = 8;
export const cookieSizeBytes = 16;
const fixedSizeBytes = 8 + runIdSizeBytes;
/** The longest delay that a server takes. */
export const longestDelayMs = 900_000;

export interface DelayedAnswer {
  readonly operation: DelayedAnswerOperation;
  /** Counts the repetitions of one request; the server starts its timer anew with each. */
  readonly attempt: number;
  /** How many answers; in an answer its number, from 0. */
  readonly copies: number;
  /** Between two answers, 0 to 255. */
  readonly gapMs: number;
  readonly delayMs: number;
  /** Random; one for all requests of one run. */
  readonly runId: Uint8Array;
  /** Proves that the sender receives what is sent to its address. */
  readonly cookie?: Uint8Array;
}

/** The attribute. Throws a RangeError when run id or cookie have the wrong size. */
export function encodeDelayedAnswer(wanted: DelayedAnswer): StunAttribute {
  const { operation, attempt, copies, gapMs, delayMs, runId, cookie } = wanted;
  if (runId.length !== runIdSizeBytes || (cookie !== undefined && cookie.length !== cookieSizeBytes)) {
    throw new RangeError("A run id has 8 octets, a cookie 16.");
  }
  const value = concatOctets([
    Uint8Array.of(delayedAnswerOperations[operation], attempt, copies, gapMs),
    uint32Octets(delayMs),
    runId,
    ...(cookie === undefined ? [] : [cookie]),
  ]);
  return { type: delayedAnswerType, value };
}

/** Null where there is no such attribute, or its length or operation is unknown. */
export function findDelayedAnswer(attributes: readonly StunAttribute[]): DelayedAnswer | null {
  const value = attributes.find(({ type }) => type === delayedAnswerType)?.value;
  if (value === undefined) return null;
  if (value.length !== fixedSizeBytes && value.length !== fixedSizeBytes + cookieSizeBytes) return null;
  const operation = operationOf(readUint8(value, 0));
  if (operation === null) return null;
  return {
    operation,
    attempt: readUint8(value, 1),
    copies: readUint8(value, 2),
    gapMs: readUint8(value, 3),
    delayMs: readUint32(value, 4),
    runId: value.slice(8, fixedSizeBytes),
    ...(value.length === fixedSizeBytes ? {} : { cookie: value.slice(fixedSizeBytes) }),
  };
}

function operationOf(number: number): DelayedAnswerOperation | null {
  const names = Object.keys(delayedAnswerOperations) as DelayedAnswerOperation[];
  return names.find((name) => delayedAnswerOperations[name] === number) ?? null;
}
