import { useId, type ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import type { Sealing, SealingKind } from "./sealing.ts";

const kinds: readonly SealingKind[] = ["anybody", "recipients", "passphrase"];

/** Who may open the file. */
export function SealingFields({
  sealing,
  error,
  onChange,
}: {
  readonly sealing: Sealing;
  readonly error: string | undefined;
  readonly onChange: (sealing: Sealing) => void;
}): ReactElement {
  const words = texts.share.sealing;
  const id = useId();
  return (
    <fieldset className="choices">
      <legend>{words.legend}</legend>
      {kinds.map((kind) => (
        <label key={kind} className="choice">
          <input
            type="radio"
            name={`${id}-kind`}
            checked={sealing.kind === kind}
            onChange={() => onChange({ ...sealing, kind })}
          />
          <span>
            <strong>{words.kinds[kind].title}</strong>
            <span className="choice-about">{words.kinds[kind].about}</span>
          </span>
        </label>
      ))}
      {sealing.kind === "recipients" && (
        <div className="field">
          <label htmlFor={`${id}-keys`}>{words.recipients}</label>
          <textarea
            id={`${id}-keys`}
            rows={3}
            spellCheck={false}
            value={sealing.recipients}
            aria-invalid={error !== undefined}
            aria-describedby={`${id}-error`}
            onChange={({ target }) => onChange({ ...sealing, recipients: target.value })}
          />
        </div>
      )}
      {sealing.kind === "passphrase" && (
        <div className="field">
          <label htmlFor={`${id}-passphrase`}>{words.passphrase}</label>
          <input
            id={`${id}-passphrase`}
            type="password"
            autoComplete="new-password"
            maxLength={1024}
            value={sealing.passphrase}
            aria-invalid={error !== undefined}
            aria-describedby={`${id}-error`}
            onChange={({ target }) => onChange({ ...sealing, passphrase: target.value })}
          />
        </div>
      )}
      <div id={`${id}-error`}>
        {error !== undefined && (
          <p className="field-error" role="alert">
            <Icon name="warning" />
            {error}
          </p>
        )}
      </div>
    </fieldset>
  );
}
