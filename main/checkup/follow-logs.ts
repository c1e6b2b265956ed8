import { createLogParser } from "../logs/parser.ts";
import type { LogEvent, LogSourceResult } from "../model/log-event.ts";
import type { LogFollowing } from "../model/ports/logs.ts";
import type { World } from "../model/ports/world.ts";

/** What comes while logs are followed. */
export type FollowedLogs =
  | { readonly kind: "events"; readonly events: readonly LogEvent[] }
  | { readonly kind: "source"; readonly result: LogSourceResult };

/**
 * The VPN events of the lines that are added to the logs from now on, as they are written, until `signal` aborts. They are
 * the same that reading the whole logs at once would give, in the order of the lines. Ends at once where nothing can be
 * followed.
 */
export async function* followLogs(
  { logs, clock }: Pick<World, "logs" | "clock">,
  what: LogFollowing,
  signal: AbortSignal,
): AsyncGenerator<FollowedLogs> {
  const parser = createLogParser({
    // Logs are followed for days, and a stamp without a year is placed by today's date.
    get nowMs() {
      return clock.wallMs();
    },
    utcOffsetMinutes: logs.utcOffsetMinutes,
  });
  for await (const part of logs.follow?.(what, signal) ?? []) {
    if (part.kind === "source") {
      yield part;
      continue;
    }
    const events = part.lines.flatMap((line) => parser.push(line));
    if (events.length > 0) yield { kind: "events", events };
  }
}
