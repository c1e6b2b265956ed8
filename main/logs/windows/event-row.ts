import type { LogEvent, LogEventName, LogStack } from "../../model/log-event.ts";
import type { WindowsEventRecord } from "../../model/ports/logs.ts";

export type EventData = WindowsEventRecord["data"];

/** The fields that the data of an event give; null when the event is about something else. */
export type ReadFields = (data: EventData) => Readonly<Record<string, string>> | null;

/** Data that a row must match, with fields that must come out of them. */
export interface WindowsSample {
  /** Absent: the row's first. */
  readonly provider?: string;
  /** Absent: the row's first. */
  readonly eventId?: number;
  /** An array stands for data without names. */
  readonly data: Readonly<Record<string, string>> | readonly string[];
  readonly fields?: Readonly<Record<string, string>>;
}

/** One event of Windows, by its numbers, and what it means. */
export interface WindowsRow {
  readonly id: string;
  /** Null: a known event that carries no news, so that it is not counted as unknown. */
  readonly event: LogEventName | null;
  readonly channel: string;
  readonly providers: readonly string[];
  readonly eventIds: readonly number[];
  readonly read: ReadFields;
  /** Where the numbers and the names of the data are from. */
  readonly source: string;
  readonly note?: string;
  readonly samples: readonly WindowsSample[];
  /** Data of the same event that is about something else. */
  readonly nearMisses?: readonly (Readonly<Record<string, string>> | readonly string[])[];
}

/** Events of one part of Windows. At most one row matches an event. */
export interface WindowsTable {
  readonly stack: LogStack;
  /** Providers whose every event is about a VPN, so that one that no row knows is worth showing as unknown. */
  readonly dedicatedProviders: readonly string[];
  readonly rows: readonly WindowsRow[];
}

/** Fields by the names of the data that they are taken from; data that are absent, empty or `-` give no field. */
export function named(keys: Readonly<Record<string, string>>): ReadFields {
  const entries = Object.entries(keys);
  return (data) => presentOnly(entries.map(([field, key]) => [field, data[key]]));
}

/** No field of the event is of use. */
export const noFields: ReadFields = () => ({});

/** Keeps the fields that say something. */
export function presentOnly(
  fields: readonly (readonly [name: string, value: string | undefined])[],
): Record<string, string> {
  const present: Record<string, string> = {};
  for (const [name, value] of fields) {
    const text = value?.trim() ?? "";
    if (text !== "" && text !== "-") present[name] = text;
  }
  return present;
}

/** The event of a record that a row has matched. */
export function toLogEvent(
  { stack }: WindowsTable,
  row: WindowsRow | null,
  fields: Readonly<Record<string, string>>,
  origin: Pick<LogEvent, "atMs" | "source" | "raw">,
): LogEvent {
  const { connection, peer, code } = fields;
  return {
    ...origin,
    stack,
    event: row?.event ?? "unknown",
    ...(row === null ? {} : { rowId: row.id }),
    ...(connection === undefined ? {} : { connection }),
    ...(peer === undefined ? {} : { peer }),
    ...(code === undefined ? {} : { code }),
    fields,
  };
}
