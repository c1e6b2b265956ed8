import {
  chiSquaredUpperTail,
  gammaQuantile,
  logChoose,
  pearson3UpperTail,
  studentT975,
  z975,
} from "./distributions.ts";
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
 * Drops per hour. The interval takes the bundles as they scatter (sandwich variance of the logarithm of a ratio, one cluster
 * a bundle, with Student's t for few of them), and is never narrower than the exact one of independent drops.
 */
export function dropRate(m: Moments): Estimate {
  if (m.hours <= 0) return { value: 0, low: 0 };
  const value = m.drops / m.hours;
  const exact = garwood(m.drops);
  const low = exact.low / m.hours;
  const high = exact.high / m.hours;
  if (m.drops === 0 || m.bundles < 2) return { value, low, high };
  const spread = Math.exp((studentT975(m.bundles - 1) * Math.sqrt(scatter(m))) / m.drops);
  return { value, low: Math.min(low, value / spread), high: Math.max(high, value * spread) };
}

/**
 * The variance of the number of drops, from how far each bundle is from the common rate. Bundles with many hours pull that
 * rate towards themselves, so that their residuals are too small by 1 − h/H: as in the jackknife (J. G. MacKinnon, H. White,
 * Journal of Econometrics 29, 1985, HC3), here to the first order, so that sums are enough.
 */
function scatter(m: Moments): number {
  const rate = m.drops / m.hours;
  const pull = Math.max(0, m.ddh - 2 * rate * m.dhh + rate * rate * m.hhh) / m.hours;
  return (m.bundles / (m.bundles - 1)) * (residuals(m, rate).squares + 2 * pull);
}

/**
 * How many times `other` the estimate `one` is, with the interval that both intervals give (squares added on the scale of
 * the logarithm, MOVER; G. Y. Zou, A. Donner, Statistics in Medicine 27, 2008). Undefined where one of them is 0.
 */
function quotient(one: Estimate, other: Estimate): Estimate | undefined {
  if (one.value <= 0 || other.value <= 0 || one.high === undefined || other.high === undefined) return undefined;
  const value = one.value / other.value;
  const down = Math.hypot(Math.log(one.value / one.low), Math.log(other.high / other.value));
  const up = Math.hypot(Math.log(one.high / one.value), Math.log(other.value / other.low));
  return { value, low: value * Math.exp(-down), high: value * Math.exp(up) };
}

/** How many times the rate of `rest` the rate of `group` is. Undefined where one of them has no hours or no drops. */
export function rateRatio(group: Moments, rest: Moments): Estimate | undefined {
  return group.bundles < 2 || rest.bundles < 2 ? undefined : quotient(dropRate(group), dropRate(rest));
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

/** How many times the share of the rest the group's share is. Undefined where one of them is 0. */
export function shareRatio({ with: count, of, restWith, restOf }: TwoByTwo): Estimate | undefined {
  return quotient(wilson(count, of), wilson(restWith, restOf));
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
 * Their variance takes drops as independent; here each side of a stratum brings how its bundles scatter, where that is more.
 */
export function mantelHaenszel(strata: readonly Stratum[]): Estimate | undefined {
  const sums = { numerator: 0, denominator: 0, aboveVariance: 0, belowVariance: 0, inGroup: 0, inRest: 0 };
  for (const { group, rest } of strata) {
    const hours = group.hours + rest.hours;
    if (group.hours <= 0 || rest.hours <= 0) continue;
    sums.numerator += (group.drops * rest.hours) / hours;
    sums.denominator += (rest.drops * group.hours) / hours;
    sums.aboveVariance += (rest.hours / hours) ** 2 * dropsVariance(group);
    sums.belowVariance += (group.hours / hours) ** 2 * dropsVariance(rest);
    sums.inGroup += group.bundles;
    sums.inRest += rest.bundles;
  }
  const { numerator, denominator, aboveVariance, belowVariance, inGroup, inRest } = sums;
  const degreesOfFreedom = Math.min(inGroup, inRest) - 1;
  if (numerator <= 0 || denominator <= 0 || degreesOfFreedom < 1) return undefined;
  const value = numerator / denominator;
  const deviation = Math.sqrt(aboveVariance / numerator ** 2 + belowVariance / denominator ** 2);
  const spread = Math.exp(studentT975(degreesOfFreedom) * deviation);
  return { value, low: value / spread, high: value * spread };
}

/** The variance of the number of drops, and no less than that of independent ones (Poisson). */
const dropsVariance = (m: Moments): number => (m.bundles < 2 ? m.drops : Math.max(m.drops, scatter(m)));
