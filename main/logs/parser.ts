import type { LogEvent } from "../model/log-event.ts";
import type { LogLine, WindowsEventRecord } from "../model/ports/logs.ts";
import { eventOf, maxLineLength, type EventDraft } from "./event-draft.ts";
import { headerTimeMs, splitLine, unwrap, type LineHeader } from "./line-header.ts";
import { readMacosHeader } from "./macos/text-record.ts";
import { messageStart } from "./message-context.ts";
import { createRecentSet } from "./recent-set.ts";
import type { FormatRow, FormatTable } from "./formats/format-table.ts";
import { isKnownIdentifier, sniffableStacks, stackOf, type Stack } from "./stacks.ts";
import type { LocalTime } from "./time-stamp.ts";
import { matchWindowsRecord } from "./windows/match-record.ts";

/** Turns raw lines into events, one line at a time, in constant memory. */
export interface LogParser {
  /** The event of a line: none for a line that is not about a VPN, carries no news, or says again what another said. */
  readonly push: (line: LogLine) => readonly LogEvent[];
  /** The same, for readers that keep only some of many events; null for none. */
  readonly draft: (line: LogLine) => EventDraft | null;
  readonly counts: () => LogCounts;
}

export interface LogCounts {
  readonly lines: number;
  /** Lines of VPN daemons, and of other programs where they explain a drop. */
  readonly vpnLines: number;
  /** Lines of VPN daemons that no table knows. */
  readonly unknownLines: number;
}

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

  const draft = (line: LogLine): EventDraft | null => {
    lines += 1;
    if (line.record !== undefined) return draftOfRecord(line, line.record);
    const outer = headerOf(line);
    // Most lines of a syslog end here.
    if (outer.identifier !== undefined && !isKnownIdentifier(outer.identifier)) return null;
    const header = unwrap(outer, isKnownIdentifier);
    const { message, times } = withoutRepetition(header.message);
    const found = header.identifier === undefined ? sniff(message, line.source) : read(header.identifier, message);
    if (found === null) return null;
    vpnLines += 1;
    if (found.row === null) unknownLines += 1;
    if (found.row?.event === null) return null;
    const atMs = line.structured?.atMs ?? timeOf(header, line.source);
    if (atMs !== null && seen.add(atMs, found.table.stack, message) === "again") return null;
    const { processId } = header;
    const { table, row } = found;
    return { kind: "message", atMs, line, processId, message, times, table, row };
  };

  const draftOfRecord = (line: LogLine, record: WindowsEventRecord): EventDraft | null => {
    const raw = line.text.slice(0, maxLineLength);
    const event = matchWindowsRecord(record, line.structured?.atMs ?? null, line.source, raw);
    if (event === null) return null;
    vpnLines += 1;
    if (event.event === "unknown") unknownLines += 1;
    const copy = seen.add(event.atMs ?? 0, record.channel, String(record.recordId ?? raw));
    if (copy === "again") return null;
    return { kind: "record", atMs: event.atMs, line, event };
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
    if (inUsual !== null && inUsual.row !== null) return inUsual;
    for (const stack of sniffableStacks) {
      const { table } = stack;
      const row = rowOf(stack, text);
      if (row === null) continue;
      if (table.dedicated && usual === undefined) sniffed.set(source, stack);
      return { table, row };
    }
    return inUsual;
  };

  return {
    draft,
    push: (line) => {
      const drafted = draft(line);
      return drafted === null ? [] : [eventOf(drafted)];
    },
    counts: () => ({ lines, vpnLines, unknownLines }),
  };
}

interface Found {
  readonly table: FormatTable;
  /** Null: a line of a VPN daemon that no row knows. */
  readonly row: FormatRow | null;
}

function matchIn(stack: Stack, text: string): Found | null {
  const { table } = stack;
  const row = rowOf(stack, text);
  return row === null && !table.dedicated ? null : { table, row };
}

function rowOf({ table, match }: Stack, text: string): FormatRow | null {
  return match(text.slice(messageStart(table.stack, text)));
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
