import type { DropSnapshotRecord } from "../model/history.ts";
import type { LogEvent, LogSourceResult } from "../model/log-event.ts";
import type { World } from "../model/ports/world.ts";
import type { Session } from "../model/session.ts";
import { eventsOfChanges, watchSource } from "../network/change-events.ts";

/** Far more than a month of roaming. */
const maxRecords = 20_000;
/** Each has up to 200 events with their lines. */
const maxSnapshots = 100;

interface HistoryRead {
  readonly events: readonly LogEvent[];
  readonly sources: readonly LogSourceResult[];
  /** What was kept of drops, oldest first; the newest where there are very many. */
  readonly snapshots: readonly DropSnapshotRecord[];
  /** The sessions whose drops were seen. */
  readonly drops: readonly Session[];
}

/** What was seen while somebody watched: the network changes as events, and drops; nothing where nobody ever did. */
export async function readHistory(
  { history }: Pick<World, "history">,
  fromMs: number,
  toMs: number,
): Promise<HistoryRead> {
  if (history === undefined) return { events: [], sources: [], snapshots: [], drops: [] };
  const { records, notes } = await history.read(fromMs, toMs, maxRecords);
  const changes = records.flatMap((record) => (record.kind === "change" ? [record.change] : []));
  const events = eventsOfChanges(changes);
  const snapshots = records.filter((record) => record.kind === "drop-snapshot").slice(-maxSnapshots);
  // Each is kept twice, the second time with what explains it.
  const byId = new Map(records.flatMap((record) => (record.kind === "drop" ? [[record.dropId, record.session]] : [])));
  const drops = [...byId.values()];
  if (records.length === 0 && notes.length === 0) return { events, sources: [], snapshots, drops };
  const [note] = notes;
  const result = { source: watchSource, linesRead: changes.length, ...(note === undefined ? {} : { note }) };
  return { events, sources: [{ ...result, outcome: note === undefined ? "read" : "failed" }], snapshots, drops };
}

/** In the order of time; an event without a time keeps its place after the one before it. */
export function inTime(events: readonly LogEvent[]): readonly LogEvent[] {
  let latestMs = Number.NEGATIVE_INFINITY;
  return events
    .map((event) => ({ event, placeMs: (latestMs = event.atMs ?? latestMs) }))
    .toSorted((a, b) => (a.placeMs < b.placeMs ? -1 : a.placeMs > b.placeMs ? 1 : 0))
    .map(({ event }) => event);
}
