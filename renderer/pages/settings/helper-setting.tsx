import { useId, useState, type ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { LockedNote } from "../../components/locked-note.tsx";
import { texts } from "../../texts/texts.ts";
import type { SettingsState } from "../../use-settings.ts";
import { readServer } from "../check/helper-values.ts";
import { TickField } from "./choice-fields.tsx";

type Helper = SettingsState["settings"]["stunServer"];

/** A server by its name, with the switch that lets checks ask it. It is kept when the field is left. */
export function HelperSetting({
  words,
  helper,
  locked,
  onChange,
}: {
  readonly words: { readonly label: string; readonly hint: string; readonly use: string; readonly error: string };
  readonly helper: Helper;
  readonly locked: boolean;
  readonly onChange: (helper: Helper) => void;
}): ReactElement {
  const id = useId();
  const [typed, setTyped] = useState(helper.server);
  const [error, setError] = useState<string>();
  const server = locked ? helper.server : typed.trim();

  const keep = (use: boolean): void => {
    const wrong =
      server === ""
        ? use
          ? texts.settings.nameMissing
          : undefined
        : readServer(server) === null
          ? words.error
          : undefined;
    setError(wrong);
    if (wrong === undefined) onChange({ server, use: use && server !== "" });
  };

  return (
    <div className="helper-setting">
      <div className="field">
        <label htmlFor={id}>{words.label}</label>
        <input
          id={id}
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={300}
          value={locked ? helper.server : typed}
          disabled={locked}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? `${id}-hint` : `${id}-error`}
          onChange={({ target }) => {
            setError(undefined);
            setTyped(target.value);
          }}
          onBlur={() => {
            if (server !== helper.server) keep(helper.use);
          }}
        />
        {locked && <LockedNote id={`${id}-hint`} />}
        {!locked && error === undefined && (
          <p className="hint" id={`${id}-hint`}>
            {words.hint}
          </p>
        )}
        {error !== undefined && (
          <p className="field-error" id={`${id}-error`} role="alert">
            <Icon name="warning" />
            {error}
          </p>
        )}
      </div>
      <TickField label={words.use} checked={helper.use} locked={locked} onTick={keep} />
    </div>
  );
}
