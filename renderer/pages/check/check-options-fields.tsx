import { useId, type ReactElement } from "react";
import { texts } from "../../texts/texts.ts";
import type { FormValues } from "./form-values.ts";
import { HelperFields } from "./helper-fields.tsx";

const profileOrder = ["quick", "standard", "deep"] as const;

/** What a person may change about a check, folded away because few need to. */
export function CheckOptionsFields({
  values,
  onChange,
}: {
  readonly values: FormValues;
  readonly onChange: (values: FormValues) => void;
}): ReactElement {
  const words = texts.start;
  const id = useId();
  return (
    <details className="options">
      <summary>{words.options}</summary>
      <fieldset className="choices">
        <legend>{words.thoroughness}</legend>
        {profileOrder.map((profile) => (
          <label key={profile} className="choice">
            <input
              type="radio"
              name={`${id}-profile`}
              checked={values.profile === profile}
              onChange={() => onChange({ ...values, profile })}
            />
            <span>
              <strong>{texts.profile[profile].title}</strong>
              <span className="choice-about">{texts.profile[profile].about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label className="tick">
        <input
          type="checkbox"
          checked={values.systemLogs}
          onChange={(event) => onChange({ ...values, systemLogs: event.currentTarget.checked })}
        />
        {words.logs}
      </label>
      <div className="field">
        <label htmlFor={`${id}-since`}>{words.since}</label>
        <select
          id={`${id}-since`}
          value={values.days}
          disabled={!values.systemLogs}
          onChange={(event) => onChange({ ...values, days: Number(event.currentTarget.value) })}
        >
          {words.sinceChoices.map(({ days, label }) => (
            <option key={days} value={days}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <HelperFields helpers={values.helpers} onChange={(helpers) => onChange({ ...values, helpers })} />
    </details>
  );
}
