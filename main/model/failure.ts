import { z } from "zod";

/**
 * Stable codes of expected failures. A failure is a value: it is shown, counted and put into reports.
 * Exceptions are for bugs only.
 */
export const failureCodes = [
  "invalid-input",
  "not-found",
  "not-permitted",
  "not-supported",
  "unreadable",
  "too-large",
  "timed-out",
  "cancelled",
  "unreachable",
  "name-not-resolved",
  "command-failed",
  "write-failed",
  "refused",
] as const;

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  /** One sentence in plain words: what failed, and where. */
  message: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;
export type FailureCode = Failure["code"];

/** The result of anything that may fail in an expected way. */
export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };

/** Wraps a value as a success. */
export function success<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

/** Makes a failure from a stable code and one plain sentence. */
export function failure(code: FailureCode, message: string): Outcome<never> {
  return { ok: false, error: { code, message } };
}
