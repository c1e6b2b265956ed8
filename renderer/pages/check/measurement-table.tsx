import type { ReactElement } from "react";
import type { Measurement } from "../../../main/api/contract.ts";
import { DataTable } from "../../components/data-table.tsx";
import { texts } from "../../texts/texts.ts";
import { describeMeasurement } from "./describe-measurement.ts";

/** Everything that was measured, and what could not be, with the reason. */
export function MeasurementTable({ measurements }: { readonly measurements: readonly Measurement[] }): ReactElement {
  const words = texts.measurements;
  if (measurements.length === 0) return <p>{words.none}</p>;
  return (
    <DataTable
      name="measurements"
      caption={words.title}
      columns={[words.what, words.result, words.target, words.method]}
      rows={measurements.map((measurement, index) => ({
        key: String(index),
        cells: [
          words.kind[measurement.kind],
          <span key="result" className={measurement.outcome === "measured" ? "measured" : "not-measured"}>
            {describeMeasurement(measurement)}
          </span>,
          measurement.target,
          measurement.method,
        ],
      }))}
    />
  );
}
