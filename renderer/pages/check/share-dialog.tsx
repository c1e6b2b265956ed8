import { useEffect, useId, useRef, useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { Icon } from "../../components/icon.tsx";
import { LanguageField } from "../../components/language-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatSize } from "../../format.ts";
import { useInLanguage, type Say } from "../../in-language.ts";
import { decodeBase64, saveFile } from "../../save-file.ts";
import { reportLanguage } from "../../report-language.ts";
import { texts } from "../../texts/texts.ts";
import { BundlePreview } from "../share/bundle-preview.tsx";
import { CaptureFields } from "../share/capture-fields.tsx";
import { notSealed, sealingInput } from "../share/sealing.ts";
import { SealingFields } from "../share/sealing-fields.tsx";
import { choiceInput, usePreview, wholeBundle, type BundleChoice } from "../share/use-preview.ts";

type Bundle = CallOutput<"bundle.create">;

/** Shows what would leave this computer, file by file, and only then makes the file. */
export function ShareDialog({
  bridge,
  runId,
  pseudonyms,
  onClose,
}: {
  readonly bridge: Bridge;
  readonly runId: string;
  /** Whether the file has pseudonyms, unless the person decides otherwise. */
  readonly pseudonyms: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const words = texts.share;
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [choice, setChoice] = useState<BundleChoice>({ ...wholeBundle, pseudonyms });
  const [sealing, setSealing] = useState(notSealed);
  const [sealingError, setSealingError] = useState<string>();
  const [captureAgreed, setCaptureAgreed] = useState(false);
  const [captureError, setCaptureError] = useState<string>();
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<Outcome<Bundle>>();
  const shown = usePreview(bridge, runId, choice);
  const notes = useInLanguage(created?.ok === true ? created.value.notes : undefined, sayNotes);

  useEffect(() => {
    const element = dialog.current;
    if (element?.open === false) element.showModal();
  }, []);

  const create = async (): Promise<void> => {
    // What leaves is what was seen: not before the preview of this choice is there.
    if (creating || shown?.choice !== choice) return;
    const sealTo = sealingInput(sealing);
    setSealingError(typeof sealTo === "string" ? sealTo : undefined);
    if (typeof sealTo === "string") return;
    const hasCapture = choice.captures.length > 0;
    setCaptureError(hasCapture && !captureAgreed ? words.capture.notAgreed : undefined);
    if (hasCapture && !captureAgreed) return;
    setCreating(true);
    setCreated(undefined);
    const making = {
      ...choiceInput(runId, choice),
      ...sealTo,
      consent: { how: words.consentHow },
      ...(hasCapture ? { captureConsent: { how: words.capture.consentHow } } : {}),
    };
    const outcome = await bridge.call("bundle.create", making);
    setCreating(false);
    setCreated(outcome);
    if (outcome.ok) saveBundle(outcome.value);
  };

  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{words.title}</h2>
      <p>{words.lead}</p>
      <LanguageField
        label={texts.language.export}
        value={choice.language ?? reportLanguage()}
        onChoose={(language) => {
          setChoice({ ...choice, language });
          setCreated(undefined);
        }}
      />
      <BundlePreview
        bridge={bridge}
        runId={runId}
        choice={choice}
        shown={shown}
        mayKeepNames
        onChange={(changed) => {
          setChoice(changed);
          setCreated(undefined);
        }}
      />
      {shown !== undefined && (shown.outcome.ok || shown.choice.captures.length > 0) && (
        <CaptureFields
          captures={choice.captures}
          agreed={captureAgreed}
          error={captureError}
          pathOf={bridge.pathOf}
          onCaptures={(captures) => {
            setChoice({ ...choice, captures });
            setCaptureError(undefined);
            setCreated(undefined);
          }}
          onAgree={(agreed) => {
            setCaptureAgreed(agreed);
            setCaptureError(undefined);
          }}
        />
      )}
      {shown?.outcome.ok === true && (
        <SealingFields
          sealing={sealing}
          error={sealingError}
          onChange={(changed) => {
            setSealing(changed);
            setSealingError(undefined);
            setCreated(undefined);
          }}
        />
      )}
      <div className="dialog-foot">
        <div role="status">
          {created?.ok === true && (
            <div className="notice tone-good">
              <Icon name="check" />
              <p>
                <strong>{words.created(created.value.fileName, formatSize(created.value.sizeBytes))}</strong>{" "}
                {words.createdHint} {(notes ?? []).join(" ")}
              </p>
            </div>
          )}
        </div>
        {created?.ok === false && <ProblemNotice message={created.error.message} />}
        <div className="actions">
          {shown?.outcome.ok === true &&
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

function sayNotes(notes: Bundle["notes"], say: Say): Bundle["notes"] {
  return notes?.map(say);
}

function saveBundle({ fileName, contentBase64 }: Bundle): void {
  saveFile(fileName, decodeBase64(contentBase64), "application/octet-stream");
}
