import type { ReactElement } from "react";
import type { IconName } from "../../components/icon.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatDuration } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import type { StepView } from "./run-steps.ts";

const icons: Readonly<Record<StepView["state"], IconName>> = {
  waiting: "dots",
  running: "dots",
  done: "check",
  failed: "cross",
  skipped: "skip",
  cancelled: "stop",
};

/** The steps of a check with what each says, while it runs and afterwards. */
export function StepList({
  steps,
  label,
}: {
  readonly steps: readonly StepView[];
  readonly label: string;
}): ReactElement {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map(({ name, title, state, note, durationMs }) => (
        <li key={name} data-state={state}>
          <span className="step-mark">
            <Icon name={icons[state]} />
          </span>
          <span className="step-title">{title}</span>
          <span className="step-note">
            <span className={isPlain(state) ? "visually-hidden" : "step-state"}>{texts.step[state]}</span>
            {note !== undefined && <span>{note}</span>}
          </span>
          <span className="step-time">{durationMs === undefined ? "" : formatDuration(durationMs)}</span>
        </li>
      ))}
    </ol>
  );
}

/** What goes as expected needs no word for the eye: the icon and the note say it. */
function isPlain(state: StepView["state"]): boolean {
  return state === "done" || state === "waiting";
}
