import { chiSquaredUpperTail, gammaQuantile, logChoose, pearson3UpperTail, z975 } from "./distributions.ts";
import { combined, residuals, type Moments } from "./moments.ts";

/** An estimate with the bounds of its 95 % confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  /** Absent: there is no upper bound. */
  readonly high?: number;
}

/** A share with Wilson's score interval (E. B. Wilson, JASA 22, 1927). Of nothing, everything is possible. */
export function wilson(count: number, total: number): Estimate {
  if (total === 0) return { value: 0, low: 0, high: 1 };
  const share = count / total;
  const denominator = 1 + z975 ** 2 / total;
  const centre = (share + z975 ** 2 / (2 * total)) / denominator;
  const half = (z975 / denominator) * Math.sqrt((share * (1 - share)) / total + z975 ** 2 / (4 * total ** 2));
  return {
    value: share,
    low: count === 0 ? 0 : Math.max(0, centre - half),
    high: count === total ? 1 : Math.min(1, centre + half),
  };
}

/** The exact interval of a Poisson mean for a count (F. Garwood, Biometrika 28, 1936). */
export function garwood(count: number): { readonly low: number; readonly high: number } {
  return { low: count === 0 ? 0 : gammaQuantile(count, 0.025), high: gammaQuantile(count + 1, 0.975) };
}

/**
 * Drops per hour. The interval takes the bundles as they scatter (sandwich variance of the logarithm of a ratio, one
 * cluster a bundle), and is never narrower than the exact one of independent drops.
 */
export function dropRate(m: Moments): Estimate {
  if (m.hours <= 0) return { value: 0, low: 0 };
  const value = m.drops / m.hours;
  const exact = garwood(m.drops);
  const low = exact.low / m.hours;
  const high = exact.high / m.hours;
  if (m.drops === 0 || m.bundles < 2) return { value, low, high };
  const spread = Math.exp(z975 * Math.sqrt(logRateVariance(m)));
  return { value, low: Math.min(low, value / spread), high: Math.max(high, value * spread) };
}

function logRateVariance(m: Moments): number {
  const { squares } = residuals(m, m.drops / m.hours);
  return ((m.bundles / (m.bundles - 1)) * squares) / m.drops ** 2;
}

/** How many times the rate of `rest` the rate of `group` is. Undefined where one of them has no hours or no drops. */
export function rateRatio(group: Moments, rest: Moments): Estimate | undefined {
  if (Math.min(group.hours, rest.hours, group.drops, rest.drops) <= 0 || group.bundles < 2 || rest.bundles < 2)
    return undefined;
  const value = group.drops / group.hours / (rest.drops / rest.hours);
  const variance = Math.max(logRateVariance(group), 1 / group.drops) + Math.max(logRateVariance(rest), 1 / rest.drops);
  const spread = Math.exp(z975 * Math.sqrt(variance));
  return { value, low: value / spread, high: value * spread };
}

/**
 * Does `group` drop at another rate than `rest`? A permutation test over bundles: the group's surplus of drops over the
 * common rate, against what drawing as many bundles at random would give. Mean, variance and third moment of that are
 * known exactly (sampling without replacement from a finite population; W. G. Cochran, Sampling Techniques, 3rd ed.,
 * chapter 2), and bursts of drops are in them.
 *
 * @returns the two-sided p-value; 1 where nothing can differ
 */
export function dropRateTest(group: Moments, rest: Moments): number {
  const all = combined(group, rest);
  const n = group.bundles;
  const total = all.bundles;
  if (n === 0 || n === total || total < 3 || all.hours <= 0 || all.drops === 0) return 1;
  const rate = all.drops / all.hours;
  const { squares, cubes } = residuals(all, rate);
  const variance = (n * (total - n) * squares) / (total * (total - 1));
  if (variance <= 0) return 1;
  const third = (n * (total - n) * (total - 2 * n) * cubes) / (total * (total - 1) * (total - 2));
  const skewness = third / variance ** 1.5;
  const z = (group.drops - rate * group.hours) / Math.sqrt(variance);
  const upper = pearson3UpperTail(z, skewness);
  const lower = pearson3UpperTail(-z, -skewness);
  return Math.min(1, 2 * Math.min(upper, lower));
}

/** Two groups, each with how many of it have something. */
export interface TwoByTwo {
  readonly with: number;
  readonly of: number;
  readonly restWith: number;
  readonly restOf: number;
}

/** Below this expected count the chi-squared distribution is no good approximation (W. G. Cochran, Biometrics 10, 1954, asks for 5). */
const minExpected = 10;

/** Do two shares differ? Fisher's exact test where an expected count is small, else Pearson's chi-squared. Two-sided. */
export function shareTest(table: TwoByTwo): { readonly method: "fisher" | "chi-squared"; readonly p: number } {
  const total = table.of + table.restOf;
  const having = table.with + table.restWith;
  const smallest = (Math.min(table.of, table.restOf) * Math.min(having, total - having)) / Math.max(1, total);
  if (smallest < minExpected) return { method: "fisher", p: fisherExact(table) };
  const statistic =
    (total * (table.with * (table.restOf - table.restWith) - table.restWith * (table.of - table.with)) ** 2) /
    (table.of * table.restOf * having * (total - having));
  return { method: "chi-squared", p: chiSquaredUpperTail(statistic, 1) };
}

/** Fisher's exact test: the probability of all tables, with these margins, that are no likelier than this one. */
export function fisherExact({ with: count, of, restWith, restOf }: TwoByTwo): number {
  const having = count + restWith;
  const logTotal = logChoose(of + restOf, having);
  const logChance = (k: number): number => logChoose(of, k) + logChoose(restOf, having - k) - logTotal;
  // Tables that are as likely differ by rounding only; R's fisher.test takes the same margin.
  const limit = logChance(count) + 1e-7;
  let p = 0;
  for (let k = Math.max(0, having - restOf); k <= Math.min(of, having); k += 1) {
    const chance = logChance(k);
    if (chance <= limit) p += Math.exp(chance);
  }
  return Math.min(1, p);
}

/** How many times the share of the rest the group's share is, with Katz's interval (D. Katz et al., Biometrics 34, 1978). */
export function shareRatio({ with: count, of, restWith, restOf }: TwoByTwo): Estimate | undefined {
  if (Math.min(count, restWith, of, restOf) <= 0) return undefined;
  const value = count / of / (restWith / restOf);
  const spread = Math.exp(z975 * Math.sqrt(Math.max(0, 1 / count - 1 / of + 1 / restWith - 1 / restOf)));
  return { value, low: value / spread, high: value * spread };
}

/** The p-values as they count among all tests (Y. Benjamini, Y. Hochberg, JRSS B 57, 1995), in the same order. */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((one, other) => other.p - one.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  order.forEach(({ p, index }, place) => {
    least = Math.min(least, (p * pValues.length) / (pValues.length - place));
    adjusted[index] = least;
  });
  return adjusted;
}

/** One stratum: the group and the rest within it. */
export interface Stratum {
  readonly group: Moments;
  readonly rest: Moments;
}

/**
 * The rate ratio within strata after Mantel and Haenszel (S. Greenland, J. M. Robins, Biometrics 41, 1985, for time at risk).
 * Their variance takes drops as independent; it is widened by how much more than that the bundles scatter.
 */
export function mantelHaenszel(strata: readonly Stratum[]): Estimate | undefined {
  let numerator = 0;
  let denominator = 0;
  let variance = 0;
  let squares = 0;
  let expected = 0;
  for (const { group, rest } of strata) {
    const hours = group.hours + rest.hours;
    if (group.hours <= 0 || rest.hours <= 0) continue;
    numerator += (group.drops * rest.hours) / hours;
    denominator += (rest.drops * group.hours) / hours;
    variance += ((group.drops + rest.drops) * group.hours * rest.hours) / hours ** 2;
    for (const side of [group, rest]) {
      squares += residuals(side, side.drops / side.hours).squares;
      expected += side.drops;
    }
  }
  if (numerator <= 0 || denominator <= 0) return undefined;
  const dispersion = Math.max(1, squares / Math.max(expected, 1));
  const value = numerator / denominator;
  const spread = Math.exp(z975 * Math.sqrt((dispersion * variance) / (numerator * denominator)));
  return { value, low: value / spread, high: value * spread };
}
