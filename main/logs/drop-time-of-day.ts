import type { DropPattern } from "../model/drop-pattern.ts";
import type { Session } from "../model/session.ts";
import { binomialTail } from "./chance.ts";
import { patternOf } from "./drop-pattern-verdict.ts";

const minuteMs = 60_000;
const binMinutes = 15;
const binsOfDay = (24 * 60) / binMinutes;
const dayMs = 24 * 60 * minuteMs;
/** Looked for in windows of two bins, so that a cluster is never cut by the border of a bin. */
const windowBins = 2;
/** A session that claims to have lasted longer is not followed through every quarter of an hour. */
const longestSessionMs = 31 * dayMs;

interface TimedSession {
  readonly fromMs: number;
  readonly toMs: number;
  readonly dropped: boolean;
}

/**
 * Whether drops of different days fall into the same half hour of the local day, more than the connected time in that
 * half hour explains: people who work from nine to five have all their drops then.
 */
export function timeOfDayPattern(
  sessions: readonly Session[],
  utcOffsetMinutes: (wallMs: number) => number,
): DropPattern {
  const timed = sessions.flatMap((session) => timesOf(session, utcOffsetMinutes));
  const drops = timed.filter(({ dropped }) => dropped);
  const share = shareOfBins(timed);
  const days = daysOfBins(drops);
  let best = { bin: 0, matching: 0, chance: 1 };
  let candidates = 0;
  for (let bin = 0; bin < binsOfDay; bin += 1) {
    const window = Array.from({ length: windowBins }, (_, offset) => (bin + offset) % binsOfDay);
    const inWindow = window.reduce((sum, each) => sum + (share[each] ?? 0), 0);
    if (inWindow === 0) continue;
    candidates += 1;
    const matching = new Set(window.flatMap((each) => [...(days[each] ?? [])])).size;
    const chance = binomialTail(drops.length, matching, Math.min(1, inWindow));
    if (chance < best.chance) best = { bin, matching, chance };
  }
  const from = best.bin * binMinutes;
  const to = from + windowBins * binMinutes;
  return patternOf(
    {
      kind: "time-of-day",
      statistic: `binomial test against random moments of the connected time, corrected for ${candidates} half hours of the day`,
      drops: drops.length,
      matching: best.matching,
      pValue: Math.min(1, best.chance * candidates),
    },
    `came between ${clock(from)} and ${clock(to)}, on different days`,
    { minutesOfDay: { from, to } },
  );
}

/** The connected time of a session in ms of local time; none where the log does not tell it. */
function timesOf(session: Session, utcOffsetMinutes: (wallMs: number) => number): readonly TimedSession[] {
  if (session.connectedAt === undefined || session.endedAt === undefined) return [];
  const [fromMs, toMs] = [session.connectedAt, session.endedAt].map((text) => {
    const atMs = Date.parse(text);
    return atMs + utcOffsetMinutes(atMs) * minuteMs;
  });
  if (fromMs === undefined || toMs === undefined || toMs < fromMs || toMs - fromMs > longestSessionMs) return [];
  return [{ fromMs, toMs, dropped: session.outcome === "dropped" }];
}

/** Which share of the connected time lies in each bin of the day. */
function shareOfBins(sessions: readonly TimedSession[]): readonly number[] {
  const connectedMs = Array.from({ length: binsOfDay }, () => 0);
  let totalMs = 0;
  for (const { fromMs, toMs } of sessions) {
    for (let atMs = fromMs; atMs < toMs;) {
      const untilMs = Math.min(toMs, (Math.floor(atMs / (binMinutes * minuteMs)) + 1) * binMinutes * minuteMs);
      const bin = binOf(atMs);
      connectedMs[bin] = (connectedMs[bin] ?? 0) + (untilMs - atMs);
      totalMs += untilMs - atMs;
      atMs = untilMs;
    }
  }
  return connectedMs.map((ms) => (totalMs === 0 ? 0 : ms / totalMs));
}

/** The days on which something dropped in each bin; several drops of one day are one outage, not a time of the day. */
function daysOfBins(drops: readonly TimedSession[]): readonly ReadonlySet<number>[] {
  const days = Array.from({ length: binsOfDay }, () => new Set<number>());
  for (const { toMs } of drops) days[binOf(toMs)]?.add(Math.floor(toMs / dayMs));
  return days;
}

function binOf(localMs: number): number {
  return Math.floor((((localMs % dayMs) + dayMs) % dayMs) / (binMinutes * minuteMs));
}

function clock(minutes: number): string {
  const ofDay = minutes % (24 * 60);
  return `${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}
