import type { Measurement } from "../../../main/api/contract.ts";
import { formatNumber } from "../../format.ts";
import { texts } from "../../texts/texts.ts";

/** What was measured, as a text: the value with its unit and bounds, or why there is none. */
export function describeMeasurement(measurement: Measurement): string {
  const words = texts.measurements;
  const { outcome, value, unit, low, high, reason } = measurement;
  if (outcome !== "measured") {
    return reason === undefined ? words.outcome[outcome] : words.withReason(words.outcome[outcome], reason);
  }
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "string") return isReachValue(value) ? words.values[value] : value;
  const bounds =
    low === undefined || high === undefined || low === high
      ? undefined
      : words.between(formatNumber(low), formatNumber(high, unit));
  if (value === undefined) return bounds ?? "";
  const shown = formatNumber(value, unit);
  return bounds === undefined ? shown : words.withBounds(shown, bounds);
}

function isReachValue(value: string): value is keyof typeof texts.measurements.values {
  return Object.hasOwn(texts.measurements.values, value);
}
