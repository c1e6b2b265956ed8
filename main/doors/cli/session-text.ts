import { durationText } from "../../model/duration-text.ts";
import type { DropPattern } from "../../model/drop-pattern.ts";
import type { SessionList } from "../../model/session-list.ts";
import type { Session } from "../../model/session.ts";
import type { Say } from "../../language/say.ts";
import { asItIs } from "./language.ts";
import { localTime, printable, sessionName } from "./log-text.ts";
import { columnsOf, padColumns, wrap, type Terminal } from "./terminal.ts";

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

/** Where an attempt that never connected ended. */
const stageTexts: Readonly<Record<Session["stage"], string>> = {
  start: "failed at the start",
  ike: "failed at IKE",
  ipsec: "failed at IPsec",
  l2tp: "failed at L2TP",
  ppp: "failed at PPP",
  connected: "failed",
};

/** How wide the columns of the table are: as their names and as what stands in them. */
interface Columns {
  readonly when: number;
  readonly length: number;
  readonly outcome: number;
}

/**
 * The sessions as a table for people, and what their drops have in common.
 *
 * @param list with its patterns in the language already
 */
export function sessionsText(
  { sessions, total, dropPatterns, snapshots }: SessionList,
  terminal: Terminal,
  say: Say = asItIs,
): string {
  if (sessions.length === 0) return `${say("The logs tell of no VPN session.")}\n`;
  const left = total - sessions.length;
  const [when, length, outcome] = ["Began (local time)", "Up for", "Outcome"].map(say) as [string, string, string];
  const columns: Columns = {
    when: Math.max(19, columnsOf(when)),
    length: Math.max(13, columnsOf(length)),
    outcome: Math.max(26, ...[outcome, ...sessions.map((session) => outcomeText(session, say))].map(columnsOf)),
  };
  const head = [
    padColumns(when, columns.when),
    padColumns(length, columns.length),
    padColumns(outcome, columns.outcome),
    say("Connection"),
  ].join("  ");
  const lines = [
    terminal.paint("bold", head),
    ...(left === 0 ? [] : [say(`(${left} older sessions are not shown)`)]),
    ...sessions.flatMap((session, index) => [
      ...sessionLines(session, columns, terminal, say),
      ...(snapshots?.some((one) => one.session === index) === true ? [snapshotLine(columns, terminal, say)] : []),
    ]),
  ];
  lines.push(...patternLines(dropPatterns, terminal, say));
  return `${lines.join("\n")}\n`;
}

function patternLines(patterns: readonly DropPattern[], terminal: Terminal, say: Say): readonly string[] {
  const telling = patterns.filter(({ verdict }) => verdict !== "too-few-drops");
  const [untold] = patterns;
  if (untold === undefined) return [];
  return [
    "",
    terminal.paint("bold", say("What the drops have in common")),
    ...telling.map(({ verdict, text }) => wrap(text, terminal.widthColumns, verdict === "pattern" ? "  ! " : "  – ")),
    ...(telling.length === 0 ? [wrap(untold.text, terminal.widthColumns, "  ? ")] : []),
  ];
}

function sessionLines(session: Session, columns: Columns, terminal: Terminal, say: Say): readonly string[] {
  const began = session.connectedAt ?? session.startedAt;
  const when = began === undefined ? say("no time in the log") : localTime(Date.parse(began));
  const length = session.lengthMs === undefined ? "" : durationText(session.lengthMs);
  const style = session.outcome === "dropped" || session.outcome === "never-connected" ? "red" : "green";
  const cells = [
    padColumns(when, columns.when),
    padColumns(length, columns.length),
    terminal.paint(style, padColumns(outcomeText(session, say), columns.outcome)),
    `${session.type ?? ""} ${printable(sessionName(session), 60)}`,
  ];
  return [
    cells.join("  ").trimEnd(),
    ...reasons(session, say).map((text) => terminal.paint("dim", wrap(text, terminal.widthColumns, under(columns)))),
  ];
}

/** It is large: the Time line of the window shows it, and a bundle of a check has it. */
function snapshotLine(columns: Columns, terminal: Terminal, say: Say): string {
  return terminal.paint("dim", wrap(say("a snapshot of that moment was kept"), terminal.widthColumns, under(columns)));
}

/** What is told of a session stands under its length. */
const under = ({ when }: Columns): string => " ".repeat(when + 2);

function outcomeText({ outcome, endedBy, stage }: Session, say: Say): string {
  if (outcome === "still-up") return say("still up");
  if (outcome === "never-connected") return say(stageTexts[stage]);
  return say(endTexts[outcome][endedBy]);
}

function reasons({ cause, code, idleBeforeEndMs, before, duringRekey }: Session, say: Say): readonly string[] {
  const name = `${cause ?? ""}${code === undefined ? "" : ` ${printable(code, 40)}`}`;
  const why =
    idleBeforeEndMs === undefined ? name : say(`${name} after ${durationText(idleBeforeEndMs)} without traffic`);
  const earlier = before.map(({ event, secondsBefore }) => say(`${event} ${Math.round(secondsBefore)} s before`));
  return [
    ...(cause === undefined ? [] : [why]),
    ...(duringRekey ? [say("while the keys were renewed")] : []),
    ...(earlier.length === 0 ? [] : [earlier.join(", ")]),
  ];
}
