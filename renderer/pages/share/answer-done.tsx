import { useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatSize } from "../../format.ts";
import { decodeBase64, saveFile } from "../../save-file.ts";
import { sayTexts, useInLanguage } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";
import { describeVerdict } from "../check/describe-verdict.ts";
import { ReportView } from "../check/report-view.tsx";
import { BundlePreview } from "./bundle-preview.tsx";
import { UploadCard } from "./upload-card.tsx";
import type { OpenedRequest } from "./use-answer.ts";
import { usePreview, wholeBundle, type BundleChoice } from "./use-preview.ts";

type Sealed = CallOutput<"request.seal">;

/** The check is done: what would leave, the sealed file, and its upload where one was asked for and is agreed to. */
export function AnswerDone({
  bridge,
  opened,
  answer,
  onNew,
}: {
  readonly bridge: Bridge;
  readonly opened: OpenedRequest;
  readonly answer: CallOutput<"request.answer">;
  readonly onNew: () => void;
}): ReactElement {
  const words = texts.share.answer;
  const { report } = answer;
  const notes = useInLanguage<readonly string[]>(answer.notes, sayTexts);
  const runId = report.run.id;
  const [choice, setChoice] = useState(wholeBundle);
  const [sealing, setSealing] = useState(false);
  const [sealed, setSealed] = useState<{ readonly choice: BundleChoice; readonly outcome: Outcome<Sealed> }>();
  const shown = usePreview(bridge, runId, choice);

  /** Seals what is shown, unless that was done already. */
  const seal = async (): Promise<Outcome<Sealed>> => {
    if (sealed?.choice === choice && sealed.outcome.ok) return sealed.outcome;
    setSealing(true);
    const outcome = await bridge.call("request.seal", { runId, without: [...choice.without] });
    setSealing(false);
    setSealed({ choice, outcome });
    return outcome;
  };
  const save = async (): Promise<void> => {
    if (sealing || shown?.choice !== choice) return;
    const outcome = await seal();
    if (outcome.ok)
      saveFile(outcome.value.fileName, decodeBase64(outcome.value.contentBase64), "application/octet-stream");
  };
  const current = sealed?.choice === choice ? sealed.outcome : undefined;

  return (
    <section className="view">
      <FocusHeading level={2} takesFocus>
        {words.done}
      </FocusHeading>
      <p>{words.doneLead(opened.request.from)}</p>
      {notes.length > 0 && (
        <div className="notice tone-warn">
          <Icon name="warning" />
          <p>{notes.join(" ")}</p>
        </div>
      )}
      <details className="card">
        <summary>{words.showResult(describeVerdict(report).title)}</summary>
        <ReportView bridge={bridge} report={report} level={2} takesFocus={false} />
      </details>
      <div className="card share-form">
        <BundlePreview
          bridge={bridge}
          runId={runId}
          choice={choice}
          shown={shown}
          mayKeepNames={false}
          onChange={setChoice}
        />
        {current?.ok === false && <ProblemNotice message={current.error.message} />}
        <div role="status">
          {current?.ok === true && (
            <div className="notice tone-good">
              <Icon name="check" />
              <p>
                <strong>{words.saved(current.value.fileName, formatSize(current.value.sizeBytes))}</strong>{" "}
                {words.savedHint(opened.request.from)}
              </p>
            </div>
          )}
        </div>
        <div className="actions">
          <button type="button" className="button primary" aria-disabled={sealing} onClick={() => void save()}>
            <Icon name="shield" />
            {sealing ? words.sealing : current?.ok === true ? texts.share.saveAgain : words.save}
          </button>
          <button type="button" className="button" onClick={onNew}>
            {words.other}
          </button>
        </div>
      </div>
      {opened.uploadHost !== undefined && (
        <UploadCard key={choice.without.join(" ")} bridge={bridge} runId={runId} host={opened.uploadHost} seal={seal} />
      )}
    </section>
  );
}
