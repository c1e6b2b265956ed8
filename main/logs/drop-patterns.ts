import type { DropPattern } from "../model/drop-pattern.ts";
import { durationText } from "../model/duration-text.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { Session } from "../model/session.ts";
import { binomialTail, largestCluster } from "./chance.ts";
import { networkChanges, sleepEvents } from "./disturbances.ts";
import { timeOfDayPattern } from "./drop-time-of-day.ts";
import { fewestDrops, patternOf } from "./drop-pattern-verdict.ts";
import { lifetimeNear } from "./lifetimes.ts";

export interface DropHistory {
  readonly sessions: readonly Session[];
  readonly events: readonly LogEvent[];
  /** Minutes that local time is ahead of UTC at a moment given in ms since 1970 UTC. */
  readonly utcOffsetMinutes: (wallMs: number) => number;
}

/** Key lifetimes have a random margin, and clients notice late: lengths within this ratio count as the same. */
const lengthSpread = 0.05;
/** Idle times end with the next question of the client, which has no fixed phase. */
const idleSpread = 0.1;
/** Most logs stamp whole seconds, so a difference of two stamps is this uncertain. */
const resolutionMs = 2000;
/** `Session.before` tells of the minute before the end began, and of the time until it was declared. */
const justBeforeMs = 60_000;
const longestEndingMs = 200_000;

/**
 * What the drops have in common, each thing with how likely chance explains it. Empty where nothing dropped: then there
 * is nothing to explain.
 */
export function findDropPatterns({ sessions, events, utcOffsetMinutes }: DropHistory): readonly DropPattern[] {
  const drops = sessions.filter(({ outcome }) => outcome === "dropped");
  if (drops.length === 0) return [];
  return [
    lengthPattern(drops),
    idlePattern(drops),
    timeOfDayPattern(sessions, utcOffsetMinutes),
    afterPattern("after-sleep", sleepEvents, "the computer had just slept or woken up", { drops, sessions, events }),
    afterPattern("after-network-change", networkChanges, "the network had just changed", { drops, sessions, events }),
  ];
}

const memoryless = "against drops that come at random times (exponential waiting): upper bound of the scan statistic";

function lengthPattern(drops: readonly Session[]): DropPattern {
  const lengths = drops.flatMap(({ lengthMs }) => (lengthMs === undefined ? [] : [lengthMs]));
  const { values, pValue } = largestCluster(lengths, lengthSpread, resolutionMs);
  const typicalMs = middle(values);
  const lifetime = typicalMs === undefined ? undefined : lifetimeNear(typicalMs);
  const shared = `had lasted about ${durationText(typicalMs ?? 0)}`;
  return patternOf(
    { kind: "constant-length", statistic: memoryless, drops: lengths.length, matching: values.length, pValue },
    lifetime === undefined ? shared : `${shared}, which is ${lifetime.meaning}`,
    {
      ...(typicalMs === undefined ? {} : { typicalMs }),
      ...(lifetime === undefined ? {} : { lifetime: lifetimeOnly(lifetime) }),
    },
  );
}

function idlePattern(drops: readonly Session[]): DropPattern {
  const idle = drops.flatMap(({ idleBeforeEndMs }) => (idleBeforeEndMs === undefined ? [] : [idleBeforeEndMs]));
  const { values, pValue } = largestCluster(idle, idleSpread, resolutionMs);
  const typicalMs = middle(values);
  return patternOf(
    { kind: "constant-idle-time", statistic: memoryless, drops: idle.length, matching: values.length, pValue },
    `came after about ${durationText(typicalMs ?? 0)} without traffic`,
    typicalMs === undefined ? {} : { typicalMs },
  );
}

interface Surroundings {
  readonly drops: readonly Session[];
  readonly sessions: readonly Session[];
  readonly events: readonly LogEvent[];
}

/**
 * Whether drops follow something more often than a random moment of the connected time would: the probability of such a
 * moment is at most the time that the occasions cover, over the connected time.
 */
function afterPattern(
  kind: "after-sleep" | "after-network-change",
  names: ReadonlySet<string>,
  shared: string,
  { drops, sessions, events }: Surroundings,
): DropPattern {
  const known = drops.filter(({ lengthMs }) => lengthMs !== undefined);
  const matching = known.filter(({ before }) => before.some(({ event }) => names.has(event))).length;
  const connectedMs = sessions.reduce((sum, { lengthMs }) => sum + (lengthMs ?? 0), 0);
  const covered = Math.min(1, coveredMs(events, names) / Math.max(connectedMs, 1));
  const statistic = `binomial test against random moments of the connected time, of which ${percent(covered)} lie just after such an event`;
  const pValue = binomialTail(known.length, matching, covered);
  return patternOf({ kind, statistic, drops: known.length, matching, pValue }, `came when ${shared}`);
}

/** An upper bound of the time in which an end would count as just after an event of these names. */
function coveredMs(events: readonly LogEvent[], names: ReadonlySet<string>): number {
  const times = events
    .flatMap(({ event, atMs }) => (atMs !== null && names.has(event) ? [atMs] : []))
    .sort((a, b) => a - b);
  const reachMs = justBeforeMs + longestEndingMs;
  let sumMs = 0;
  let untilMs = Number.NEGATIVE_INFINITY;
  for (const atMs of times) {
    sumMs += atMs + reachMs - Math.max(atMs, untilMs);
    untilMs = atMs + reachMs;
  }
  return sumMs;
}

function lifetimeOnly({ lifetimeMs, meaning, source }: NonNullable<ReturnType<typeof lifetimeNear>>) {
  return { lifetimeMs, meaning, source };
}

function middle(values: readonly number[]): number | undefined {
  return values.length < fewestDrops ? undefined : values[Math.floor((values.length - 1) / 2)];
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
