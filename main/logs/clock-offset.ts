import type { LogEvent } from "../model/log-event.ts";

/** How far the clock of one source is ahead of another's, by events that both tell of. */
export interface ClockOffset {
  readonly source: string;
  /** The source that it is compared with. */
  readonly reference: string;
  /** Ms that the clock of `source` is ahead; negative: behind. */
  readonly aheadMs: number;
  /** Events in both sources that agree on it. */
  readonly pairs: number;
  /** True where enough pairs agree to move the times of `source` by it. */
  readonly isSupported: boolean;
}

/** Fewer pairs may agree by chance. */
const neededPairs = 3;
/** Stamps without fractions, and the way through the network, part the same event by less than this. */
const toleranceMs = 2_000;

/** Times of the events that are the only ones of their kind in a source; null for those that are not. */
type Moments = ReadonlyMap<string, number | null>;

/**
 * Estimates for each source how far its clock is ahead of one before it. `sources` come in the order in which their clocks
 * are trusted. A source that shares no event with one before it, or whose clock agrees to 2 s, has no offset.
 */
export function estimateClockOffsets(sources: ReadonlyMap<string, readonly LogEvent[]>): readonly ClockOffset[] {
  const offsets: ClockOffset[] = [];
  const placed: { readonly source: string; readonly moments: Moments }[] = [];
  for (const [source, events] of sources) {
    let moments = momentsOf(events);
    let best: ClockOffset | null = null;
    for (const reference of placed) {
      const offset = compare(source, moments, reference.source, reference.moments);
      if (offset !== null && offset.pairs > (best?.pairs ?? 0)) best = offset;
    }
    if (best !== null && Math.abs(best.aheadMs) > toleranceMs) {
      offsets.push(best);
      if (best.isSupported) moments = moved(moments, -best.aheadMs);
    }
    placed.push({ source, moments });
  }
  return offsets;
}

/** What two logs of one machine would both say of an event. Null where it says too little to be told from others. */
export function fingerprint({ event, stack, processId, connection, fields }: LogEvent): string | null {
  const values = Object.entries(fields);
  return event === "unknown" || values.length === 0
    ? null
    : JSON.stringify([stack, event, processId, connection, values]);
}

/** As `fingerprint`, for two ends of a tunnel too: they share its SPIs. */
function sharedPrint(event: LogEvent): string | null {
  const spis = Object.entries(event.fields).flatMap(([name, value]) =>
    name.startsWith("spi") ? (value.toLowerCase().match(/[\da-f]{6,16}/gu) ?? []) : [],
  );
  return spis.length > 0 ? [event.event, ...spis.sort()].join(" ") : fingerprint(event);
}

function momentsOf(events: readonly LogEvent[]): Moments {
  const moments = new Map<string, number | null>();
  for (const event of events) {
    const print = event.atMs === null ? null : sharedPrint(event);
    if (print !== null) moments.set(print, moments.has(print) ? null : event.atMs);
  }
  return moments;
}

function moved(moments: Moments, byMs: number): Moments {
  return new Map([...moments].map(([print, atMs]) => [print, atMs === null ? null : atMs + byMs]));
}

function compare(source: string, moments: Moments, reference: string, others: Moments): ClockOffset | null {
  const differences: number[] = [];
  for (const [print, atMs] of moments) {
    const otherMs = others.get(print);
    if (atMs !== null && otherMs !== null && otherMs !== undefined) differences.push(atMs - otherMs);
  }
  const agreeing = largestCluster(differences.sort((a, b) => a - b));
  const middle = agreeing[Math.floor(agreeing.length / 2)];
  if (middle === undefined) return null;
  const isSupported = agreeing.length >= neededPairs && agreeing.length * 2 > differences.length;
  return { source, reference, aheadMs: middle, pairs: agreeing.length, isSupported };
}

/** The longest run of sorted values that lie within the tolerance of each other. */
function largestCluster(sorted: readonly number[]): readonly number[] {
  let start = 0;
  let best: readonly [from: number, to: number] = [0, 0];
  sorted.forEach((value, position) => {
    while (value - (sorted[start] ?? value) > toleranceMs) start += 1;
    if (position + 1 - start > best[1] - best[0]) best = [start, position + 1];
  });
  return sorted.slice(...best);
}
