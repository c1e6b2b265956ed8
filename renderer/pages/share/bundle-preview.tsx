import { useState, type ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { CountsLine } from "../../components/counts-line.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatSize } from "../../format.ts";
import { useInLanguage, type Say } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";
import { FileText } from "./file-text.tsx";
import type { BundleChoice, BundlePart, ShownPreview } from "./use-preview.ts";

/** Everything that would leave, file by file with its exact text, and what the person may change about it. */
export function BundlePreview({
  bridge,
  runId,
  choice,
  shown,
  mayKeepNames,
  onChange,
}: {
  readonly bridge: Bridge;
  readonly runId: string;
  readonly choice: BundleChoice;
  readonly shown: ShownPreview | undefined;
  /** False where the file goes to a helpdesk that has asked for pseudonyms. */
  readonly mayKeepNames: boolean;
  readonly onChange: (choice: BundleChoice) => void;
}): ReactElement {
  const words = texts.share;
  const [reading, setReading] = useState<string>();
  const preview = useInLanguage(shown?.outcome.ok === true ? shown.outcome.value : undefined, sayPreview);
  if (shown?.outcome.ok === false) return <ProblemNotice message={shown.outcome.error.message} />;
  if (preview === undefined) return <p role="status">{words.loading}</p>;
  const file = preview.files.find(({ path }) => path === reading);
  return (
    <>
      <Warnings warnings={preview.warnings} />
      <div className="notice tone-good">
        <Icon name="shield" />
        <div>
          <CountsLine title={words.removed} counts={preview.secretsRemoved} none={words.removedNothing} />
          {choice.pseudonyms && (
            <CountsLine title={words.replaced} counts={preview.replaced ?? {}} none={words.replacedNothing} />
          )}
        </div>
      </div>
      <Files preview={preview} reading={file?.path} onRead={setReading} />
      {file !== undefined && (
        <FileText
          key={file.path}
          bridge={bridge}
          runId={runId}
          choice={choice}
          path={file.path}
          replaced={choice.pseudonyms ? file.replaced : undefined}
          onClose={() => setReading(undefined)}
        />
      )}
      <Parts parts={preview.parts ?? []} choice={choice} mayKeepNames={mayKeepNames} onChange={onChange} />
    </>
  );
}

type Preview = CallOutput<"bundle.preview">;

/** What is said of the files, the parts and the whole; names of files stay. */
function sayPreview(preview: Preview | undefined, say: Say): Preview | undefined {
  return preview === undefined
    ? undefined
    : {
        ...preview,
        files: preview.files.map((file) => ({ ...file, about: say(file.about) })),
        ...(preview.parts === undefined
          ? {}
          : { parts: preview.parts.map((part) => ({ ...part, about: say(part.about) })) }),
        warnings: preview.warnings.map(say),
      };
}

function Warnings({ warnings }: Pick<Preview, "warnings">): ReactElement | null {
  if (warnings.length === 0) return null;
  return (
    <div className="notice tone-warn">
      <Icon name="warning" />
      <div>
        <p>
          <strong>{texts.share.mind}</strong>
        </p>
        <ul>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Files({
  preview,
  reading,
  onRead,
}: {
  readonly preview: Preview;
  readonly reading: string | undefined;
  readonly onRead: (path: string | undefined) => void;
}): ReactElement {
  const words = texts.share;
  const sizeBytes = preview.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const title = words.files(preview.files.length, formatSize(sizeBytes));
  return (
    <>
      <h3>{title}</h3>
      <DataTable
        name="files"
        caption={title}
        columns={[words.file, words.size, words.about]}
        rows={preview.files.map((file) => ({
          key: file.path,
          cells: [
            <button
              key={file.path}
              type="button"
              className="button quiet file-name"
              aria-expanded={file.path === reading}
              onClick={() => onRead(file.path === reading ? undefined : file.path)}
            >
              {file.path}
              <span className="visually-hidden">{words.text.show}</span>
            </button>,
            formatSize(file.sizeBytes),
            file.about,
          ],
        }))}
      />
      <p className="hint">{words.text.hint}</p>
    </>
  );
}

function Parts({
  parts,
  choice,
  mayKeepNames,
  onChange,
}: {
  readonly parts: NonNullable<Preview["parts"]>;
  readonly choice: BundleChoice;
  readonly mayKeepNames: boolean;
  readonly onChange: (choice: BundleChoice) => void;
}): ReactElement {
  const words = texts.share;
  const toggle = (part: BundlePart, isIncluded: boolean): void =>
    onChange({
      ...choice,
      without: isIncluded ? choice.without.filter((one) => one !== part) : [...choice.without, part],
    });
  return (
    <>
      {parts.length > 0 && (
        <fieldset className="choices">
          <legend>{words.parts}</legend>
          {parts.map(({ part, about }) => (
            <label key={part} className="tick">
              <input
                type="checkbox"
                checked={!choice.without.includes(part)}
                onChange={({ currentTarget }) => toggle(part, currentTarget.checked)}
              />
              <span>{about}</span>
            </label>
          ))}
        </fieldset>
      )}
      {mayKeepNames && (
        <fieldset className="choices">
          <legend>{words.names}</legend>
          <label className="tick">
            <input
              type="checkbox"
              checked={choice.pseudonyms}
              onChange={({ currentTarget }) => onChange({ ...choice, pseudonyms: currentTarget.checked })}
            />
            <span>{words.pseudonyms}</span>
          </label>
          <p className="hint">{words.pseudonymsAbout}</p>
        </fieldset>
      )}
    </>
  );
}
