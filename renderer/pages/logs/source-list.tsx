import type { ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import { useInLanguage, type Say } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";

type Sources = CallOutput<"logs.read">["sources"];

const sayNotes = (sources: Sources, say: Say): Sources =>
  sources.map((source) => (source.note === undefined ? source : { ...source, note: say(source.note) }));

/** Where was looked, and what became of each place; what could not be read must not look like “nothing there”. */
export function SourceList({
  sources,
  linesRead,
}: {
  readonly sources: Sources;
  readonly linesRead: number;
}): ReactElement {
  const words = texts.logs;
  const said = useInLanguage(sources, sayNotes);
  const read = sources.filter(({ outcome }) => outcome === "read").length;
  return (
    <details>
      <summary>{words.sources(read, linesRead)}</summary>
      <ul className="source-list">
        {said.map(({ source, outcome, note }) => (
          <li key={source}>
            <strong>{source}</strong>: {words.sourceOutcomes[outcome]}
            {note !== undefined && ` (${note})`}
          </li>
        ))}
      </ul>
    </details>
  );
}
