/**
 * Probability of at least `successes` of `trials` when each succeeds with `probability` on its own (upper tail of the
 * binomial distribution).
 */
export function binomialTail(trials: number, successes: number, probability: number): number {
  if (successes <= 0) return 1;
  if (successes > trials || probability <= 0) return 0;
  if (probability >= 1) return 1;
  const logOdds = Math.log(probability) - Math.log1p(-probability);
  let logTerm = trials * Math.log1p(-probability);
  let sum = 0;
  for (let count = 0; count <= trials; count += 1) {
    if (count >= successes) sum += Math.exp(logTerm);
    logTerm += Math.log((trials - count) / (count + 1)) + logOdds;
  }
  return Math.min(1, sum);
}

/** The values that lie closest together, and how likely chance alone puts as many as close. */
export interface Cluster {
  /** In ascending order. */
  readonly values: readonly number[];
  readonly pValue: number;
}

/**
 * The largest group of values within `spread` (a ratio, such as 0.05) of its smallest, or within `resolution` where that
 * is wider. Chance means waiting times of events that have no memory, which are exponentially distributed with any mean.
 *
 * The p value is an upper bound: of `n` such times, the others each fall into the window that begins at one of them with
 * a probability of at most e^-x - e^-rx at x = ln r / (r - 1), whatever the mean; the windows' binomial tails are added
 * up (Bonferroni's inequality).
 */
export function largestCluster(times: readonly number[], spread: number, resolution: number): Cluster {
  const sorted = times.filter((time) => time > 0).sort((a, b) => a - b);
  let best: readonly number[] = [];
  let end = 0;
  sorted.forEach((smallest, start) => {
    while ((sorted[end] ?? Number.POSITIVE_INFINITY) <= widthFrom(smallest, spread, resolution)) end += 1;
    if (end - start > best.length) best = sorted.slice(start, end);
  });
  const smallest = best[0];
  if (smallest === undefined) return { values: [], pValue: 1 };
  const ratio = widthFrom(smallest, spread, resolution) / smallest;
  const likeliest = Math.log(ratio) / (ratio - 1);
  const inWindow = Math.exp(-likeliest) - Math.exp(-ratio * likeliest);
  const pValue = Math.min(1, sorted.length * binomialTail(sorted.length - 1, best.length - 1, inWindow));
  return { values: best, pValue };
}

function widthFrom(smallest: number, spread: number, resolution: number): number {
  return Math.max(smallest * (1 + spread), smallest + resolution);
}
