import { useId, type ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import { helperErrors, helperNames, type HelperName, type HelperTexts } from "./helper-values.ts";

/** Servers that can tell more; nobody is asked who does not stand here. */
export function HelperFields({
  helpers,
  onChange,
}: {
  readonly helpers: HelperTexts;
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
          onType={(text) => onChange({ ...helpers, [name]: text })}
        />
      ))}
    </fieldset>
  );
}

function HelperField({
  name,
  value,
  error,
  onType,
}: {
  readonly name: HelperName;
  readonly value: string;
  readonly error: string | undefined;
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
    </div>
  );
}
