import { useId, useState, type SubmitEvent, type ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import { Icon } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import { practiceRequestFor, type FormValues } from "./form-values.ts";
import type { CheckRequest } from "./use-check.ts";

/** Chosen when the person has not: a fault that shows what the program can do. */
const firstFault = "mtu-black-hole";

/** A check of a network in which the person breaks something first. */
export function PracticeForm({
  faults,
  startsOpen,
  values,
  onChange,
  onStart,
}: {
  readonly faults: CallOutput<"about">["practiceFaults"];
  readonly startsOpen: boolean;
  readonly values: FormValues;
  readonly onChange: (values: FormValues) => void;
  readonly onStart: (request: CheckRequest) => void;
}): ReactElement | null {
  const words = texts.practice;
  const valueLabels: Readonly<Record<string, string>> = words.value;
  const id = useId();
  const [error, setError] = useState<string>();
  const fault = faults.find(({ name }) => name === (values.fault ?? firstFault)) ?? faults[0];
  if (fault === undefined) return null;
  const valueText = values.faultValue ?? String(fault.defaultValue ?? "");

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const request = practiceRequestFor(values, fault, valueText);
    if (typeof request === "string") setError(request);
    else onStart(request);
  };

  return (
    <details className="card practice" open={startsOpen}>
      <summary>{words.title}</summary>
      <p>{words.lead}</p>
      <form noValidate onSubmit={submit}>
        <div className="field">
          <label htmlFor={`${id}-fault`}>{words.fault}</label>
          <select
            id={`${id}-fault`}
            value={fault.name}
            onChange={(event) => {
              const name = event.currentTarget.value;
              setError(undefined);
              onChange({ ...values, fault: faults.find((row) => row.name === name)?.name, faultValue: undefined });
            }}
          >
            {faults.map(({ name }) => (
              <option key={name} value={name}>
                {words.faults[name]}
              </option>
            ))}
          </select>
        </div>
        {fault.unit !== undefined && (
          <div className="field">
            <label htmlFor={`${id}-value`}>{valueLabels[fault.unit] ?? fault.unit}</label>
            <input
              id={`${id}-value`}
              type="text"
              inputMode="decimal"
              className="short"
              value={valueText}
              aria-invalid={error !== undefined}
              aria-describedby={error === undefined ? undefined : `${id}-error`}
              onChange={(event) => {
                setError(undefined);
                onChange({ ...values, faultValue: event.currentTarget.value });
              }}
            />
            {error !== undefined && (
              <p className="field-error" id={`${id}-error`} role="alert">
                <Icon name="warning" />
                {error}
              </p>
            )}
          </div>
        )}
        <button type="submit" className="button">
          {words.button}
        </button>
      </form>
    </details>
  );
}
