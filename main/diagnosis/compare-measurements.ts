import type { ComparedMeasurement } from "../model/comparison.ts";
import { measurementKindSchema, type Measurement, type MeasurementKind } from "../model/measurement.ts";

/**
 * How far two values of a kind lie apart by themselves, as a share of the larger one, where no bounds were measured. Sizes
 * are exact; round trips and losses vary from minute to minute.
 */
const ownSpread: Partial<Readonly<Record<MeasurementKind, number>>> = {
  rtt: 0.5,
  loss: 0.5,
  conntrack: 0.5,
  "clock-offset": 0.5,
  "nat-lifetime-replied": 0.05,
  "nat-lifetime-unreplied": 0.05,
  "keepalive-interval": 0.05,
};

/** Values below this do not differ, in the unit of the kind: ms, percent, percent, seconds. */
const ownNoise: Partial<Readonly<Record<MeasurementKind, number>>> = {
  rtt: 20,
  loss: 5,
  conntrack: 10,
  "clock-offset": 2,
};

/** Every kind that one of two reports has, in the order of the vocabulary. */
export function compareMeasurements(
  before: readonly Measurement[],
  after: readonly Measurement[],
): readonly ComparedMeasurement[] {
  return measurementKindSchema.options.flatMap((kind) => {
    const first = measurementOf(before, kind);
    const second = measurementOf(after, kind);
    if (first === undefined && second === undefined) return [];
    const unit = second?.unit ?? first?.unit;
    return [
      {
        kind,
        ...(unit === undefined ? {} : { unit }),
        ...(first === undefined ? {} : { before: sideOf(first) }),
        ...(second === undefined ? {} : { after: sideOf(second) }),
        change: changeOf(kind, first, second),
      },
    ];
  });
}

/** A measurement that was made comes before one that could not be decided. */
function measurementOf(measurements: readonly Measurement[], kind: MeasurementKind): Measurement | undefined {
  const ofKind = measurements.filter((measurement) => measurement.kind === kind);
  return ofKind.find(({ outcome }) => outcome === "measured") ?? ofKind[0];
}

function sideOf({ outcome, value, low, high }: Measurement): NonNullable<ComparedMeasurement["before"]> {
  return {
    outcome,
    ...(value === undefined ? {} : { value }),
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
  };
}

function changeOf(
  kind: MeasurementKind,
  before: Measurement | undefined,
  after: Measurement | undefined,
): ComparedMeasurement["change"] {
  if (before?.outcome !== "measured" || after?.outcome !== "measured") return "not-comparable";
  if (before.unit !== after.unit) return "not-comparable";
  if (typeof before.value !== "number" || typeof after.value !== "number") {
    return before.value === after.value ? "same" : "changed";
  }
  if (before.value === after.value) return "same";
  const [lower, upper] = before.value < after.value ? [before, after] : [after, before];
  const top = lower.high ?? lower.value;
  const bottom = upper.low ?? upper.value;
  if (typeof top !== "number" || typeof bottom !== "number") return "not-comparable";
  const gap = bottom - top;
  const spread = (ownSpread[kind] ?? 0) * Math.abs(bottom);
  return gap <= Math.max(spread, ownNoise[kind] ?? 0) ? "within-bounds" : "changed";
}
