import type { CheckResult } from "../checkup/run-check.ts";
import { logQueryFor, readLogs } from "../checkup/read-logs.ts";
import { findDropPatterns } from "../logs/drop-patterns.ts";
import { buildSessions } from "../logs/sessions.ts";
import { withWatchedDrops } from "../logs/watched-drops.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import { dropIdOf, type DropSnapshotRecord } from "../model/history.ts";
import type { LogEvent, LogSourceResult } from "../model/log-event.ts";
import type { LogSourceDescription } from "../model/log-source.ts";
import type { LogQuery } from "../model/ports/logs.ts";
import type { World } from "../model/ports/world.ts";
import type { Session } from "../model/session.ts";
import type { ParsedInput } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";
import { hex } from "./hex.ts";
import { describeSources } from "./log-source-states.ts";
import type { MetNames } from "./met-names.ts";

interface LogHandlerSetup {
  readonly world: () => World;
  readonly logSources: () => readonly LogSourceDescription[];
  /** A check that is still kept. */
  readonly run: (runId: string) => CheckResult | undefined;
  readonly metNames: MetNames;
}

type LogHandlers = Pick<Handlers, "logs.sources" | "logs.read" | "sessions.read">;

interface Reading {
  readonly readingId: string;
  readonly events: readonly LogEvent[];
  readonly sources: readonly LogSourceResult[];
  readonly linesRead: number;
  readonly unknownLines: number;
  readonly snapshots?: readonly DropSnapshotRecord[];
  readonly watchedDrops?: readonly Session[];
}

/** A reading may hold 200 000 events with their raw lines: pages are turned in the last one only. */
const maxReadingsKept = 2;
const readTimeoutMs = 60_000;
/** Sessions handed out at once: several for every hour of the longest time that can be asked for. */
const maxSessions = 20_000;

/** Enough to see whether a source can be read. */
const glance = { sinceMs: 86_400_000, maxLines: 100_000, maxBytes: 32 * 1024 * 1024, timeoutMs: 20_000 };

/** The calls about logs and the sessions in them. */
export function createLogHandlers({ world, logSources, run, metNames }: LogHandlerSetup): LogHandlers {
  const readings: Reading[] = [];

  const readingOf = async (logs: ParsedInput<"logs.read">["logs"], signal: AbortSignal): Promise<Outcome<Reading>> => {
    if ("readingId" in logs) {
      const kept = readings.find(({ readingId }) => readingId === logs.readingId) ?? readingOfRun(logs.readingId);
      return kept === undefined
        ? failure("not-found", "This reading is no longer kept; read the logs again.")
        : success(kept);
    }
    const inWorld = world();
    const query = logQueryFor(logs, inWorld.clock.wallMs());
    const read = await withinTime(inWorld, query, readTimeoutMs, signal);
    if (signal.aborted) return failure("cancelled", "Reading the logs was stopped.");
    const reading = { ...read, readingId: hex(inWorld.random.bytes(8)) };
    metNames.add(reading.events);
    readings.push(reading);
    readings.splice(0, readings.length - maxReadingsKept);
    return success(reading);
  };

  const readingOfRun = (runId: string): Reading | undefined => {
    const kept = run(runId);
    if (kept === undefined) return undefined;
    const { events, sources, linesRead, report, snapshots = [] } = kept;
    const { events: counted, sessions: watchedDrops } = report;
    return {
      readingId: runId,
      events,
      sources,
      linesRead,
      unknownLines: counted.unknownLines,
      snapshots,
      watchedDrops,
    };
  };

  return {
    "logs.sources": async (_input, { signal }) => {
      const inWorld = world();
      const sinceMs = inWorld.clock.wallMs() - glance.sinceMs;
      const query = { ...glance, sinceMs, paths: [], systemLogs: true };
      const { sources } = await withinTime(inWorld, query, glance.timeoutMs, signal);
      if (signal.aborted) return failure("cancelled", "Looking at the logs was stopped.");
      return success(describeSources(logSources(), sources));
    },
    "logs.read": async ({ logs, offset, limit }, { signal }) => {
      const reading = await readingOf(logs, signal);
      if (!reading.ok) return reading;
      const { events } = reading.value;
      return success({ ...told(reading.value), total: events.length, events: events.slice(offset, offset + limit) });
    },
    "sessions.read": async ({ logs }, { signal }) => {
      const reading = await readingOf(logs, signal);
      if (!reading.ok) return reading;
      const { events } = reading.value;
      const sessions = withWatchedDrops(buildSessions(events), reading.value.watchedDrops ?? []);
      const { utcOffsetMinutes } = world().logs;
      const dropPatterns = findDropPatterns({ sessions, events, utcOffsetMinutes });
      const shown = sessions.slice(-maxSessions);
      return success({
        ...told(reading.value),
        total: sessions.length,
        sessions: shown,
        dropPatterns: [...dropPatterns],
        snapshots: snapshotsOf(shown, reading.value.snapshots),
      });
    },
  };
}

/** Which of the sessions somebody watched dropping. */
function snapshotsOf(sessions: readonly Session[], kept: readonly DropSnapshotRecord[] = []) {
  const known = new Set(kept.map(({ dropId }) => dropId));
  return sessions.flatMap((one, session) => {
    const dropId = dropIdOf(one);
    return one.outcome === "dropped" && known.has(dropId) ? [{ session, dropId }] : [];
  });
}

function told({ readingId, sources, linesRead, unknownLines }: Reading) {
  return { readingId, sources: [...sources], linesRead, unknownLines };
}

/** Reads logs; when the time is over, what was read until then is the result, and its last source says so. */
async function withinTime(world: World, query: LogQuery, timeoutMs: number, signal: AbortSignal) {
  const limit = new AbortController();
  const ended = new AbortController();
  void world.clock.sleep(timeoutMs, ended.signal).then(() => {
    if (!ended.signal.aborted) limit.abort();
  });
  try {
    return await readLogs(world, query, AbortSignal.any([signal, limit.signal]));
  } finally {
    ended.abort();
  }
}
