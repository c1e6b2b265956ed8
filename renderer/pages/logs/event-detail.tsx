import type { ReactElement } from "react";
import type { LogEvent } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { redactText } from "../../bridge/redact.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { formatLogTime } from "../../format.ts";
import { momentAddress } from "../../place-address.ts";
import { texts } from "../../texts/texts.ts";
import { eventTitle } from "./event-title.ts";

/** One event whole: what it means, what the line tells, and the line itself. */
export function EventDetail({
  bridge,
  event,
}: {
  readonly bridge: Bridge;
  readonly event: LogEvent | undefined;
}): ReactElement {
  const words = texts.logs;
  if (event === undefined) return <p className="hint">{words.chooseOne}</p>;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.what.when, event.atMs === null ? words.noTime : formatLogTime(event.atMs)],
    [words.what.stack, words.stackNames[event.stack]],
    [words.what.where, words.from(event.source, event.lineNumber)],
    [words.what.connection, event.connection],
    [words.what.peer, event.peer],
    [words.what.code, event.code],
    ...Object.entries(event.fields),
  ];
  return (
    <section className="card event-detail" aria-label={words.chosen}>
      <h2>{eventTitle(event.event)}</h2>
      <dl>
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <h3>{words.rawLine}</h3>
      <pre tabIndex={0} aria-label={words.rawLine}>
        {event.raw}
      </pre>
      <div className="actions">
        <CopyButton text={() => redactText(bridge, event.raw)} what={words.copied} />
        {event.atMs !== null && (
          <a className="button quiet" href={momentAddress("timeline", event.atMs)}>
            {words.toTimeline}
          </a>
        )}
      </div>
    </section>
  );
}
