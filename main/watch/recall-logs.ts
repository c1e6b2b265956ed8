import { readLogs } from "../checkup/read-logs.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { LogFollowing } from "../model/ports/logs.ts";
import type { World } from "../model/ports/world.ts";

/** Longer than most sessions and key lifetimes; and what may be spent on it, once. */
const recalledMs = 12 * 3_600_000;
const limits = { maxLines: 200_000, maxBytes: 16 * 1024 * 1024 } as const;
const timeoutMs = 20_000;

/** What the logs that are followed tell of the last hours; what was read until the time is over. */
export async function recallLogs(
  { logs, clock }: Pick<World, "logs" | "clock">,
  { paths, systemLogs }: LogFollowing,
  signal: AbortSignal,
): Promise<readonly LogEvent[]> {
  const limit = new AbortController();
  const ended = new AbortController();
  void clock.sleep(timeoutMs, ended.signal).then(() => limit.abort());
  const query = { ...limits, sinceMs: clock.wallMs() - recalledMs, paths, systemLogs };
  try {
    const { events } = await readLogs({ logs, clock }, query, AbortSignal.any([signal, limit.signal]));
    return events;
  } finally {
    ended.abort();
  }
}
