import { useState, type ReactElement } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import { PathField } from "../../components/path-field.tsx";
import { texts } from "../../texts/texts.ts";

/** Two files instead of two checks. */
export function FilePair({
  pathOf,
  onCompare,
}: {
  readonly pathOf: Bridge["pathOf"];
  readonly onCompare: (before: string, after: string) => void;
}): ReactElement {
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
        <PathField label={words.fileBefore} value={before} pathOf={pathOf} onChange={setBefore} />
        <PathField label={words.fileAfter} value={after} pathOf={pathOf} onChange={setAfter} />
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
