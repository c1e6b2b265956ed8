import { useId, type ReactElement } from "react";
import type { Bridge } from "../bridge/bridge.ts";
import { texts } from "../texts/texts.ts";

/** No system has longer paths that programs can open (PATH_MAX of Linux). */
const maxPathLength = 4096;

/**
 * The path of a file or a folder: typed; where the door tells where files are, also chosen or dropped on the field. A
 * folder is dropped or typed.
 */
export function PathField({
  label,
  hint,
  error,
  value,
  isFixed = false,
  pathOf,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly value: string;
  /** It is shown and cannot be changed now. */
  readonly isFixed?: boolean;
  readonly pathOf: Bridge["pathOf"];
  readonly onChange: (path: string) => void;
}): ReactElement {
  const id = useId();
  const mayChoose = pathOf !== undefined && !isFixed;
  const take = ([file]: Iterable<File>): void => {
    const path = file === undefined ? undefined : pathOf?.(file);
    if (path !== undefined) onChange(path);
  };
  return (
    <div
      className="field"
      onDragOver={(event) => {
        if (mayChoose) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!mayChoose) return;
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      <label htmlFor={id}>{label}</label>
      <div className="path-field">
        <input
          id={id}
          value={value}
          readOnly={isFixed}
          maxLength={maxPathLength}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={error !== undefined}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={({ target }) => onChange(target.value)}
        />
        {mayChoose && (
          <>
            <input
              id={`${id}-file`}
              type="file"
              className="visually-hidden"
              onChange={({ target }) => {
                take(target.files ?? []);
                // The same file can be chosen again after the path was changed by hand.
                target.value = "";
              }}
            />
            <label htmlFor={`${id}-file`} className="button">
              {texts.chooseFile.label}
              <span className="visually-hidden">{texts.chooseFile.what(label)}</span>
            </label>
          </>
        )}
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
