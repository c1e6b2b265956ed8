import type { ReactElement } from "react";
import type { Report } from "../../../main/api/contract.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatMoment } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { describeVerdict } from "../check/describe-verdict.ts";
import { countEnded } from "../check/run-steps.ts";
import type { Check } from "../check/use-check.ts";

/** One of the two checks: not made yet, running, failed, or its verdict. */
export function SideCard({
  side,
  check,
  last,
  disabled,
  onStart,
}: {
  readonly side: "before" | "after";
  readonly check: Check;
  /** A check that may be taken instead of a new one. */
  readonly last: Report | undefined;
  readonly disabled: boolean;
  readonly onStart: () => void;
}): ReactElement {
  const words = texts.compare;
  const own = words.sides[side];
  const { state } = check;
  const startButton = (
    <button type="button" className="button primary" aria-disabled={disabled} onClick={() => !disabled && onStart()}>
      {own.button}
    </button>
  );
  return (
    <section className="card compare-side" aria-label={own.title}>
      <h2>{own.title}</h2>
      {state.kind === "idle" && (
        <>
          <p>{own.about}</p>
          <div className="actions">
            {startButton}
            {last !== undefined && (
              <button type="button" className="button" onClick={() => check.show(last)}>
                {words.useLast(formatMoment(last.run.startedAt))}
              </button>
            )}
          </div>
        </>
      )}
      {state.kind === "running" && (
        <>
          <p role="status">{words.steps(countEnded(state.steps), state.steps.length)}</p>
          <button type="button" className="button" onClick={check.cancel}>
            {words.stop}
          </button>
        </>
      )}
      {state.kind === "failed" && <ProblemNotice message={state.error.message}>{startButton}</ProblemNotice>}
      {state.kind === "finished" && (
        <>
          <p>
            <strong>{describeVerdict(state.report).title}</strong>
          </p>
          <p className="hint">{words.done(formatMoment(state.report.run.startedAt))}</p>
          <button type="button" className="button quiet" onClick={check.reset}>
            {words.redo}
          </button>
        </>
      )}
    </section>
  );
}
