import type { ReactElement } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import { DataTable } from "../../components/data-table.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatMoment } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { useAnswer } from "./use-answer.ts";

/** A page has no use for more; the command line lists them all. */
const maxListed = 200;

/** What was not taken in, and why; nothing where all was. */
export function RefusedList({
  bridge,
  version,
}: {
  readonly bridge: Bridge;
  /** Changes with the fleet. */
  readonly version: number;
}): ReactElement | null {
  const words = texts.fleet.refused;
  const { outcome } = useAnswer(bridge, "fleet.refused", { limit: maxListed }, version);
  if (outcome === undefined) return null;
  if (!outcome.ok) return <ProblemNotice message={outcome.error.message} />;
  const { total, refusals } = outcome.value;
  if (total === 0) return null;
  return (
    <details>
      <summary>{words.title(total)}</summary>
      <p className="hint">{words.about}</p>
      <DataTable
        name="refused"
        caption={words.title(total)}
        columns={words.columns}
        rows={refusals.map(({ source, reason, at }) => ({ key: source, cells: [source, reason, formatMoment(at)] }))}
      />
      {refusals.length < total && <p className="hint">{words.newest(refusals.length)}</p>}
    </details>
  );
}
