import type { ReactElement } from "react";
import type { Failure } from "../../../main/api/contract.ts";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { sayText, useInLanguage } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";

/** A check without a result: it could not be done, or it was stopped before it had anything to show. */
export function FailedView({
  error,
  onRetry,
  onBack,
}: {
  readonly error: Failure;
  readonly onRetry: () => void;
  readonly onBack: () => void;
}): ReactElement {
  const words = texts.failed;
  const message = useInLanguage(error.message, sayText);
  const stopped = error.code === "cancelled";
  return (
    <section className="view">
      <FocusHeading takesFocus>{stopped ? words.stoppedTitle : words.title}</FocusHeading>
      {stopped ? <p className="lead">{message}</p> : <ProblemNotice message={error.message} />}
      <div className="actions">
        <button type="button" className="button primary" onClick={onRetry}>
          {words.retry}
        </button>
        <button type="button" className="button" onClick={onBack}>
          {words.back}
        </button>
      </div>
    </section>
  );
}
