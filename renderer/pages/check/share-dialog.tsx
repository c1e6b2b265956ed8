import { useEffect, useId, useRef, useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { DataTable } from "../../components/data-table.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatSize } from "../../format.ts";
import { decodeBase64, saveFile } from "../../save-file.ts";
import { texts } from "../../texts/texts.ts";

type Preview = CallOutput<"bundle.preview">;
type Bundle = CallOutput<"bundle.create">;

/** Shows what would leave this computer, file by file, and only then makes the file. */
export function ShareDialog({
  bridge,
  runId,
  onClose,
}: {
  readonly bridge: Bridge;
  readonly runId: string;
  readonly onClose: () => void;
}): ReactElement {
  const words = texts.share;
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [preview, setPreview] = useState<Outcome<Preview>>();
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<Outcome<Bundle>>();

  useEffect(() => {
    const element = dialog.current;
    if (element?.open === false) element.showModal();
    void bridge.call("bundle.preview", { runId }).then(setPreview);
  }, [bridge, runId]);

  const create = async (): Promise<void> => {
    if (creating) return;
    setCreating(true);
    setCreated(undefined);
    const outcome = await bridge.call("bundle.create", { runId });
    setCreating(false);
    setCreated(outcome);
    if (outcome.ok) saveBundle(outcome.value);
  };

  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{words.title}</h2>
      <p>{words.lead}</p>
      {preview === undefined && <p role="status">{words.loading}</p>}
      {preview?.ok === false && <ProblemNotice message={preview.error.message} />}
      {preview?.ok === true && <PreviewList preview={preview.value} />}
      <div className="dialog-foot">
        <div role="status">
          {created?.ok === true && (
            <div className="notice tone-good">
              <Icon name="check" />
              <p>
                <strong>{words.created(created.value.fileName, formatSize(created.value.sizeBytes))}</strong>{" "}
                {words.createdHint}
              </p>
            </div>
          )}
        </div>
        {created?.ok === false && <ProblemNotice message={created.error.message} />}
        <div className="actions">
          {preview?.ok === true &&
            (created?.ok === true ? (
              <button type="button" className="button" onClick={() => saveBundle(created.value)}>
                {words.saveAgain}
              </button>
            ) : (
              <button type="button" className="button primary" aria-disabled={creating} onClick={() => void create()}>
                {creating ? words.creating : created === undefined ? words.create : words.retry}
              </button>
            ))}
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {words.close}
          </button>
        </div>
      </div>
    </dialog>
  );
}

function saveBundle({ fileName, contentBase64 }: Bundle): void {
  saveFile(fileName, decodeBase64(contentBase64), "application/octet-stream");
}

function PreviewList({ preview }: { readonly preview: Preview }): ReactElement {
  const words = texts.share;
  const sizeBytes = preview.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const removed = Object.entries(preview.secretsRemoved).filter(([, count]) => count > 0);
  return (
    <>
      {preview.warnings.length > 0 && (
        <div className="notice tone-warn">
          <Icon name="warning" />
          <div>
            <p>
              <strong>{words.still}</strong>
            </p>
            <ul>
              {preview.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <div className="notice tone-good">
        <Icon name="shield" />
        <p>
          <strong>{words.removed}</strong>{" "}
          {removed.length === 0
            ? words.removedNothing
            : removed.map(([kind, count]) => words.removedItem(kind, count)).join(", ")}
        </p>
      </div>
      <h3>{words.files(preview.files.length, formatSize(sizeBytes))}</h3>
      <DataTable
        name="files"
        caption={words.files(preview.files.length, formatSize(sizeBytes))}
        columns={[words.file, words.size, words.about]}
        rows={preview.files.map((file) => ({
          key: file.path,
          cells: [file.path, formatSize(file.sizeBytes), file.about],
        }))}
      />
    </>
  );
}
