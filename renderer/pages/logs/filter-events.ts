import type { LogEvent } from "../../../main/api/contract.ts";
import { eventTitle } from "./event-title.ts";

export interface EventFilter {
  readonly text: string;
  readonly stack: LogEvent["stack"] | "all";
  readonly unknownOnly: boolean;
}

export const noFilter: EventFilter = { text: "", stack: "all", unknownOnly: false };

/** The events that a filter lets through, in their order. The text is looked for in the line and in its meaning. */
export function filterEvents(events: readonly LogEvent[], filter: EventFilter): readonly LogEvent[] {
  const wanted = filter.text.trim().toLowerCase();
  if (wanted === "" && filter.stack === "all" && !filter.unknownOnly) return events;
  return events.filter(
    (event) =>
      (filter.stack === "all" || event.stack === filter.stack) &&
      (!filter.unknownOnly || event.event === "unknown") &&
      (wanted === "" ||
        event.raw.toLowerCase().includes(wanted) ||
        event.event.includes(wanted) ||
        eventTitle(event.event).toLowerCase().includes(wanted)),
  );
}
