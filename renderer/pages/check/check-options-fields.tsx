import { useId, type ReactElement } from "react";
import { LockedNote } from "../../components/locked-note.tsx";
import { sinceChoices } from "../../since-choices.ts";
import { texts } from "../../texts/texts.ts";
import type { SettingsState } from "../../use-settings.ts";
import type { FormValues } from "./form-values.ts";
import { HelperFields } from "./helper-fields.tsx";

const profileOrder = ["quick", "standard", "deep"] as const;

/** What a person may change about a check, folded away because few need to. */
export function CheckOptionsFields({
  values,
  locked,
  onChange,
}: {
  readonly values: FormValues;
  readonly locked: SettingsState["locked"];
  readonly onChange: (values: FormValues) => void;
}): ReactElement {
  const words = texts.start;
  const id = useId();
  return (
    <details className="options">
      <summary>{words.options}</summary>
      <fieldset className="choices" disabled={locked.includes("profile")}>
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
        {locked.includes("profile") && <LockedNote />}
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
          disabled={!values.systemLogs || locked.includes("logWindowDays")}
          aria-describedby={locked.includes("logWindowDays") ? `${id}-since-locked` : undefined}
          onChange={(event) => onChange({ ...values, days: Number(event.currentTarget.value) })}
        >
          {sinceChoices(words.sinceChoices, values.days).map(({ days, label }) => (
            <option key={days} value={days}>
              {label}
            </option>
          ))}
        </select>
        {locked.includes("logWindowDays") && <LockedNote id={`${id}-since-locked`} />}
      </div>
      <HelperFields helpers={values.helpers} locked={locked} onChange={(helpers) => onChange({ ...values, helpers })} />
    </details>
  );
}
