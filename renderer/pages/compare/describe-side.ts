import type { CallOutput } from "../../../main/api/contract.ts";
import { texts } from "../../texts/texts.ts";
import { describeMeasurement } from "../check/describe-measurement.ts";

type ComparedMeasurement = CallOutput<"compare.reports">["measurements"][number];

/** What one side measured, as a text; a dash where it has no such measurement. */
export function describeSide({ kind, unit, ...sides }: ComparedMeasurement, side: "before" | "after"): string {
  const measured = sides[side];
  if (measured === undefined) return texts.compare.nothing;
  return describeMeasurement({
    ...measured,
    kind,
    ...(unit === undefined ? {} : { unit }),
    method: "",
    target: "",
    details: {},
  });
}
