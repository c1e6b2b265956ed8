/** A stretch of time, in ms since 1970 UTC; `toMs` lies after `fromMs`. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Nothing in a log is finer than this. */
const shortestMs = 10_000;

export const spanMs = ({ fromMs, toMs }: TimeRange): number => toMs - fromMs;

/**
 * Makes what is seen shorter (`factor` below 1) or longer around a point of it.
 *
 * @param at where the point lies between the start (0) and the end (1) of what is seen; it stays where it is
 * @returns never more than `whole`, never less than ten seconds
 */
export function zoom(seen: TimeRange, factor: number, at: number, whole: TimeRange): TimeRange {
  const span = Math.min(spanMs(whole), Math.max(shortestMs, spanMs(seen) * factor));
  const fixedMs = seen.fromMs + spanMs(seen) * at;
  return inside({ fromMs: fixedMs - span * at, toMs: fixedMs + span * (1 - at) }, whole);
}

/** Moves what is seen by a share of its own length; positive is later. */
export function pan(seen: TimeRange, share: number, whole: TimeRange): TimeRange {
  const byMs = spanMs(seen) * share;
  return inside({ fromMs: seen.fromMs + byMs, toMs: seen.toMs + byMs }, whole);
}

/** The same length around a moment. */
export function centreOn(atMs: number, seen: TimeRange, whole: TimeRange): TimeRange {
  const half = spanMs(seen) / 2;
  return inside({ fromMs: atMs - half, toMs: atMs + half }, whole);
}

/** Pushed back into the whole, with its length kept where the whole is long enough. */
function inside(range: TimeRange, whole: TimeRange): TimeRange {
  const span = Math.min(spanMs(range), spanMs(whole));
  const fromMs = Math.min(Math.max(range.fromMs, whole.fromMs), whole.toMs - span);
  return { fromMs, toMs: fromMs + span };
}

/**
 * From the first session, or the first mark that was watched, to the last, with a little room on both sides; undefined
 * where there is neither. What logs tell of the network reaches farther back, and says nothing without a session.
 */
export function wholeRange(
  bars: readonly TimeRange[],
  marks: readonly { readonly atMs: number; readonly watched?: true }[],
): TimeRange | undefined {
  const moments = marks.filter(({ watched }) => watched === true).map(({ atMs }) => ({ fromMs: atMs, toMs: atMs + 1 }));
  const shown = [...bars, ...moments];
  if (shown.length === 0) return undefined;
  const fromMs = shown.reduce((least, range) => Math.min(least, range.fromMs), Infinity);
  const toMs = shown.reduce((most, range) => Math.max(most, range.toMs), -Infinity);
  const room = Math.max(30_000, (toMs - fromMs) * 0.02);
  return { fromMs: fromMs - room, toMs: toMs + room };
}
