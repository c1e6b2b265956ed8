import { useId, useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatMoment } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { ComparisonView } from "../compare/comparison-view.tsx";
import type { OpenedEntry } from "./cases.ts";

/** Two of the opened bundles side by side. */
export function BundleComparison({
  bridge,
  entries,
}: {
  readonly bridge: Bridge;
  readonly entries: readonly OpenedEntry[];
}): ReactElement {
  const words = texts.share.comparison;
  const [firstId, setFirstId] = useState<number>();
  const [secondId, setSecondId] = useState<number>();
  const [outcome, setOutcome] = useState<Outcome<CallOutput<"compare.reports">>>();
  const first = entries.find(({ id }) => id === firstId) ?? entries[0];
  const second = entries.find(({ id }) => id === secondId) ?? entries.find((entry) => entry !== first);
  const compare = async (): Promise<void> => {
    if (first === undefined || second === undefined) return;
    setOutcome(undefined);
    setOutcome(
      await bridge.call("compare.reports", {
        before: { report: first.outcome.value.report },
        after: { report: second.outcome.value.report },
      }),
    );
  };
  return (
    <details className="card">
      <summary>{words.title}</summary>
      <div className="share-form">
        <div className="field-pair">
          <BundleSelect label={words.first} entries={entries} value={first?.id} onChoose={setFirstId} />
          <BundleSelect label={words.second} entries={entries} value={second?.id} onChoose={setSecondId} />
        </div>
        <button type="button" className="button" onClick={() => void compare()}>
          {words.compare}
        </button>
        {outcome?.ok === false && <ProblemNotice message={outcome.error.message} />}
        {outcome?.ok === true && <ComparisonView comparison={outcome.value} />}
      </div>
    </details>
  );
}

function BundleSelect({
  label,
  entries,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly entries: readonly OpenedEntry[];
  readonly value: number | undefined;
  readonly onChoose: (id: number) => void;
}): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChoose(Number(target.value))}>
        {entries.map((entry) => (
          <option key={entry.id} value={entry.id}>
            {texts.share.comparison.entry(entry.name, formatMoment(entry.outcome.value.manifest.createdAt))}
          </option>
        ))}
      </select>
    </div>
  );
}
