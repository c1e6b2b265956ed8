import type { ReactElement } from "react";
import type { Outcome } from "../../../main/api/contract.ts";
import { CountsLine } from "../../components/counts-line.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { FactList } from "../../components/fact-list.tsx";
import type { Bridge } from "../../bridge/bridge.ts";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatMoment, formatSize } from "../../format.ts";
import { sayText, useInLanguage } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";
import { ReportView } from "../check/report-view.tsx";
import { BundleNotes } from "./bundle-notes.tsx";
import type { OpenedEntry } from "./cases.ts";
import type { OpenedBundle } from "./use-bundles.ts";

/** One opened bundle: whether it can be trusted, what was said about it, and the report that the person saw. */
export function BundleView({
  bridge,
  entry,
  version,
  onAgain,
  onRemove,
  onNote,
}: {
  readonly bridge: Bridge;
  readonly entry: OpenedEntry;
  /** Of this program. */
  readonly version: string;
  readonly onAgain: () => void;
  readonly onRemove: () => void;
  readonly onNote: (text: string) => Promise<Outcome<unknown>>;
}): ReactElement {
  const words = texts.share.open;
  const bundle = entry.outcome.value;
  const { manifest, signature, files, notes } = bundle;
  const agreedHow = useInLanguage(manifest.consent?.how ?? "", sayText);
  return (
    <section className="view" aria-label={entry.name}>
      <FocusHeading level={2} takesFocus>
        {entry.name}
      </FocusHeading>
      <div className={`notice ${signature === undefined ? "tone-warn" : "tone-good"}`}>
        <Icon name={signature === undefined ? "warning" : "shield"} />
        <div>
          <p>
            <strong>{signature === undefined ? words.notSigned : words.intact}</strong>
          </p>
          {signature !== undefined && (
            <p>
              {words.signedBy} <code>{signature.fingerprint}</code>
            </p>
          )}
        </div>
      </div>
      <details className="card">
        <summary>{words.details}</summary>
        <div className="share-form">
          <FactList facts={factsOf(bundle, agreedHow)} />
          <CountsLine
            title={texts.share.removed}
            counts={manifest.redaction.secretsRemoved}
            none={texts.share.removedNothing}
          />
          {manifest.redaction.pseudonyms && (
            <CountsLine
              title={texts.share.replaced}
              counts={manifest.redaction.replaced ?? {}}
              none={texts.share.replacedNothing}
            />
          )}
          <DataTable
            name="bundle-files"
            caption={words.files(files.length)}
            columns={[texts.share.file, texts.share.size]}
            rows={files.map(({ path, sizeBytes }) => ({ key: path, cells: [path, formatSize(sizeBytes)] }))}
          />
        </div>
      </details>
      <BundleNotes notes={notes} canWrite={"path" in entry.source} onNote={onNote} />
      {entry.again && (
        <p className="notice tone-neutral" role="status">
          <Icon name="again" />
          {words.diagnosedAgain(version)}
        </p>
      )}
      <div className="actions">
        {!entry.again && (
          <button type="button" className="button" onClick={onAgain}>
            <Icon name="again" />
            {words.again(version)}
          </button>
        )}
        <button type="button" className="button" onClick={onRemove}>
          {words.remove}
        </button>
      </div>
      <ReportView bridge={bridge} report={bundle.report} level={2} takesFocus={false} />
    </section>
  );
}

function factsOf(
  { manifest, isSealed, events }: OpenedBundle,
  agreedHow: string,
): readonly (readonly [string, string])[] {
  const { facts, yes, no, noRequest, noConsent, consent, names, events: counted } = texts.share.open;
  return [
    [facts.made, formatMoment(manifest.createdAt)],
    [facts.tool, manifest.tool.version],
    [facts.request, manifest.requestId ?? noRequest],
    [facts.sealed, isSealed ? yes : no],
    [
      facts.consent,
      manifest.consent === undefined
        ? noConsent
        : consent(formatMoment(manifest.consent.at), agreedHow, manifest.consent.leftOut),
    ],
    [facts.names, names(manifest.redaction.pseudonyms, manifest.redaction.salt)],
    [facts.events, counted(events.total, events.notUnderstood)],
  ];
}
