import type { ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { DataTable } from "../../components/data-table.tsx";
import { formatMoment } from "../../format.ts";
import { useInLanguage, type Say } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";
import { useAnswer } from "./use-answer.ts";

/** A page has no use for more; the command line lists them all. */
const maxListed = 200;

type Refusals = CallOutput<"fleet.refused">["refusals"];
const nothingRefused: Refusals = [];

const sayReasons = (refusals: Refusals, say: Say): Refusals =>
  refusals.map((refusal) => ({ ...refusal, reason: say(refusal.reason) }));

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
  const refusals = useInLanguage(outcome?.ok === true ? outcome.value.refusals : nothingRefused, sayReasons);
  // Why the fleet cannot be read is said once, where its answer would stand.
  if (outcome?.ok !== true) return null;
  const { total } = outcome.value;
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
