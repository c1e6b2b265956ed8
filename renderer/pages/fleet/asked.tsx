import type { ReactElement, ReactNode } from "react";
import type { CallName, CallOutput } from "../../../main/api/contract.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";
import type { Answer } from "./use-answer.ts";

/** What a call answered, or that it is waited for, or why there is no answer. An older answer stays until the new one is there. */
export function Asked<Name extends CallName>({
  answer: { outcome, isWaiting },
  loading,
  onRetry,
  children,
}: {
  readonly answer: Answer<Name>;
  readonly loading: string;
  readonly onRetry: () => void;
  readonly children: (value: CallOutput<Name>) => ReactNode;
}): ReactElement {
  return (
    <div className="view" aria-busy={isWaiting}>
      <p role="status" className={isWaiting && outcome === undefined ? undefined : "visually-hidden"}>
        {isWaiting ? loading : ""}
      </p>
      {outcome?.ok === false && !isWaiting && (
        <ProblemNotice message={outcome.error.message}>
          <button type="button" className="button" onClick={onRetry}>
            {texts.fleet.tryAgain}
          </button>
        </ProblemNotice>
      )}
      {outcome?.ok === true && children(outcome.value)}
    </div>
  );
}
