import type { LogEvent } from "../../model/log-event.ts";
import type { WindowsEventRecord } from "../../model/ports/logs.ts";
import { allWindowsTables } from "./all-windows-tables.ts";
import { toLogEvent, type WindowsRow, type WindowsTable } from "./event-row.ts";

interface Candidate {
  readonly table: WindowsTable;
  readonly row: WindowsRow;
}

const keyOf = (provider: string, eventId: number) => `${provider.toLowerCase()}|${eventId}`;

const candidates = new Map<string, Candidate[]>();
for (const table of allWindowsTables) {
  for (const row of table.rows) {
    for (const key of row.providers.flatMap((provider) => row.eventIds.map((id) => keyOf(provider, id)))) {
      candidates.set(key, [...(candidates.get(key) ?? []), { table, row }]);
    }
  }
}

const dedicated = new Map(
  allWindowsTables.flatMap((table) => table.dedicatedProviders.map((name) => [name.toLowerCase(), table] as const)),
);

/**
 * The meaning of a record of a Windows event log by its provider, its number and its data; `atMs` is its time in ms since
 * 1970 UTC, `raw` what is shown of it. An event of a VPN service that no row knows comes out as `unknown`. Null when the
 * record carries no news about a VPN or what is below it.
 */
export function matchWindowsRecord(
  record: WindowsEventRecord,
  atMs: number | null,
  source: string,
  raw: string,
): LogEvent | null {
  const origin = { atMs, source, raw };
  for (const { table, row } of candidates.get(keyOf(record.provider, record.eventId)) ?? []) {
    const fields = row.read(record.data);
    if (fields === null) continue;
    return row.event === null ? null : toLogEvent(table, row, fields, origin);
  }
  const table = dedicated.get(record.provider.toLowerCase());
  return table === undefined ? null : toLogEvent(table, null, { eventId: String(record.eventId) }, origin);
}
