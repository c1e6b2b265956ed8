import { createEventCollector } from "../logs/event-collector.ts";
import { createLogParser } from "../logs/parser.ts";
import { defaultSinceMs } from "../model/check-options.ts";
import type { LogChoice } from "../model/log-query.ts";
import type { DropSnapshotRecord } from "../model/history.ts";
import type { LogEvent, LogSourceResult } from "../model/log-event.ts";
import { inTime, readHistory } from "./read-history.ts";
import type { LogQuery } from "../model/ports/logs.ts";
import type { World } from "../model/ports/world.ts";
import type { Session } from "../model/session.ts";

export interface LogsRead {
  /** In the order of time; events without a time keep their place after the ones before them in their file. */
  readonly events: readonly LogEvent[];
  readonly sources: readonly LogSourceResult[];
  readonly linesRead: number;
  readonly unknownLines: number;
  /** What a watch kept of the drops of that time. */
  readonly snapshots?: readonly DropSnapshotRecord[];
  /** The sessions of that time that a watch saw dropping. */
  readonly watchedDrops?: readonly Session[];
}

const maxLogLines = 2_000_000;
const maxLogBytes = 512 * 1024 * 1024;

/** What to read when a person chooses so: paths that they name stand in the place of the machine's own logs. */
export function logQueryFor(
  { sinceMs, logPaths, systemLogs, history }: LogChoice,
  nowMs: number,
): LogQuery & { readonly history: boolean } {
  const farthestMs = logPaths.length > 0 ? nowMs : defaultSinceMs;
  return {
    sinceMs: nowMs - (sinceMs ?? farthestMs),
    paths: logPaths,
    systemLogs: systemLogs && logPaths.length === 0,
    maxLines: maxLogLines,
    maxBytes: maxLogBytes,
    // Files that a person names may be of another computer, on which nobody watched.
    history: history ?? (systemLogs && logPaths.length === 0),
  };
}

/** Events kept of one run: about a week of a busy VPN daemon, and a bound on memory. */
const maxEvents = 20_000;

/**
 * Reads the logs that `query` names and keeps the lines that a VPN stack, or the network under it, wrote in its time
 * window. Lines without a time are kept, because the person gave them.
 */
export async function readLogs(
  world: Pick<World, "logs" | "clock" | "history">,
  query: LogQuery & { readonly history?: boolean | undefined },
  signal: AbortSignal,
): Promise<LogsRead> {
  const nowMs = world.clock.wallMs();
  const parser = createLogParser({ nowMs, utcOffsetMinutes: world.logs.utcOffsetMinutes });
  const collector = createEventCollector({ sinceMs: query.sinceMs, nowMs, maxEvents });
  const sources: LogSourceResult[] = [];
  let passedOver = 0;
  for await (const part of world.logs.read(query, signal)) {
    if (part.kind === "source") {
      sources.push(part.result);
      continue;
    }
    passedOver += part.passedOver ?? 0;
    for (const line of part.lines) {
      const draft = parser.draft(line);
      if (draft !== null) collector.add(draft);
    }
    if (signal.aborted) break;
  }
  const { lines, unknownLines } = parser.counts();
  const read = collector.finish(sources);
  const kept = query.history === true ? await readHistory(world, query.sinceMs, nowMs) : null;
  return {
    events: kept === null ? read.events : inTime([...read.events, ...kept.events]),
    sources: [...read.sources, ...(kept?.sources ?? [])],
    linesRead: lines + passedOver,
    unknownLines,
    snapshots: kept?.snapshots ?? [],
    watchedDrops: kept?.drops ?? [],
  };
}
