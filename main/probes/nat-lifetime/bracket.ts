import { hasEnded, type Lane } from "./lane.ts";

/** What the lanes of one group say together. */
export interface Bracket {
  /** The longest silence that a mapping outlived; 0 where none did. */
  readonly lowMs: number;
  /** The shortest silence that none outlived; null where all did. */
  readonly highMs: number | null;
  /** Lanes that say otherwise than the rest: an answer that got lost, or a port with an older mapping. */
  readonly contradictions: number;
}

/**
 * Three copies of an answer rarely get lost together, and a port rarely inherits an older, longer mapping; the latter is
 * rarer. A lifetime is the more likely the less it leaves to be explained by either.
 */
const costs = { falselyExpired: 3, falselyAlive: 4 } as const;
/** So many silences in a row, none outlived, and nobody waits for longer ones. */
const expiredToStop = 2;

/** The most likely lifetime, or null where no lane says anything. */
export function bracketOf(lanes: readonly Lane[]): Bracket | null {
  const evidence = evidenceOf(lanes);
  if (evidence.length === 0) return null;
  // `cost` of putting the lifetime below the first lane: all that are alive must be explained.
  let cost = evidence.filter(({ alive }) => alive).length * costs.falselyAlive;
  let best = { cost, split: 0 };
  evidence.forEach(({ alive }, index) => {
    cost += alive ? -costs.falselyAlive : costs.falselyExpired;
    if (cost < best.cost) best = { cost, split: index + 1 };
  });
  const below = evidence.slice(0, best.split);
  const above = evidence.slice(best.split);
  return {
    lowMs: Math.max(0, ...below.filter(({ alive }) => alive).map(({ idleMs }) => idleMs)),
    highMs: above.find(({ alive }) => !alive)?.idleMs ?? null,
    contradictions: below.filter(({ alive }) => !alive).length + above.filter(({ alive }) => alive).length,
  };
}

/** Whether longer silences can add nothing any more. */
export function isSettled(lanes: readonly Lane[]): boolean {
  if (lanes.every(hasEnded)) return true;
  const evidence = evidenceOf(lanes);
  const longest = evidence.at(-1);
  const top = evidence.slice(-expiredToStop);
  if (longest === undefined || top.length < expiredToStop || top.some(({ alive }) => alive)) return false;
  return lanes.every((lane) => hasEnded(lane) || lane.plan.idleMs > longest.planMs);
}

interface LaneEvidence {
  readonly alive: boolean;
  readonly idleMs: number;
  readonly planMs: number;
}

function evidenceOf(lanes: readonly Lane[]): readonly LaneEvidence[] {
  return lanes
    .flatMap(({ phase, plan }) =>
      phase.kind === "alive" || phase.kind === "expired"
        ? [{ alive: phase.kind === "alive", idleMs: phase.idleMs, planMs: plan.idleMs }]
        : [],
    )
    .sort((left, right) => left.planMs - right.planMs);
}
