import type { LogEvent } from "../model/log-event.ts";
import type { LogLine } from "../model/ports/logs.ts";
import type { FormatRow, FormatTable } from "./formats/format-table.ts";
import { readMessageContext } from "./message-context.ts";
import { fieldsOf } from "./row-matcher.ts";

/**
 * An event whose details are read from its line only when they are asked for: of a long log few events are kept. It holds
 * as little as that needs, because tens of thousands of them are alive at once.
 */
export type EventDraft = MessageDraft | RecordDraft;

/** A message in a line of text. */
interface MessageDraft {
  readonly kind: "message";
  readonly atMs: number | null;
  readonly line: LogLine;
  readonly processId: number | undefined;
  /** What the daemon wrote, its own prefix included. */
  readonly message: string;
  /** How often it was repeated, where a log service says so. */
  readonly times: string | undefined;
  readonly table: FormatTable;
  /** Null: a line of a VPN daemon that no row knows. */
  readonly row: FormatRow | null;
}

/** A record whose parts the source keeps apart. */
interface RecordDraft {
  readonly kind: "record";
  readonly atMs: number | null;
  readonly line: LogLine;
  readonly event: LogEvent;
}

/** Longer lines are cut: no message of a known daemon comes near, and it bounds the work for hostile ones. */
export const maxLineLength = 4096;

/** The event that a draft stands for. */
export function eventOf(draft: EventDraft): LogEvent {
  return draft.kind === "message" ? eventOfMessage(draft) : { ...draft.event, lineNumber: draft.line.lineNumber };
}

function eventOfMessage({ atMs, line, processId, message, times, table, row }: MessageDraft): LogEvent {
  const context = readMessageContext(table.stack, message);
  const fields: Readonly<Record<string, string>> = {
    ...context.fields,
    ...(row === null ? {} : fieldsOf(row, context.message)),
    ...(times === undefined ? {} : { times }),
  };
  const connection = context.connection ?? connectionOf(fields);
  const peer = fields["peer"] ?? context.peer;
  const code = fields["code"];
  return {
    atMs,
    stack: table.stack,
    event: row?.event ?? "unknown",
    ...(row === null ? {} : { rowId: row.id }),
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
