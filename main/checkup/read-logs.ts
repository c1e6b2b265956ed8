import { createLogParser } from "../logs/parser.ts";
import type { LogEvent, LogSourceResult } from "../model/log-event.ts";
import type { LogQuery, World } from "../model/ports.ts";

export interface LogsRead {
  /** In the order of time; events without a time keep their place after the ones before them in their file. */
  readonly events: readonly LogEvent[];
  readonly sources: readonly LogSourceResult[];
  readonly linesRead: number;
  readonly unknownLines: number;
}

/** Events kept of one run: far more than a week of a VPN daemon, and a bound for a hostile file. */
const maxEvents = 200_000;

/**
 * Reads the logs that `query` names and keeps the lines that a VPN stack, or the network under it, wrote in its time
 * window. Lines without a time are kept, because the person gave them.
 */
export async function readLogs(
  world: Pick<World, "logs" | "clock">,
  query: LogQuery,
  signal: AbortSignal,
): Promise<LogsRead> {
  const nowMs = world.clock.wallMs();
  const parser = createLogParser({ nowMs, utcOffsetMinutes: world.logs.utcOffsetMinutes });
  const events: LogEvent[] = [];
  const sources: LogSourceResult[] = [];
  for await (const part of world.logs.read(query, signal)) {
    if (part.kind === "source") {
      sources.push(part.result);
      continue;
    }
    for (const line of part.lines) {
      for (const event of parser.push(line)) {
        if (event.atMs !== null && event.atMs < query.sinceMs) continue;
        if (events.length < maxEvents) events.push(event);
      }
    }
    if (signal.aborted) break;
  }
  const { lines, unknownLines } = parser.counts();
  return { events: inOrderOfTime(events), sources, linesRead: lines, unknownLines };
}

function inOrderOfTime(events: readonly LogEvent[]): readonly LogEvent[] {
  let lastMs = Number.NEGATIVE_INFINITY;
  const keyed = events.map((event) => {
    lastMs = event.atMs ?? lastMs;
    return { event, keyMs: lastMs };
  });
  return keyed.toSorted((a, b) => a.keyMs - b.keyMs || 0).map((entry) => entry.event);
}
