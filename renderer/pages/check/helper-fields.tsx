import { useId, type ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { LockedNote } from "../../components/locked-note.tsx";
import { texts } from "../../texts/texts.ts";
import type { SettingsState } from "../../use-settings.ts";
import { helperErrors, helperNames, type HelperName, type HelperTexts } from "./helper-values.ts";

/** Servers that can tell more; nobody is asked who does not stand here. */
export function HelperFields({
  helpers,
  locked,
  onChange,
}: {
  readonly helpers: HelperTexts;
  readonly locked: SettingsState["locked"];
  readonly onChange: (helpers: HelperTexts) => void;
}): ReactElement {
  const words = texts.start.helpers;
  const errors = helperErrors(helpers);
  return (
    <fieldset className="choices">
      <legend>{words.title}</legend>
      <p className="hint">{words.lead}</p>
      {helperNames.map((name) => (
        <HelperField
          key={name}
          name={name}
          value={helpers[name]}
          error={errors[name]}
          locked={isLocked(name, locked)}
          onType={(text) => onChange({ ...helpers, [name]: text })}
        />
      ))}
    </fieldset>
  );
}

function isLocked(name: HelperName, locked: SettingsState["locked"]): boolean {
  return (name === "stun" && locked.includes("stunServer")) || (name === "responder" && locked.includes("responder"));
}

function HelperField({
  name,
  value,
  error,
  locked,
  onType,
}: {
  readonly name: HelperName;
  readonly value: string;
  readonly error: string | undefined;
  readonly locked: boolean;
  readonly onType: (text: string) => void;
}): ReactElement {
  const words = texts.start.helpers[name];
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.label}</label>
      <input
        id={id}
        type="text"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={2048}
        value={value}
        disabled={locked}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? `${id}-hint` : `${id}-error`}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      {error === undefined ? (
        <p className="hint" id={`${id}-hint`}>
          {words.hint}
        </p>
      ) : (
        <p className="field-error" id={`${id}-error`}>
          <Icon name="warning" />
          {error}
        </p>
      )}
      {locked && <LockedNote />}
    </div>
  );
}
