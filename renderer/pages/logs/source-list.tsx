import type { ReactElement } from "react";
import { saySources, UnreadSources, type LogSources } from "../../components/unread-sources.tsx";
import { useInLanguage } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";

/** Where was looked, and what became of each place; what could not be read is said first. */
export function SourceList({
  sources,
  linesRead,
}: {
  readonly sources: LogSources;
  readonly linesRead: number;
}): ReactElement {
  const words = texts.logs;
  const said = useInLanguage(sources, saySources);
  const read = sources.filter(({ outcome }) => outcome === "read").length;
  return (
    <>
      <UnreadSources sources={sources} />
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
    </>
  );
}
