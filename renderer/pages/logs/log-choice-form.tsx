import type { ReactElement } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import { PathField } from "../../components/path-field.tsx";
import { sinceChoices } from "../../since-choices.ts";
import { texts } from "../../texts/texts.ts";
import type { LogChoice } from "./use-logs.ts";

export interface LogForm {
  readonly days: number;
  readonly path: string;
}

/** What the place starts with: no file, and as far back as the settings say. */
export const initialLogForm = (days: number): LogForm => ({ days, path: "" });

const dayMs = 86_400_000;

/** What to ask for: a path stands for itself, whole; else the time of this computer's own logs. */
export function logChoiceOf({ days, path }: LogForm): LogChoice {
  const trimmed = path.trim();
  return trimmed === "" ? { sinceMs: days * dayMs } : { logPaths: [trimmed], systemLogs: false };
}

/** Which logs to read, and the button that reads or stops. */
export function LogChoiceForm({
  form,
  reading,
  pathOf,
  onChange,
  onRead,
  onStop,
}: {
  readonly form: LogForm;
  readonly reading: boolean;
  readonly pathOf: Bridge["pathOf"];
  readonly onChange: (form: LogForm) => void;
  readonly onRead: () => void;
  readonly onStop: () => void;
}): ReactElement {
  const words = texts.logs;
  return (
    <form
      className="card log-choice"
      aria-label={words.whichLogs}
      onSubmit={(event) => {
        event.preventDefault();
        if (reading) onStop();
        else onRead();
      }}
    >
      <div className="field">
        <label htmlFor="logs-since">{words.since}</label>
        <select
          id="logs-since"
          value={form.days}
          disabled={form.path.trim() !== ""}
          onChange={({ target }) => onChange({ ...form, days: Number(target.value) })}
        >
          {sinceChoices(words.sinceChoices, form.days).map(({ days, label }) => (
            <option key={days} value={days}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <PathField
        label={words.path}
        hint={words.pathHint}
        value={form.path}
        pathOf={pathOf}
        onChange={(path) => onChange({ ...form, path })}
      />
      <button type="submit" className={reading ? "button" : "button primary"}>
        {reading ? words.stop : words.read}
      </button>
    </form>
  );
}
