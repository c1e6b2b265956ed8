import { useState, type ReactElement } from "react";
import { texts } from "../../texts/texts.ts";

/** Two files instead of two checks. */
export function FilePair({ onCompare }: { readonly onCompare: (before: string, after: string) => void }): ReactElement {
  const words = texts.compare;
  const [before, setBefore] = useState("");
  const [after, setAfter] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <details className="card">
      <summary>{words.files}</summary>
      <form
        className="compare-files"
        onSubmit={(event) => {
          event.preventDefault();
          const bothThere = before.trim() !== "" && after.trim() !== "";
          setMissing(!bothThere);
          if (bothThere) onCompare(before.trim(), after.trim());
        }}
      >
        <p className="hint">{words.filesAbout}</p>
        <div className="field">
          <label htmlFor="compare-before">{words.fileBefore}</label>
          <input
            id="compare-before"
            value={before}
            maxLength={4096}
            onChange={({ target }) => setBefore(target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="compare-after">{words.fileAfter}</label>
          <input id="compare-after" value={after} maxLength={4096} onChange={({ target }) => setAfter(target.value)} />
        </div>
        {missing && (
          <p className="field-error" role="alert">
            {words.fileMissing}
          </p>
        )}
        <button type="submit" className="button">
          {words.compareFiles}
        </button>
      </form>
    </details>
  );
}
