import type { ReactElement } from "react";
import { DataTable } from "../../components/data-table.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatMoment } from "../../format.ts";
import { osNames } from "../../os-names.ts";
import { texts } from "../../texts/texts.ts";
import { describeVerdict } from "../check/describe-verdict.ts";
import { casesOf, type OpenedEntry } from "./cases.ts";
import type { BundleEntry } from "./use-bundles.ts";

/** All bundles that were handed over: those of one case together, then what could not be opened, and why. */
export function BundleTable({
  entries,
  shown,
  onShow,
  onRetry,
  onRemove,
}: {
  readonly entries: readonly BundleEntry[];
  readonly shown: number | undefined;
  readonly onShow: (id: number) => void;
  readonly onRetry: (entry: BundleEntry) => void;
  readonly onRemove: (id: number) => void;
}): ReactElement {
  const words = texts.share.open;
  const opening = entries.filter(({ outcome }) => outcome === undefined);
  return (
    <>
      {casesOf(entries).map(({ requestId, entries: ofCase }) => {
        const title = words.caseTitle(requestId, ofCase.length);
        return (
          <section key={requestId ?? "none"} className="card share-form" aria-label={title}>
            <h2>{title}</h2>
            <DataTable
              name="bundles"
              caption={title}
              columns={words.columns}
              rows={ofCase.map((entry) => ({
                key: String(entry.id),
                cells: cellsOf(entry, entry.id === shown, onShow),
              }))}
            />
          </section>
        );
      })}
      <div role="status">{opening.length > 0 && <p>{words.opening(opening.map(({ name }) => name))}</p>}</div>
      {entries.map((entry) =>
        entry.outcome?.ok === false ? (
          <ProblemNotice
            key={entry.id}
            message={entry.outcome.error.message}
            wording={(message) => words.failed(entry.name, message)}
          >
            <button type="button" className="button" onClick={() => onRetry(entry)}>
              {texts.share.retry}
              <span className="visually-hidden"> {entry.name}</span>
            </button>
            <button type="button" className="button" onClick={() => onRemove(entry.id)}>
              {words.remove}
              <span className="visually-hidden"> {entry.name}</span>
            </button>
          </ProblemNotice>
        ) : null,
      )}
    </>
  );
}

function cellsOf({ id, name, outcome }: OpenedEntry, isShown: boolean, onShow: (id: number) => void) {
  const words = texts.share.open;
  const { manifest, report, signature } = outcome.value;
  return [
    <button
      key="name"
      type="button"
      className="button quiet file-name"
      aria-pressed={isShown}
      onClick={() => onShow(id)}
    >
      {name}
    </button>,
    formatMoment(manifest.createdAt),
    <span key="result">
      {describeVerdict(report).title}
      <span className="origin">{osNames[report.client.os]}</span>
    </span>,
    <span key="signed" className={`badge ${signature === undefined ? "tone-warn" : "tone-good"}`}>
      <Icon name={signature === undefined ? "question" : "shield"} />
      {signature === undefined ? words.unsigned : words.signed}
    </span>,
  ];
}
