import { useEffect, useState, type ReactElement } from "react";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatElapsed } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { countEnded } from "./run-steps.ts";
import { StepList } from "./step-list.tsx";
import type { CheckState } from "./use-check.ts";

/** A check under way: how far it is, what every step says, and the way to stop it. */
export function RunningView({
  state,
  onCancel,
}: {
  readonly state: Extract<CheckState, { kind: "running" }>;
  readonly onCancel: () => void;
}): ReactElement {
  const words = texts.running;
  const { steps, request, cancelling, startedAtMs } = state;
  const ended = countEnded(steps);
  const practising = request.practice !== undefined;
  return (
    <section className="view">
      <FocusHeading takesFocus>{practising ? words.titlePractice : words.title}</FocusHeading>
      {!practising && request.options.gateway !== undefined && (
        <p className="lead">{words.gateway(request.options.gateway)}</p>
      )}
      <div className="card run">
        <div className="run-head">
          <progress aria-label={words.progress} max={Math.max(1, steps.length)} value={ended} />
          <div className="run-foot">
            <p className="run-facts">
              <span>{steps.length === 0 ? words.preparing : words.count(ended, steps.length)}</span>
              {" · "}
              <Elapsed sinceMs={startedAtMs} />
            </p>
            <button type="button" className="button" aria-disabled={cancelling} onClick={onCancel}>
              <Icon name="stop" />
              {cancelling ? words.cancelling : words.cancel}
            </button>
          </div>
        </div>
        <StepList steps={steps} label={words.steps} />
      </div>
    </section>
  );
}

function Elapsed({ sinceMs }: { readonly sinceMs: number }): ReactElement {
  const [nowMs, setNowMs] = useState(sinceMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span>{texts.running.elapsed(formatElapsed(nowMs - sinceMs))}</span>;
}
