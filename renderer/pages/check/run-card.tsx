import { useEffect, useState, type ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { formatElapsed } from "../../format.ts";
import { useInLanguage } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";
import { countEnded, sayNotes, type StepView } from "./run-steps.ts";
import { StepList } from "./step-list.tsx";

/** How far a check is, what every step says, and the way to stop it. */
export function RunCard({
  run,
  onCancel,
}: {
  readonly run: { readonly steps: readonly StepView[]; readonly startedAtMs: number; readonly cancelling: boolean };
  readonly onCancel: () => void;
}): ReactElement {
  const words = texts.running;
  const { steps, startedAtMs, cancelling } = run;
  const ended = countEnded(steps);
  const shown = useInLanguage(steps, sayNotes);
  return (
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
      <StepList steps={shown} label={words.steps} />
    </div>
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
