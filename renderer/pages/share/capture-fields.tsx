import { useState, type ReactElement } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import { PathField } from "../../components/path-field.tsx";
import { texts } from "../../texts/texts.ts";

/** Puts a packet capture into the bundle, with a consent of its own. */
export function CaptureFields({
  captures,
  agreed,
  error,
  pathOf,
  onCaptures,
  onAgree,
}: {
  readonly captures: readonly string[];
  readonly agreed: boolean;
  readonly error: string | undefined;
  readonly pathOf: Bridge["pathOf"];
  readonly onCaptures: (captures: readonly string[]) => void;
  readonly onAgree: (agreed: boolean) => void;
}): ReactElement {
  const words = texts.share.capture;
  const [path, setPath] = useState("");
  const [chosen] = captures;
  return (
    <details>
      <summary>{words.title}</summary>
      <p>{words.about}</p>
      <PathField
        label={words.path}
        value={chosen ?? path}
        isFixed={chosen !== undefined}
        pathOf={pathOf}
        onChange={setPath}
      />
      {chosen === undefined ? (
        <button
          type="button"
          className="button"
          onClick={() => {
            if (path.trim() !== "") onCaptures([path.trim()]);
          }}
        >
          {words.add}
        </button>
      ) : (
        <>
          <label className="tick">
            <input type="checkbox" checked={agreed} onChange={({ currentTarget }) => onAgree(currentTarget.checked)} />
            <span>{words.agree}</span>
          </label>
          <button
            type="button"
            className="button"
            onClick={() => {
              onAgree(false);
              onCaptures([]);
            }}
          >
            {words.remove}
          </button>
        </>
      )}
      {error !== undefined && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </details>
  );
}
