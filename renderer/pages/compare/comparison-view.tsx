import type { ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import { DataTable } from "../../components/data-table.tsx";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { texts } from "../../texts/texts.ts";
import { describeSide } from "./describe-side.ts";

type Comparison = CallOutput<"compare.reports">;

/** Two checks side by side: first what it means, then what differs, then the rest. */
export function ComparisonView({ comparison }: { readonly comparison: Comparison }): ReactElement {
  const words = texts.compare;
  const { conclusion, cautions, findings, measurements, drops, sameNetwork } = comparison;
  const different = measurements.filter(({ change }) => change === "changed" || change === "not-comparable");
  const others = measurements.filter((measurement) => !different.includes(measurement));
  return (
    <section className="card compare-result" aria-label={words.result}>
      <FocusHeading level={2} takesFocus>
        {conclusion.text}
      </FocusHeading>
      <p>{words.sameNetwork[sameNetwork]}</p>
      {cautions.length > 0 && (
        <>
          <h3>{words.cautions}</h3>
          <ul>
            {cautions.map((caution) => (
              <li key={caution}>{caution}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{words.findings}</h3>
      {findings.length === 0 ? (
        <p>{words.noFindings}</p>
      ) : (
        <DataTable
          name="compared-findings"
          caption={words.findings}
          columns={words.findingColumns}
          rows={findings.map(({ code, title, change }) => ({
            key: code,
            cells: [title, words.findingChanges[change]],
          }))}
        />
      )}
      <h3>{words.drops}</h3>
      <p>{drops.text}</p>
      <h3>{words.measurements}</h3>
      {different.length === 0 ? <p>{words.noDifference}</p> : <MeasurementRows measurements={different} />}
      {others.length > 0 && (
        <details>
          <summary>{words.onlyDifferent(others.length)}</summary>
          <MeasurementRows measurements={others} />
        </details>
      )}
    </section>
  );
}

function MeasurementRows({ measurements }: { readonly measurements: Comparison["measurements"] }): ReactElement {
  const words = texts.compare;
  return (
    <DataTable
      name="compared-measurements"
      caption={words.measurements}
      columns={words.measurementColumns}
      rows={measurements.map((measurement, index) => ({
        key: String(index),
        cells: [
          texts.measurements.kind[measurement.kind],
          describeSide(measurement, "before"),
          describeSide(measurement, "after"),
          words.measurementChanges[measurement.change],
        ],
      }))}
    />
  );
}
