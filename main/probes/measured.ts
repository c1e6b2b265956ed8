import type { Failure } from "../model/failure.ts";
import type { Measurement, MeasurementKind } from "../model/measurement.ts";
import type { AddressFamily } from "../model/ports/udp.ts";

/** What was measured, how, and against what. */
export interface MeasurementSubject {
  readonly kind: MeasurementKind;
  readonly method: string;
  readonly target: string;
}

/** A measured fact. */
export function measured(
  subject: MeasurementSubject,
  value: NonNullable<Measurement["value"]>,
  rest: Partial<Pick<Measurement, "unit" | "low" | "high" | "details">> = {},
): Measurement {
  return { ...subject, outcome: "measured", value, ...rest, details: rest.details ?? {} };
}

/** A fact that was not found out, and why. */
export function notMeasured(
  subject: MeasurementSubject,
  outcome: Exclude<Measurement["outcome"], "measured">,
  reason: string,
  details: Measurement["details"] = {},
): Measurement {
  return { ...subject, outcome, reason, details };
}

/** A measurement that could not be tried: unknown where it never can be here (`not-supported`), failed else. */
export function notTried(subject: MeasurementSubject, error: Failure): Measurement {
  const outcome = error.code === "not-supported" ? "unknown" : "failed";
  return notMeasured(subject, outcome, error.message, { code: error.code });
}

/** `203.0.113.9:500`, or `[2001:db8::9]:500`. */
export function endpointText(address: string, family: AddressFamily, port: number): string {
  return family === "ipv6" ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Reason of every measurement that the stop button ended. */
export const cancelledReason = "cancelled";

/** A duration for people: to a hundredth of a ms. */
export function roundedMs(durationMs: number): number {
  return Math.round(durationMs * 100) / 100;
}
