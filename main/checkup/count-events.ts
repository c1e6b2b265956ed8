import type { LogEvent } from "../model/log-event.ts";
import type { Report } from "../model/report.ts";

/** How many events there were, by source and by name. */
export function countEvents(events: readonly LogEvent[], unknownLines: number): Report["events"] {
  const bySource: Record<string, number> = {};
  const byEvent: Record<string, number> = {};
  for (const { source, event } of events) {
    bySource[source] = (bySource[source] ?? 0) + 1;
    byEvent[event] = (byEvent[event] ?? 0) + 1;
  }
  return { total: events.length, bySource, byEvent, unknownLines };
}
