import type { ReactElement } from "react";
import type { Measurement } from "../../../main/api/contract.ts";
import { DataTable } from "../../components/data-table.tsx";
import { Icon, type IconName } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import { describeMeasurement } from "../check/describe-measurement.ts";

const icons: Readonly<Record<string, IconName>> = { answered: "check", silent: "cross", refused: "stop" };
const tones: Readonly<Record<string, string>> = { answered: "good", silent: "bad", refused: "warn" };

/** Which ports and protocols answered. */
export function ReachMatrix({ measurements }: { readonly measurements: readonly Measurement[] }): ReactElement {
  const words = texts.measuring;
  const tried = measurements.filter(({ kind }) => kind.startsWith("reach-"));
  if (tried.length === 0) return <p>{words.noReach}</p>;
  return (
    <DataTable
      name="reach"
      caption={words.reach}
      columns={words.reachColumns}
      rows={tried.map((measurement, index) => {
        const value = String(measurement.value);
        const tries = measurement.details["packets"] ?? measurement.details["sent"];
        return {
          key: String(index),
          cells: [
            texts.measurements.kind[measurement.kind],
            <span key="answer" className={`reach-answer tone-text-${tones[value] ?? "neutral"}`}>
              <Icon name={icons[value] ?? "question"} />
              {describeMeasurement(measurement)}
            </span>,
            measurement.target,
            tries === undefined ? "–" : String(tries),
          ],
        };
      })}
    />
  );
}
