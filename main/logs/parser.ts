import type { LogEvent, LogStack } from "../model/log-event.ts";
import type { LogLine } from "../model/ports.ts";
import { allTables } from "./formats/all-tables.ts";
import type { FormatTable } from "./formats/format-table.ts";
import { headerTimeMs, splitLine, unwrap, type LineHeader } from "./line-header.ts";
import { readMessageContext, type MessageContext } from "./message-context.ts";
import { createRecentSet } from "./recent-set.ts";
import { createRowMatcher, type RowMatch, type RowMatcher } from "./row-matcher.ts";
import type { LocalTime } from "./time-stamp.ts";

/** Turns raw lines into events, one line at a time, in constant memory. */
export interface LogParser {
  /** The event of a line: none for a line that is not about a VPN, carries no news, or says again what another said. */
  readonly push: (line: LogLine) => readonly LogEvent[];
  readonly counts: () => LogCounts;
}

export interface LogCounts {
  readonly lines: number;
  /** Lines of VPN daemons, and of other programs where they explain a drop. */
  readonly vpnLines: number;
  /** Lines of VPN daemons that no table knows. */
  readonly unknownLines: number;
}

/** Longer lines are cut: no message of a known daemon comes near, and it bounds the work for hostile ones. */
const maxLineLength = 4096;

/** Lines remembered to find the copies that syslog spreads over several files. */
const rememberedLines = 50_000;

interface Stack {
  readonly table: FormatTable;
  readonly match: RowMatcher;
}

const stacks: readonly Stack[] = allTables.map((table) => ({ table, match: createRowMatcher(table) }));
/** What a line without a program's name may be: programs that do many things always sign their lines. */
const sniffable = stacks.filter(({ table }) => table.dedicated || table.stack === "kernel");
const stackOfIdentifier = new Map(
  stacks.flatMap((stack) => stack.table.identifiers.map((name) => [name, stack] as const)),
);

function stackOf(identifier: string): Stack | undefined {
  // OpenVPN's units are named after their configuration: `ovpn-office`, `openvpn@office`.
  return stackOfIdentifier.get(identifier) ?? stackOfIdentifier.get(/^(openvpn|ovpn)[@-]/.exec(identifier)?.[1] ?? "");
}

function isKnownIdentifier(identifier: string): boolean {
  return stackOf(identifier) !== undefined;
}

/** Makes a parser. `utcOffsetMinutes` tells how far local time is ahead of UTC at a moment in ms since 1970 UTC. */
export function createLogParser(local: LocalTime): LogParser {
  const seen = createRecentSet(rememberedLines);
  /** The stack that a source without program names turned out to be. */
  const sniffed = new Map<string, Stack>();
  let lines = 0;
  let vpnLines = 0;
  let unknownLines = 0;

  const push = (line: LogLine): readonly LogEvent[] => {
    lines += 1;
    const text = line.text.slice(0, maxLineLength);
    const outer = headerOf(line, text);
    // Most lines of a syslog end here.
    if (outer.identifier !== undefined && !isKnownIdentifier(outer.identifier)) return [];
    const header = unwrap(outer, isKnownIdentifier);
    const found =
      header.identifier === undefined ? sniff(header.message, line.source) : read(header.identifier, header.message);
    if (found === null) return [];
    vpnLines += 1;
    if (found.match === null) unknownLines += 1;
    if (found.match?.row.event === null) return [];
    const atMs = line.structured?.atMs ?? headerTimeMs(header, local);
    const { stack } = found.stack.table;
    if (atMs !== null && seen.add(`${atMs}|${stack}|${header.message}`) === "again") return [];
    return [toEvent(line, text, stack, atMs, header, found)];
  };

  const read = (identifier: string, text: string): Found | null => {
    const stack = stackOf(identifier);
    return stack === undefined ? null : matchIn(stack, text);
  };

  const sniff = (text: string, source: string): Found | null => {
    if (text.trim() === "") return null;
    const usual = sniffed.get(source);
    const inUsual = usual === undefined ? null : matchIn(usual, text);
    if (inUsual !== null && inUsual.match !== null) return inUsual;
    for (const stack of sniffable) {
      const context = readMessageContext(stack.table.stack, text);
      const match = stack.match(context.message);
      if (match === null) continue;
      if (stack.table.dedicated && usual === undefined) sniffed.set(source, stack);
      return { stack, context, match };
    }
    return inUsual;
  };

  return { push, counts: () => ({ lines, vpnLines, unknownLines }) };
}

interface Found {
  readonly stack: Stack;
  readonly context: MessageContext;
  /** Null: a line of a VPN daemon that no row knows. */
  readonly match: RowMatch | null;
}

function matchIn(stack: Stack, text: string): Found | null {
  const context = readMessageContext(stack.table.stack, text);
  const match = stack.match(context.message);
  return match === null && !stack.table.dedicated ? null : { stack, context, match };
}

function headerOf(line: LogLine, text: string): LineHeader {
  if (line.structured === undefined) return splitLine(text, isKnownIdentifier);
  const { identifier, processId } = line.structured;
  return { stamp: null, identifier, processId, message: text };
}

function toEvent(
  line: LogLine,
  raw: string,
  stack: LogStack,
  atMs: number | null,
  { processId }: LineHeader,
  { context, match }: Found,
): LogEvent {
  const fields = { ...context.fields, ...match?.fields };
  const connection = context.connection ?? connectionOf(fields);
  const peer = fields["peer"] ?? context.peer;
  const code = fields["code"];
  return {
    atMs,
    stack,
    event: match?.row.event ?? "unknown",
    ...(match === null ? {} : { rowId: match.row.id }),
    source: line.source,
    lineNumber: line.lineNumber,
    raw,
    ...(processId === undefined ? {} : { processId }),
    ...(connection === undefined ? {} : { connection }),
    ...(peer === undefined ? {} : { peer }),
    ...(code === undefined || code === "" ? {} : { code }),
    fields,
  };
}

function connectionOf({ connection, number }: Readonly<Record<string, string>>): string | undefined {
  return connection === undefined || number === undefined ? connection : `${connection}[${number}]`;
}
