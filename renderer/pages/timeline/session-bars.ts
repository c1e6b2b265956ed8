import type { Session } from "../../../main/api/contract.ts";
import type { Mark } from "./marks.ts";
import type { TimeRange } from "./time-range.ts";

/** One session as a bar; sessions at the same time lie in lanes below each other. */
export interface SessionBar extends TimeRange {
  /** Its place in the list of sessions. */
  readonly index: number;
  readonly session: Session;
  readonly lane: number;
}

/**
 * The sessions that have a time, as bars in the fewest lanes.
 *
 * @param nowMs where a session ends that is still up
 */
export function sessionBars(sessions: readonly Session[], nowMs: number): readonly SessionBar[] {
  const laneEndsMs: number[] = [];
  return sessions
    .flatMap((session, index) => {
      const range = rangeOf(session, nowMs);
      return range === undefined ? [] : [{ index, session, ...range }];
    })
    .sort((a, b) => a.fromMs - b.fromMs)
    .map((bar) => {
      const free = laneEndsMs.findIndex((endMs) => endMs <= bar.fromMs);
      const lane = free === -1 ? laneEndsMs.length : free;
      laneEndsMs[lane] = bar.toMs;
      return { ...bar, lane };
    });
}

function rangeOf({ startedAt, connectedAt, endedAt, outcome }: Session, nowMs: number): TimeRange | undefined {
  const fromMs = momentMs(startedAt ?? connectedAt ?? endedAt);
  if (fromMs === undefined) return undefined;
  const toMs = momentMs(endedAt) ?? (outcome === "still-up" ? nowMs : fromMs);
  return { fromMs, toMs: Math.max(toMs, fromMs + 1) };
}

function momentMs(isoTime: string | undefined): number | undefined {
  return isoTime === undefined ? undefined : Date.parse(isoTime);
}

/** Sessions of one lane that are too short and too near to each other to be told apart; mostly there is just one. */
export interface BarGroup extends TimeRange {
  readonly lane: number;
  readonly bars: readonly SessionBar[];
}

/** Joins bars that together are not longer than `shortestMs`, so that the picture holds only what can be told apart. */
export function groupBars(bars: readonly SessionBar[], shortestMs: number): readonly BarGroup[] {
  const groups: { fromMs: number; toMs: number; lane: number; bars: SessionBar[] }[] = [];
  const lastOfLane = new Map<number, (typeof groups)[number]>();
  for (const bar of bars) {
    const last = lastOfLane.get(bar.lane);
    if (last !== undefined && bar.toMs - last.fromMs < shortestMs) {
      last.toMs = bar.toMs;
      last.bars.push(bar);
      continue;
    }
    const group = { fromMs: bar.fromMs, toMs: bar.toMs, lane: bar.lane, bars: [bar] };
    groups.push(group);
    lastOfLane.set(bar.lane, group);
  }
  return groups;
}

/** The ends of the sessions that nobody wanted. */
export function dropMarks(bars: readonly SessionBar[]): readonly Mark[] {
  return bars
    .filter(({ session }) => session.outcome === "dropped")
    .map(({ toMs, session, index }) => ({
      kind: "drop",
      session: index,
      atMs: toMs,
      event: session.cause ?? "unknown",
      detail: session.connection ?? session.peer ?? "",
    }));
}
