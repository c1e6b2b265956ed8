import { useId, useRef, useState, type ReactElement, type ReactNode } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { FactList } from "../../components/fact-list.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";
import { requestErrors, requestInput, type RequestErrors, type RequestValues } from "./request-form-values.ts";

const profiles = ["quick", "standard", "deep"] as const;

type TextName = "caseId" | "reason" | "gateway" | "uploadUrl" | "moreRecipients" | "stun" | "responder";

/** What is asked for. Everything may be left as it is. */
export function RequestForm({
  bridge,
  keys,
  values,
  onChange,
  onCreated,
}: {
  readonly bridge: Bridge;
  readonly keys: CallOutput<"keys.show">;
  readonly values: RequestValues;
  readonly onChange: (values: RequestValues) => void;
  readonly onCreated: (created: CallOutput<"request.create">) => void;
}): ReactElement {
  const words = texts.share.ask;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<RequestErrors>({});
  const [failure, setFailure] = useState<string>();

  const create = async (): Promise<void> => {
    const found = requestErrors(values);
    setErrors(found);
    setFailure(undefined);
    const [first] = Object.keys(found);
    if (first !== undefined) {
      const field = form.current?.querySelector<HTMLElement>(`[name="${first}"]`);
      field?.closest("details")?.setAttribute("open", "");
      field?.focus();
      return;
    }
    const outcome = await bridge.call("request.create", requestInput(values));
    if (outcome.ok) onCreated(outcome.value);
    else setFailure(outcome.error.message);
  };

  const text = (name: TextName, maxLength: number): ReactElement => (
    <TextField
      id={`${id}-${name}`}
      name={name}
      label={words.fields[name].label}
      hint={words.fields[name].hint}
      value={values[name]}
      maxLength={maxLength}
      error={errors[name]}
      onType={(typed) => onChange({ ...values, [name]: typed })}
    />
  );

  return (
    <section className="view">
      <p>{words.lead}</p>
      {failure !== undefined && <ProblemNotice message={failure} />}
      <form
        ref={form}
        className="card share-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        {text("caseId", 80)}
        {text("reason", 400)}
        {text("gateway", 253)}
        <div className="field-pair">
          <Select
            id={`${id}-profile`}
            label={texts.start.thoroughness}
            value={values.profile}
            choices={profiles.map((profile) => ({ value: profile, label: texts.profile[profile].title }))}
            onChoose={(profile) =>
              onChange({ ...values, profile: profiles.find((one) => one === profile) ?? "standard" })
            }
          />
          <Select
            id={`${id}-days`}
            label={words.since}
            value={String(values.days)}
            choices={words.sinceChoices.map(({ days, label }) => ({ value: String(days), label }))}
            onChoose={(days) => onChange({ ...values, days: Number(days) })}
          />
          <Select
            id={`${id}-valid`}
            label={words.valid}
            value={String(values.validDays)}
            choices={words.validChoices.map(({ days, label }) => ({ value: String(days), label }))}
            onChoose={(days) => onChange({ ...values, validDays: Number(days) })}
          />
        </div>
        <details>
          <summary>{words.more}</summary>
          <div className="share-form">
            {text("uploadUrl", 2048)}
            {text("moreRecipients", 4096)}
            {text("stun", 300)}
            {text("responder", 300)}
            <label className="tick">
              <input
                type="checkbox"
                checked={values.organisationSalt}
                onChange={({ currentTarget }) => onChange({ ...values, organisationSalt: currentTarget.checked })}
              />
              <span>{words.salt}</span>
            </label>
          </div>
        </details>
        <button type="submit" className="button primary">
          {words.create}
        </button>
      </form>
      <details className="card">
        <summary>{words.yourKey(keys.name)}</summary>
        <FactList
          facts={[
            [words.keyFacts.fingerprint, <Copied key="f" text={keys.fingerprint} what={words.keyFacts.fingerprint} />],
            [words.keyFacts.recipient, <Copied key="r" text={keys.recipient} what={words.keyFacts.recipient} />],
            [words.keyFacts.path, keys.path],
          ]}
        />
        <p className="hint">{words.tellFingerprint}</p>
      </details>
    </section>
  );
}

function Copied({ text, what }: { readonly text: string; readonly what: string }): ReactElement {
  return (
    <>
      <code>{text}</code> <CopyButton text={text} what={what} />
    </>
  );
}

function TextField({
  id,
  name,
  label,
  hint,
  value,
  maxLength,
  error,
  onType,
}: {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint: ReactNode;
  readonly value: string;
  readonly maxLength: number;
  readonly error: string | undefined;
  readonly onType: (text: string) => void;
}): ReactElement {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        value={value}
        maxLength={maxLength}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onType(target.value)}
      />
      <p id={`${id}-hint`} className={error === undefined ? "hint" : "field-error"}>
        {error ?? hint}
      </p>
    </div>
  );
}

function Select({
  id,
  label,
  value,
  choices,
  onChoose,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
}): ReactElement {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChoose(target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
