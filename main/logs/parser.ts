import type { LogEvent, LogStack } from "../model/log-event.ts";
import type { LogLine, WindowsEventRecord } from "../model/ports.ts";
import { headerTimeMs, splitLine, unwrap, type LineHeader } from "./line-header.ts";
import { readMacosHeader } from "./macos/text-record.ts";
import { readMessageContext, type MessageContext } from "./message-context.ts";
import { createRecentSet } from "./recent-set.ts";
import type { RowMatch } from "./row-matcher.ts";
import { isKnownIdentifier, sniffableStacks, stackOf, type Stack } from "./stacks.ts";
import type { LocalTime } from "./time-stamp.ts";
import { matchWindowsRecord } from "./windows/match-record.ts";

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

/** Makes a parser. `utcOffsetMinutes` tells how far local time is ahead of UTC at a moment in ms since 1970 UTC. */
export function createLogParser(local: LocalTime): LogParser {
  const seen = createRecentSet(rememberedLines);
  /** The stack that a source without program names turned out to be. */
  const sniffed = new Map<string, Stack>();
  /** The time of the last line of a source, which tells the hour that a clock shows twice in autumn. */
  const lastMs = new Map<string, number>();
  let lines = 0;
  let vpnLines = 0;
  let unknownLines = 0;

  const push = (line: LogLine): readonly LogEvent[] => {
    lines += 1;
    if (line.record !== undefined) return pushRecord(line, line.record);
    const outer = headerOf(line);
    // Most lines of a syslog end here.
    if (outer.identifier !== undefined && !isKnownIdentifier(outer.identifier)) return [];
    const header = unwrap(outer, isKnownIdentifier);
    const { message, times } = withoutRepetition(header.message);
    const found = header.identifier === undefined ? sniff(message, line.source) : read(header.identifier, message);
    if (found === null) return [];
    vpnLines += 1;
    if (found.match === null) unknownLines += 1;
    if (found.match?.row.event === null) return [];
    const atMs = line.structured?.atMs ?? timeOf(header, line.source);
    const { stack } = found.stack.table;
    if (atMs !== null && seen.add(atMs, stack, message) === "again") return [];
    const event = toEvent(line, stack, atMs, header, found);
    return [times === undefined ? event : { ...event, fields: { ...event.fields, times } }];
  };

  const pushRecord = (line: LogLine, record: WindowsEventRecord): readonly LogEvent[] => {
    const raw = line.text.slice(0, maxLineLength);
    const event = matchWindowsRecord(record, line.structured?.atMs ?? null, line.source, raw);
    if (event === null) return [];
    vpnLines += 1;
    if (event.event === "unknown") unknownLines += 1;
    const copy = seen.add(event.atMs ?? 0, record.channel, String(record.recordId ?? raw));
    return copy === "again" ? [] : [{ ...event, lineNumber: line.lineNumber }];
  };

  const timeOf = (header: LineHeader, source: string): number | null => {
    const atMs = headerTimeMs(header, local, lastMs.get(source));
    if (atMs !== null) lastMs.set(source, atMs);
    return atMs;
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
    for (const stack of sniffableStacks) {
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

function headerOf({ text, structured }: LogLine): LineHeader {
  if (structured === undefined) {
    const header = readMacosHeader(text) ?? splitLine(text.slice(0, maxLineLength), isKnownIdentifier);
    return header.message.length > maxLineLength
      ? { ...header, message: header.message.slice(0, maxLineLength) }
      : header;
  }
  const { identifier, processId } = structured;
  return { stamp: null, identifier, processId, message: text.slice(0, maxLineLength) };
}

/** What rsyslog writes in the place of equal lines: `message repeated 3 times: [ the message]`. */
const repetition = /^message repeated (?<times>\d{1,9}) times: \[ ?(?<message>.*)\]$/u;

function withoutRepetition(message: string): { readonly message: string; readonly times?: string } {
  const groups = message.startsWith("message repeated ") ? repetition.exec(message)?.groups : undefined;
  const { message: repeated, times } = groups ?? {};
  return repeated === undefined || times === undefined ? { message } : { message: repeated, times };
}

function toEvent(
  line: LogLine,
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
    raw: line.text.length > maxLineLength ? line.text.slice(0, maxLineLength) : line.text,
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
