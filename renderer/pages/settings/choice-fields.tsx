import { useId, type ReactElement, type ReactNode } from "react";
import { LockedNote } from "../../components/locked-note.tsx";

/** A setting of which one of several values is chosen. */
export function SelectField<Value extends string | number>({
  label,
  hint,
  value,
  options,
  locked,
  onChoose,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly lang?: string }[];
  readonly locked: boolean;
  readonly onChoose: (value: Value) => void;
}): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={locked}
        aria-describedby={hint === undefined && !locked ? undefined : `${id}-hint`}
        onChange={({ target }) => {
          const chosen = options.find((option) => String(option.value) === target.value);
          if (chosen !== undefined) onChoose(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
      {locked ? (
        <LockedNote id={`${id}-hint`} />
      ) : (
        hint !== undefined && (
          <p className="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

/** A setting that is on or off. */
export function TickField({
  label,
  hint,
  checked,
  locked,
  onTick,
}: {
  readonly label: ReactNode;
  readonly hint?: string;
  readonly checked: boolean;
  readonly locked: boolean;
  readonly onTick: (checked: boolean) => void;
}): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label className="tick">
        <input
          type="checkbox"
          checked={checked}
          disabled={locked}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={({ target }) => onTick(target.checked)}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
