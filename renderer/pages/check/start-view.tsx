import { useId, useRef, useState, type SubmitEvent, type ReactElement } from "react";
import type { CallOutput, Report } from "../../../main/api/contract.ts";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatMoment } from "../../format.ts";
import { useInLanguage, type Say } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";
import { CheckOptionsFields } from "./check-options-fields.tsx";
import { requestFor, type FormValues } from "./form-values.ts";
import { profilesWithGateway } from "./gateway-input.ts";
import { GatewayField, otherGateway } from "./gateway-field.tsx";
import { PracticeForm } from "./practice-form.tsx";
import type { SettingsState } from "../../use-settings.ts";
import type { CheckRequest } from "./use-check.ts";

/** The question and one big button. Everything else has a sensible value already. */
export function StartView({
  about,
  found,
  last,
  values,
  locked,
  takesFocus,
  onChange,
  onStart,
  onShow,
}: {
  readonly about: CallOutput<"about">;
  /** Undefined while the profiles of this computer are being looked for. */
  readonly found: CallOutput<"profiles.list"> | undefined;
  readonly last: Report | undefined;
  readonly values: FormValues;
  /** What the organisation has decided for all checks. */
  readonly locked: SettingsState["locked"];
  readonly takesFocus: boolean;
  readonly onChange: (values: FormValues) => void;
  readonly onStart: (request: CheckRequest) => void;
  readonly onShow: (report: Report) => void;
}): ReactElement {
  const words = texts.start;
  const [error, setError] = useState<string>();
  const [typing, setTyping] = useState(false);
  const gatewayInput = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  const profiles = profilesWithGateway(found?.profiles ?? []);
  const chosen = values.chosen ?? (profiles.length > 1 ? profiles[0]?.gateway : undefined);
  // A profile that is found late must not get between the letters of somebody who has begun to type.
  const filledIn = profiles.length === 1 && !typing ? profiles[0]?.gateway : undefined;
  const typed = values.gateway ?? filledIn ?? "";

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const request = requestFor(values, chosen === undefined || chosen === otherGateway ? typed : chosen);
    if (typeof request === "string") {
      setError(request);
      if (request !== words.helpers.someInvalid) gatewayInput.current?.focus();
      return;
    }
    onStart(request);
  };

  return (
    <section className="view">
      <FocusHeading takesFocus={takesFocus}>{words.title}</FocusHeading>
      <p className="lead">{words.lead}</p>
      <form className="card start" noValidate onSubmit={submit}>
        <GatewayField
          id={fieldId}
          inputRef={gatewayInput}
          profiles={profiles}
          searching={found === undefined}
          chosen={chosen}
          typed={typed}
          error={error === words.helpers.someInvalid ? undefined : error}
          onChoose={(choice) => {
            setError(undefined);
            onChange({ ...values, chosen: choice });
          }}
          onFocusChange={(focused) => setTyping(focused && found === undefined)}
          onType={(gateway) => {
            setError(undefined);
            onChange({ ...values, gateway });
          }}
        />
        {found !== undefined && found.unreadable.length > 0 && <Unreadable places={found.unreadable} />}
        <button type="submit" className="button primary large">
          {words.button}
        </button>
        {error === words.helpers.someInvalid && (
          <p className="field-error" role="alert">
            <Icon name="warning" />
            {error}
          </p>
        )}
        <p className="promise">
          <Icon name="shield" />
          {words.promise}
        </p>
        <CheckOptionsFields
          values={values}
          locked={locked}
          onChange={(changed) => {
            setError(undefined);
            onChange(changed);
          }}
        />
      </form>
      {last !== undefined && (
        <p className="last-result">
          {words.lastResult(formatMoment(last.run.endedAt))}{" "}
          <button type="button" className="button quiet" onClick={() => onShow(last)}>
            {words.showLast}
          </button>
        </p>
      )}
      <PracticeForm
        faults={about.practiceFaults}
        startsOpen={found !== undefined && profiles.length === 0}
        values={values}
        onChange={onChange}
        onStart={onStart}
      />
    </section>
  );
}

type UnreadablePlaces = CallOutput<"profiles.list">["unreadable"];

const sayReasons = (places: UnreadablePlaces, say: Say): UnreadablePlaces =>
  places.map(({ origin, reason }) => ({ origin, reason: say(reason) }));

function Unreadable({ places }: { readonly places: UnreadablePlaces }): ReactElement {
  const said = useInLanguage(places, sayReasons);
  return (
    <details className="hint">
      <summary>{texts.start.unreadable(places.length)}</summary>
      <ul>
        {said.map(({ origin, reason }) => (
          <li key={origin}>
            {origin}: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
