import type { ReactElement } from "react";
import type { CallOutput } from "../../main/api/contract.ts";
import { useInLanguage, type Say } from "../in-language.ts";
import { texts } from "../texts/texts.ts";
import { Icon } from "./icon.tsx";

export type LogSources = CallOutput<"logs.read">["sources"];

/** The sources with their notes in the person's language. */
export const saySources = (sources: LogSources, say: Say): LogSources =>
  sources.map((source) => (source.note === undefined ? source : { ...source, note: say(source.note) }));

/** The logs that are there and could not be read, or not whole, and why: what they hold must not look like “nothing there”. */
export function UnreadSources({ sources }: { readonly sources: LogSources }): ReactElement | null {
  const words = texts.logs;
  const unread = useInLanguage(sources, saySources).filter(
    ({ outcome, note }) =>
      outcome === "not-permitted" || outcome === "failed" || (outcome !== "not-found" && note !== undefined),
  );
  if (unread.length === 0) return null;
  return (
    <div className="notice tone-warn">
      <Icon name="warning" />
      <div>
        <p>
          <strong>{words.unread(unread.length)}</strong> {words.unreadLead}
        </p>
        <ul>
          {unread.map(({ source, outcome, note }) => (
            <li key={source}>{words.unreadSource(source, note ?? words.sourceOutcomes[outcome])}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
