import { z975 } from "./distributions.ts";
import type { Estimate } from "./statistics.ts";

/** How long something lived; where `isAtLeast`, it was still alive then and nobody looked further. */
export interface Lifetime {
  readonly seconds: number;
  readonly isAtLeast: boolean;
}

export interface SurvivalStep {
  readonly seconds: number;
  readonly share: Required<Estimate>;
  /** Those that were still looked at just before. */
  readonly atRisk: number;
}

/** A curve shows no more; strangers' bundles could hold as many times as there are bundles. */
const maxSteps = 400;
/**
 * The share that survives, by time (E. L. Kaplan, P. Meier, JASA 53, 1958), with Greenwood's variance on the scale of
 * log(−log), which keeps the interval between 0 and 1 (J. D. Kalbfleisch, R. L. Prentice, The Statistical Analysis of
 * Failure Time Data, section 1.4). One step for each time at which one ended, and one at the end of what was looked at.
 */
export function survival(lifetimes: readonly Lifetime[]): readonly SurvivalStep[] {
  const ended = new Map<number, number>();
  const left = new Map<number, number>();
  for (const { seconds, isAtLeast } of lifetimes) {
    left.set(seconds, (left.get(seconds) ?? 0) + 1);
    ended.set(seconds, (ended.get(seconds) ?? 0) + (isAtLeast ? 0 : 1));
  }
  const steps: SurvivalStep[] = [];
  let atRisk = lifetimes.length;
  let share = 1;
  let sum = 0;
  const times = [...left.keys()].sort((one, other) => one - other);
  for (const seconds of times) {
    const deaths = ended.get(seconds) ?? 0;
    if (deaths > 0) {
      share *= 1 - deaths / atRisk;
      sum += deaths / (atRisk * Math.max(1, atRisk - deaths));
    }
    if (deaths > 0 || seconds === times.at(-1)) steps.push({ seconds, share: withInterval(share, sum), atRisk });
    atRisk -= left.get(seconds) ?? 0;
  }
  const every = Math.ceil(steps.length / maxSteps);
  return steps.filter((_step, place) => place % every === 0 || place === steps.length - 1);
}

function withInterval(share: number, greenwood: number): Required<Estimate> {
  if (share <= 0) return { value: 0, low: 0, high: 0 };
  if (share >= 1) return { value: 1, low: 1, high: 1 };
  const spread = (z975 * Math.sqrt(greenwood)) / Math.log(share);
  return { value: share, low: share ** Math.exp(-spread), high: share ** Math.exp(spread) };
}
