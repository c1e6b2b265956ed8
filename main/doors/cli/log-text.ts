import type { CallOutput } from "../../api/contract.ts";
import type { LogEvent } from "../../model/log-event.ts";
import type { Session } from "../../model/session.ts";
import { wrap, type Terminal } from "./terminal.ts";

/** The time stands in a column of its own already. */
const leadingTime = /^(?:\d{4}-\d\d-\d\d[T ]|[A-Za-z]{3} {1,2}\d{1,2} )\d\d:\d\d:\d\d\S{0,16} /u;
const longestLine = 200;

/** One event as a line for people: when (local time), who, what, and the line itself. */
export function eventLine(event: LogEvent, terminal: Terminal): string {
  const when = event.atMs === null ? "" : localTime(event.atMs);
  const head = `${when.padEnd(19)}  ${event.stack.padEnd(12)}  ${event.event.padEnd(26)} `;
  return `${head} ${terminal.paint("dim", printable(event.raw.replace(leadingTime, ""), longestLine))}\n`;
}

/** The local time of this computer, `2026-11-23 09:05:00`. */
export function localTime(atMs: number): string {
  const at = new Date(atMs);
  const two = (part: number): string => String(part).padStart(2, "0");
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** Text of a log on one line of a terminal: nothing in it can move the cursor or colour the screen. */
export function printable(text: string, widthColumns: number): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line.length <= widthColumns ? line : `${line.slice(0, widthColumns - 1)}…`;
}

/** The connection of a session and its peer, as far as the log names them: `work (203.0.113.10)`. */
export function sessionName({ connection, peer }: Pick<Session, "connection" | "peer">): string {
  return connection === undefined || peer === undefined ? (connection ?? peer ?? "") : `${connection} (${peer})`;
}

const stateTexts: Readonly<Record<CallOutput<"logs.sources">["sources"][number]["state"], string>> = {
  read: "can be read",
  empty: "can be read; nothing in the last day",
  "not-permitted": "this user may not read it",
  "not-found": "is not here",
  failed: "could not be read",
  "not-looked-at": "was not needed or is read only when named",
};

/** Every place where logs are kept, with its rights and its state. */
export function sourcesText({ sources, notLookedFor }: CallOutput<"logs.sources">, terminal: Terminal): string {
  const width = terminal.widthColumns;
  const known = sources.flatMap(({ source, about, rights, missingWithout, state, linesRead, note }) => {
    const found = state === "read" ? `${stateTexts.read} (${linesRead} lines looked at)` : stateTexts[state];
    return [
      terminal.paint("bold", source),
      wrap(`${found}${note === undefined ? "" : `: ${printable(note, 300)}`}`, width, "  now      "),
      wrap(about, width, "  tells    "),
      wrap(rights, width, "  readers  "),
      wrap(missingWithout, width, "  without  "),
      "",
    ];
  });
  const others = notLookedFor.map(({ source, outcome, note }) =>
    wrap(`${stateTexts[outcome]}${note === undefined ? "" : `: ${printable(note, 300)}`}`, width, `${source}: `),
  );
  return `${[...known, ...others].join("\n")}\n`;
}
