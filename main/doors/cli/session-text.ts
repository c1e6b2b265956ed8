import { durationText } from "../../model/duration-text.ts";
import type { DropPattern } from "../../model/drop-pattern.ts";
import type { SessionList } from "../../model/session-list.ts";
import type { Session } from "../../model/session.ts";
import { localTime, printable } from "./log-text.ts";
import { wrap, type Terminal } from "./terminal.ts";

const endTexts: Readonly<Record<"dropped" | "closed", Readonly<Record<Session["endedBy"], string>>>> = {
  dropped: {
    local: "dropped by this computer",
    peer: "dropped by the gateway",
    timeout: "dropped, no answer",
    unknown: "dropped",
  },
  closed: {
    local: "closed here",
    peer: "closed by the gateway",
    timeout: "closed after no answer",
    unknown: "closed",
  },
};

/** The sessions as a table for people, and what their drops have in common. */
export function sessionsText({ sessions, total, dropPatterns, snapshots }: SessionList, terminal: Terminal): string {
  if (sessions.length === 0) return "The logs tell of no VPN session.\n";
  const left = total - sessions.length;
  const lines = [
    terminal.paint(
      "bold",
      `${"Began (local time)".padEnd(19)}  ${"Up for".padEnd(13)}  ${"Outcome".padEnd(26)}  Connection`,
    ),
    ...(left === 0 ? [] : [`(${left} older sessions are not shown)`]),
    ...sessions.flatMap((session, index) => [
      ...sessionLines(session, terminal),
      ...(snapshots?.some((one) => one.session === index) === true ? [snapshotLine(terminal)] : []),
    ]),
  ];
  lines.push(...patternLines(dropPatterns, terminal));
  return `${lines.join("\n")}\n`;
}

function patternLines(patterns: readonly DropPattern[], terminal: Terminal): readonly string[] {
  const telling = patterns.filter(({ verdict }) => verdict !== "too-few-drops");
  const [untold] = patterns;
  if (untold === undefined) return [];
  return [
    "",
    terminal.paint("bold", "What the drops have in common"),
    ...telling.map(({ verdict, text }) => wrap(text, terminal.widthColumns, verdict === "pattern" ? "  ! " : "  – ")),
    ...(telling.length === 0 ? [wrap(untold.text, terminal.widthColumns, "  ? ")] : []),
  ];
}

function sessionLines(session: Session, terminal: Terminal): readonly string[] {
  const began = session.connectedAt ?? session.startedAt;
  const when = began === undefined ? "no time in the log" : localTime(Date.parse(began));
  const length = session.lengthMs === undefined ? "" : durationText(session.lengthMs);
  const name = printable([session.connection, session.peer].filter((part) => part !== undefined).join(" at "), 60);
  const style = session.outcome === "dropped" || session.outcome === "never-connected" ? "red" : "green";
  const outcome = terminal.paint(style, outcomeText(session).padEnd(26));
  return [
    `${when.padEnd(19)}  ${length.padEnd(13)}  ${outcome}  ${session.type ?? ""} ${name}`.trimEnd(),
    ...reasons(session).map((text) => terminal.paint("dim", wrap(text, terminal.widthColumns, " ".repeat(21)))),
  ];
}

/** It is large: the Time line of the window shows it, and a bundle of a check has it. */
function snapshotLine(terminal: Terminal): string {
  return terminal.paint("dim", wrap("a snapshot of that moment was kept", terminal.widthColumns, " ".repeat(21)));
}

function outcomeText({ outcome, endedBy, stage }: Session): string {
  if (outcome === "still-up") return "still up";
  if (outcome === "never-connected") return `failed at ${stage}`;
  return endTexts[outcome][endedBy];
}

function reasons({ cause, code, idleBeforeEndMs, before, duringRekey }: Session): readonly string[] {
  const idle = idleBeforeEndMs === undefined ? "" : ` after ${durationText(idleBeforeEndMs)} without traffic`;
  const why = cause === undefined ? [] : [`${cause}${code === undefined ? "" : ` ${printable(code, 40)}`}${idle}`];
  const earlier = before.map(({ event, secondsBefore }) => `${event} ${Math.round(secondsBefore)} s before`);
  return [
    ...why,
    ...(duringRekey ? ["while the keys were renewed"] : []),
    ...(earlier.length === 0 ? [] : [earlier.join(", ")]),
  ];
}
