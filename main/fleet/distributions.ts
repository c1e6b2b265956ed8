/*
 * The distributions that the tests of a fleet need. Each function is checked against published values in
 * test/unit/fleet/distributions.test.ts.
 */

/** The 97.5 % point of the standard normal distribution. */
export const z975 = 1.959963984540054;

/** The 97.5 % points of Student's distribution with 1 and with 2 degrees of freedom (tables). */
const studentT975OfFew = [12.706204736432095, 4.302652729696142] as const;
/** Terms of its expansion in 1/degrees, from the second on (R. A. Fisher, E. A. Cornish, Technometrics 2, 1960). */
const studentTerms = [
  (z975 ** 3 + z975) / 4,
  (5 * z975 ** 5 + 16 * z975 ** 3 + 3 * z975) / 96,
  (3 * z975 ** 7 + 19 * z975 ** 5 + 17 * z975 ** 3 - 15 * z975) / 384,
  (79 * z975 ** 9 + 776 * z975 ** 7 + 1482 * z975 ** 5 - 1920 * z975 ** 3 - 945 * z975) / 92_160,
] as const;

/**
 * The 97.5 % point of Student's distribution, to 0.2 % with 3 degrees of freedom and to 1e-5 from 9 on.
 *
 * @param degreesOfFreedom a whole number, 1 or more
 */
export function studentT975(degreesOfFreedom: number): number {
  return (
    studentT975OfFew[degreesOfFreedom - 1] ??
    studentTerms.reduce((sum, term, power) => sum + term / degreesOfFreedom ** (power + 1), z975)
  );
}

/** Lanczos' coefficients for g = 7, n = 9 (Numerical Recipes, 3rd ed., section 6.1; relative error below 1e-14). */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** Logarithm of the gamma function, for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const base = shifted + 7.5;
  const sum = lanczos.reduce(
    (total, coefficient, index) => total + (index === 0 ? coefficient : coefficient / (shifted + index)),
    0,
  );
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

const maxTerms = 10_000;
const precision = 1e-15;
/** What is less likely than e to this is taken for impossible: the database's arithmetic, which has to agree, ends there. */
const leastLog = -650;
/** From here on the approximation by Wilson and Hilferty is closer than the sums, which would have too many terms. */
const largeShape = 1e6;

/** Upper tail of the gamma distribution with this shape and scale 1: Q(shape, x) (Numerical Recipes, section 6.2). */
export function gammaUpperTail(shape: number, x: number): number {
  if (x <= 0) return 1;
  const front = density(shape, x);
  return x < shape + 1 ? 1 - front * gammaSeries(shape, x) : front * gammaFraction(shape, x);
}

/** Lower tail: P(shape, x), accurate also where it is tiny. */
export function gammaLowerTail(shape: number, x: number): number {
  if (x <= 0) return 0;
  const front = density(shape, x);
  return x < shape + 1 ? front * gammaSeries(shape, x) : 1 - front * gammaFraction(shape, x);
}

/** The density at x, times x. */
function density(shape: number, x: number): number {
  const log = shape * Math.log(x) - x - logGamma(shape);
  return log < leastLog ? 0 : Math.exp(log);
}

function gammaSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < maxTerms && Math.abs(term) > Math.abs(sum) * precision; n += 1) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** By Lentz's method. */
function gammaFraction(shape: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < maxTerms; n += 1) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / nonZero(a * d + b, tiny);
    c = nonZero(b + a / c, tiny);
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < precision) break;
  }
  return value;
}

const nonZero = (value: number, tiny: number): number => (Math.abs(value) < tiny ? tiny : value);

/** Upper tail of the chi-squared distribution. */
export function chiSquaredUpperTail(statistic: number, degreesOfFreedom: number): number {
  return gammaUpperTail(degreesOfFreedom / 2, statistic / 2);
}

/** Upper tail of the standard normal distribution. */
export function normalUpperTail(z: number): number {
  const half = 0.5 * chiSquaredUpperTail(z * z, 1);
  return z >= 0 ? half : 1 - half;
}

/**
 * The `x` in which the gamma distribution (scale 1) reaches 2.5 % or 97.5 %: Wilson's and Hilferty's approximation (PNAS 17,
 * 1931), made exact by Newton's method.
 *
 * @param shape 1 or more
 */
export function gammaQuantile(shape: number, probability: 0.025 | 0.975): number {
  const z = probability === 0.025 ? -z975 : z975;
  let x = shape * (1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
  if (shape > largeShape) return x;
  for (let step = 0; step < 50; step += 1) {
    const change = ((gammaLowerTail(shape, x) - probability) * x) / density(shape, x);
    x = Math.max(x / 10, x - change);
    if (Math.abs(change) < 1e-13 * x) break;
  }
  return x;
}

/**
 * Upper tail of a distribution of mean 0, standard deviation 1 and this skewness, as Pearson's type III: the usual
 * approximation of permutation distributions (P. W. Mielke, K. J. Berry: Permutation Methods, 2nd ed., section 2.3).
 */
export function pearson3UpperTail(z: number, skewness: number): number {
  if (Math.abs(skewness) < 1e-3) return normalUpperTail(z);
  const shape = 4 / (skewness * skewness);
  const x = shape + z * Math.sqrt(shape) * Math.sign(skewness);
  return skewness > 0 ? gammaUpperTail(shape, x) : gammaLowerTail(shape, x);
}

/** Probability of at most `successes` of `trials`, each with `chance`. */
export function binomialLowerTail(successes: number, trials: number, chance: number): number {
  if (successes < 0) return 0;
  if (successes >= trials) return 1;
  // From the end of the tail that is further from the middle each term is smaller than the one before.
  return successes < trials * chance
    ? binomialTail(successes, trials, chance)
    : 1 - binomialTail(trials - successes - 1, trials, 1 - chance);
}

/** The sum of the probabilities of `count`, `count` - 1 and so on, below the mean, as far as they matter. */
function binomialTail(count: number, trials: number, chance: number): number {
  let term = Math.exp(logChoose(trials, count) + count * Math.log(chance) + (trials - count) * Math.log1p(-chance));
  let total = term;
  for (let k = count; k > 0 && term > total * precision; k -= 1) {
    term *= (k / (trials - k + 1)) * ((1 - chance) / chance);
    total += term;
  }
  return total;
}

/** Logarithm of the number of ways to choose `k` of `n`. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
