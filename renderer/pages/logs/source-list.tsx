import type { ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import { texts } from "../../texts/texts.ts";

/** Where was looked, and what became of each place; what could not be read must not look like “nothing there”. */
export function SourceList({
  sources,
  linesRead,
}: {
  readonly sources: CallOutput<"logs.read">["sources"];
  readonly linesRead: number;
}): ReactElement {
  const words = texts.logs;
  const read = sources.filter(({ outcome }) => outcome === "read").length;
  return (
    <details>
      <summary>{words.sources(read, linesRead)}</summary>
      <ul className="source-list">
        {sources.map(({ source, outcome, note }) => (
          <li key={source}>
            <strong>{source}</strong>: {words.sourceOutcomes[outcome]}
            {note !== undefined && ` (${note})`}
          </li>
        ))}
      </ul>
    </details>
  );
}
