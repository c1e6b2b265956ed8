import type { NatLifetimeMode } from "./plan.ts";

/*
 * A lifetime from public ports alone. A gateway tells, in its NAT detection hash, the port that a socket comes from; a
 * NAT that does not keep ports gives it another one as soon as it has forgotten the old mapping. Another port is proof
 * that the mapping ended. The same one proves nothing by itself, because a NAT may give a port again: so nothing is said
 * before the port has changed twice and the lower end was seen twice. Each look at the port costs a half-open SA: silences are few.
 */

/** What one silence showed. */
export type PortResult =
  /** The port is the one from before; the mapping was idle for `idleMs` at least. */
  | { readonly kind: "same"; readonly idleMs: number }
  /** It is another one; the mapping was idle for `idleMs` at most. */
  | { readonly kind: "changed"; readonly idleMs: number }
  /** Nothing: no answer, the computer slept, or nobody wants to know any more. */
  | { readonly kind: "void" };

/** Why it cannot be done here. */
export type PortObstacle =
  /** The NAT keeps the port of this computer, or there is none. */
  | "port-kept"
  /** No port explains the hash: the gateway sees another address, or makes its hashes up. */
  | "address-differs"
  /** A port that was seen before came again after it had been given up, or a longer silence changed less than a shorter one. */
  | "ports-come-again"
  | "not-accepted";

export interface PortBounds {
  readonly lowMs: number;
  readonly highMs: number;
}

export interface PortSearch {
  readonly mode: NatLifetimeMode;
  /** Silences that are tried before the lifetime is between two of them. */
  readonly ladderMs: readonly number[];
  /** Another measurement has seen this NAT change ports, and when: one look at each end is enough to confirm that. */
  readonly prior: PortBounds | null;
  readonly lowMs: number;
  readonly highMs: number | null;
  /** Silences after which the port was the same. */
  readonly sameMs: readonly number[];
  /** How often it was another. */
  readonly changed: number;
  readonly voids: number;
  readonly splits: number;
  /** Silences that are being kept, by worker. */
  readonly underWay: ReadonlyMap<number, number>;
  readonly obstacle: PortObstacle | null;
}

const laddersMs: Readonly<Record<NatLifetimeMode, readonly number[]>> = {
  quick: [31_000, 66_000],
  standard: [31_000, 66_000, 125_000],
  deep: [31_000, 66_000, 125_000, 185_000, 305_000, 605_000],
};
/** Silences that only make the bracket narrower. */
const mostSplits: Readonly<Record<NatLifetimeMode, number>> = { quick: 1, standard: 3, deep: 4 };
const mostVoids = 3;
/** How often the lower end must be seen, and the port change. */
const proofs = 2;
/** How far from an end its second look is, how far one may be to count for that end, and how far looks at a prior's ends are. */
const marginRatio = 0.05;
const nearRatio = 0.12;
const priorMarginRatio = 0.1;
const marginMs = 500;
/** No NAT that holds any tunnel forgets sooner. */
const shortestMs = 3_000;
const narrowMs = 2_000;
const narrowRatio = 0.08;
const looksAtPrior = 2;
/** With the packets before and after it, such a silence lasts as long as the ration's window. */
const shortestAtOnceMs = 29_000;

/** A search that knows nothing; `prior`: what another method says of the same NAT, by a server's port. */
export function newPortSearch(mode: NatLifetimeMode, prior: PortBounds | null): PortSearch {
  const around = prior === null ? [] : looksAround(prior);
  const lastMs = around.at(-1) ?? 0;
  return {
    mode,
    ladderMs: [...around, ...laddersMs[mode].filter((idleMs) => idleMs > lastMs)],
    prior,
    lowMs: 0,
    highMs: null,
    sameMs: [],
    changed: 0,
    voids: 0,
    splits: 0,
    underWay: new Map(),
    obstacle: null,
  };
}

function looksAround({ lowMs, highMs }: PortBounds): readonly [number, number] {
  const belowMs = Math.round(lowMs * (1 - priorMarginRatio) - marginMs);
  return [Math.max(shortestMs, belowMs), Math.round(highMs * (1 + priorMarginRatio) + marginMs)];
}

/** The silence, in ms, that a free worker keeps next; null where there is nothing to try, or not before others are done. */
export function nextPortSilence(search: PortSearch): number | null {
  const { ladderMs, prior, lowMs, highMs, underWay, obstacle, voids } = search;
  if (obstacle !== null || voids >= mostVoids) return null;
  const kept = [...underWay.values()];
  const wantedMs = highMs === null ? step() : isNarrow(search) ? secondLook(search) : splitOf(search);
  // Short silences end sooner than the ration of two at once comes back, so they are kept one by one.
  const isAlone = kept.length === 0 || (wantedMs !== null && Math.min(wantedMs, ...kept) >= shortestAtOnceMs);
  return isAlone ? wantedMs : null;

  function step(): number | null {
    // What another method says is looked at first.
    const steps = prior !== null && kept.length > 0 ? ladderMs.slice(0, looksAtPrior) : ladderMs;
    const found = steps.find((idleMs) => idleMs > lowMs && !kept.includes(idleMs));
    if (found !== undefined) return found;
    // Where another method has said something, everything but its ends waits for what they show.
    return (prior === null) === kept.length > 0 ? secondLook(search) : null;
  }
}

/** Whether that silence may end now: what was found since it began says already how it would end. */
export function isMoot({ obstacle, lowMs, highMs }: PortSearch, idleMs: number): boolean {
  const isBelow = idleMs < lowMs * (1 - nearRatio);
  return obstacle !== null || isBelow || (highMs !== null && idleMs > highMs * (1 + nearRatio));
}

/** Whether a lifetime may be said. */
export function isProven(search: PortSearch): boolean {
  const { prior, highMs, sameMs, changed } = search;
  if (isConfirmed(search)) return true;
  // A NAT that changes ports for a server, but not here after longer silences, keeps mappings to this port longer.
  if (prior !== null && highMs === null) return sameMs.filter((idleMs) => idleMs > prior.highMs).length >= proofs;
  return looksAtLow(search) >= proofs && changed >= proofs;
}

/** Whether one look at each end agrees with what another method says. */
function isConfirmed({ prior, lowMs, highMs }: PortSearch): boolean {
  return prior !== null && lowMs > 0 && lowMs < prior.highMs && highMs !== null && highMs > prior.lowMs;
}

function looksAtLow({ sameMs, lowMs }: PortSearch): number {
  return sameMs.filter((idleMs) => idleMs >= lowMs * (1 - nearRatio)).length;
}

export function beginSilence(search: PortSearch, worker: number, idleMs: number): PortSearch {
  const { lowMs, highMs, splits } = search;
  const isSplit = highMs !== null && idleMs > lowMs && idleMs < highMs;
  return {
    ...search,
    splits: isSplit ? splits + 1 : splits,
    underWay: new Map([...search.underWay, [worker, idleMs]]),
  };
}

/** The search after the silence of `worker`. */
export function afterPortSilence(search: PortSearch, worker: number, result: PortResult): PortSearch {
  const underWay = new Map([...search.underWay].filter(([other]) => other !== worker));
  const { lowMs, highMs } = search;
  switch (result.kind) {
    case "void":
      return { ...search, underWay, voids: search.voids + 1 };
    case "same": {
      const sameMs = [...search.sameMs, result.idleMs];
      const told = { ...search, underWay, sameMs, lowMs: Math.max(lowMs, result.idleMs) };
      return highMs !== null && result.idleMs >= highMs ? withObstacle(told, "ports-come-again") : told;
    }
    case "changed": {
      const atMostMs = Math.min(highMs ?? Infinity, result.idleMs);
      const told = { ...search, underWay, changed: search.changed + 1, highMs: atMostMs };
      return atMostMs <= lowMs ? withObstacle(told, "ports-come-again") : told;
    }
  }
}

/** The first obstacle stays. */
export function withObstacle(search: PortSearch, obstacle: PortObstacle): PortSearch {
  return { ...search, obstacle: search.obstacle ?? obstacle };
}

function isNarrow(search: PortSearch): boolean {
  const { mode, lowMs, highMs, splits } = search;
  if (highMs === null || splits >= mostSplits[mode]) return true;
  // What is confirmed has a bracket that is narrower than any that is worth its half-open SAs here.
  return isConfirmed(search) || highMs - lowMs <= Math.max(narrowMs, narrowRatio * highMs);
}

/** Another look at an end that was seen only once: just below it, or just above. */
function secondLook(search: PortSearch): number | null {
  const { lowMs, highMs, changed, underWay } = search;
  if (isConfirmed(search)) return null;
  const kept = [...underWay.values()];
  const wantsLow = lowMs > 0 && looksAtLow(search) < proofs && !kept.some((idleMs) => idleMs <= lowMs);
  if (wantsLow) return Math.max(shortestMs, Math.round(lowMs * (1 - marginRatio)));
  const wantsHigh = highMs !== null && changed < proofs && !kept.some((idleMs) => idleMs >= highMs);
  return wantsHigh ? Math.round(highMs * (1 + marginRatio)) : null;
}

/** The middle of the widest gap that nobody looks into yet. */
function splitOf({ lowMs, highMs, underWay }: PortSearch): number | null {
  const fromMs = Math.max(lowMs, shortestMs);
  const toMs = highMs ?? fromMs;
  const inside = [...underWay.values()].filter((idleMs) => idleMs > fromMs && idleMs < toMs).sort((a, b) => a - b);
  const ends = [fromMs, ...inside, toMs];
  const gaps = ends.slice(1).map((endMs, index) => ({ startMs: ends[index] ?? fromMs, endMs }));
  const widest = gaps.reduce((best, gap) => (gap.endMs - gap.startMs > best.endMs - best.startMs ? gap : best));
  const middleMs = Math.round((widest.startMs + widest.endMs) / 2);
  return widest.endMs - widest.startMs < narrowMs ? null : middleMs;
}
