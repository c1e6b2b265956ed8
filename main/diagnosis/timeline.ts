import type { LogEvent } from "../model/log-event.ts";

export type TimedEvent = LogEvent & { readonly atMs: number };

/** Events by time, for questions about what happened around a moment. */
export interface Timeline {
  /** Events with `fromMs <= atMs <= toMs`, oldest first. */
  readonly between: (fromMs: number, toMs: number) => readonly TimedEvent[];
}

/** Sorts the events that carry a time, once. */
export function createTimeline(events: readonly LogEvent[]): Timeline {
  const timed = events.filter((event): event is TimedEvent => event.atMs !== null).sort((a, b) => a.atMs - b.atMs);
  return {
    between: (fromMs, toMs) => timed.slice(firstAtOrAfter(timed, fromMs), firstAtOrAfter(timed, toMs + 1)),
  };
}

function firstAtOrAfter(timed: readonly TimedEvent[], atMs: number): number {
  let low = 0;
  let high = timed.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timed[middle]?.atMs ?? Infinity) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
