import type { LogEvent, LogSourceResult } from "../model/log-event.ts";
import { estimateClockOffsets, fingerprint, type ClockOffset } from "./clock-offset.ts";
import { eventOf, type EventDraft } from "./event-draft.ts";

/** Gathers the events of a reading, bounded, and puts them on one time line at its end. */
export interface EventCollector {
  readonly add: (draft: EventDraft) => void;
  /** The events in the order of time, and the results of the sources with what has to be said of their times. */
  readonly finish: (results: readonly LogSourceResult[]) => {
    readonly events: readonly LogEvent[];
    readonly sources: readonly LogSourceResult[];
  };
}

interface CollectorLimits {
  /** Events before this moment are left out; those without a time are kept, because a person gave them. */
  readonly sinceMs: number;
  readonly nowMs: number;
  /** The newest are kept, in the order of reading. */
  readonly maxEvents: number;
}

/** What is said of a source, beside what its reader said. */
interface SourceTally {
  tooOld: number;
  inFuture: number;
  dropped: number;
}

const dayMs = 86_400_000;

/** Makes a collector. */
export function createEventCollector({ sinceMs, nowMs, maxEvents }: CollectorLimits): EventCollector {
  const drafts: EventDraft[] = [];
  const tallies = new Map<string, SourceTally>();

  const tally = (source: string): SourceTally => {
    const known = tallies.get(source);
    if (known !== undefined) return known;
    const fresh: SourceTally = { tooOld: 0, inFuture: 0, dropped: 0 };
    tallies.set(source, fresh);
    return fresh;
  };
  const dropOldest = (count: number): void => {
    for (const { line } of drafts.splice(0, count)) tally(line.source).dropped += 1;
  };

  return {
    add: (draft) => {
      const { atMs, line } = draft;
      if (atMs !== null && atMs < sinceMs) {
        tally(line.source).tooOld += 1;
        return;
      }
      if (atMs !== null && atMs > nowMs + dayMs) tally(line.source).inFuture += 1;
      drafts.push(draft);
      // In portions, because each moves all that is kept.
      if (drafts.length >= maxEvents * 1.1) dropOldest(drafts.length - maxEvents);
    },
    finish: (results) => {
      dropOldest(drafts.length - maxEvents);
      const events = drafts.map(eventOf);
      const offsets = estimateClockOffsets(bySource(events));
      const notes = (source: string) => [
        ...tallyNotes(tallies.get(source)),
        ...offsets.filter((offset) => offset.source === source).map(offsetNote),
      ];
      return {
        events: inOrderOfTime(onOneClock(events, offsets)),
        sources: results.map((result) => withNotes(result, notes(result.source))),
      };
    },
  };
}

/** The journal's times need no year and no zone, so that it comes first; else the order of reading. */
function bySource(events: readonly LogEvent[]): ReadonlyMap<string, readonly LogEvent[]> {
  const groups = Map.groupBy(events, (event) => event.source);
  const journal = groups.get("journal");
  return journal === undefined ? groups : new Map([["journal", journal], ...groups]);
}

/** Moves the events of the sources whose offset is certain, and leaves out what a source before it told already. */
function onOneClock(events: readonly LogEvent[], offsets: readonly ClockOffset[]): readonly LogEvent[] {
  const aheadMs = new Map(
    offsets.filter((offset) => offset.isSupported).map(({ source, aheadMs: ahead }) => [source, ahead] as const),
  );
  if (aheadMs.size === 0) return events;
  const told = new Map<string, Set<number>>();
  for (const event of events) {
    if (aheadMs.has(event.source)) continue;
    const print = fingerprint(event);
    if (print === null || event.atMs === null) continue;
    const seconds = told.get(print) ?? new Set();
    told.set(print, seconds.add(Math.round(event.atMs / 1000)));
  }
  return events.flatMap((event) => {
    const ahead = aheadMs.get(event.source);
    if (ahead === undefined || event.atMs === null) return [event];
    const atMs = event.atMs - ahead;
    const second = Math.round(atMs / 1000);
    const print = fingerprint(event);
    const seconds = print === null ? undefined : told.get(print);
    const isCopy = seconds !== undefined && [second - 1, second, second + 1].some((near) => seconds.has(near));
    return isCopy ? [] : [{ ...event, atMs }];
  });
}

function inOrderOfTime(events: readonly LogEvent[]): readonly LogEvent[] {
  let lastMs = Number.NEGATIVE_INFINITY;
  const keyed = events.map((event) => {
    lastMs = event.atMs ?? lastMs;
    return { event, keyMs: lastMs };
  });
  return keyed.toSorted((a, b) => a.keyMs - b.keyMs || 0).map(({ event }) => event);
}

function withNotes(result: LogSourceResult, notes: readonly string[]): LogSourceResult {
  const all = [...(result.note === undefined ? [] : [result.note]), ...notes];
  return all.length === 0 ? result : { ...result, note: all.join(" ") };
}

function tallyNotes(tally: SourceTally | undefined): readonly string[] {
  if (tally === undefined) return [];
  const { tooOld, inFuture, dropped } = tally;
  return [
    ...(tooOld > 0 ? [`${lines(tooOld)} older than the time that was asked for.`] : []),
    ...(inFuture > 0 ? [`${lines(inFuture)} dated in the future: that clock was wrong.`] : []),
    ...(dropped > 0 ? [`${lines(dropped)} left out, because only the newest are kept.`] : []),
  ];
}

function lines(count: number): string {
  return count === 1 ? "1 VPN line is" : `${count} VPN lines are`;
}

function offsetNote({ reference, aheadMs, pairs, isSupported }: ClockOffset): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  const far = `${seconds} s ${aheadMs > 0 ? "ahead of" : "behind"} that of ${reference}`;
  const shared = pairs === 1 ? "1 event that is in both" : `${pairs} events that are in both`;
  return isSupported
    ? `Its clock is ${far}, by ${shared}; its times were moved by that.`
    : `Its clock may be ${far}, by ${shared}; that is too little to move its times.`;
}
