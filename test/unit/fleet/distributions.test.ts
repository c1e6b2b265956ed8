import { describe, expect, it } from "vitest";
import {
  binomialLowerTail,
  chiSquaredUpperTail,
  gammaLowerTail,
  gammaQuantile,
  gammaUpperTail,
  logChoose,
  logGamma,
  normalUpperTail,
  pearson3UpperTail,
  studentT975,
} from "../../../main/fleet/distributions.ts";

describe("distributions against published tables", () => {
  // Abramowitz and Stegun, tables 6.1 and 26.1; NIST/SEMATECH e-Handbook, section 1.3.6.7.4 (chi-squared).
  it.each([
    [1, 0],
    [5, Math.log(24)],
    [0.5, 0.5 * Math.log(Math.PI)],
    [100, 359.1342053695754],
  ])("log gamma of %f", (x, expected) => expect(logGamma(x)).toBeCloseTo(expected, 10));

  it.each([
    [3.841, 1, 0.05],
    [6.635, 1, 0.01],
    [18.307, 10, 0.05],
    [124.342, 100, 0.05],
  ])("chi-squared %f with %i degrees", (statistic, degrees, p) =>
    expect(chiSquaredUpperTail(statistic, degrees)).toBeCloseTo(p, 4),
  );

  it.each([
    [0, 0.5],
    [1, 0.158655254],
    [1.959963985, 0.025],
    [3, 0.001349898],
    [-1, 0.841344746],
  ])("normal tail beyond %f", (z, p) => expect(normalUpperTail(z)).toBeCloseTo(p, 8));

  it.each([
    [1, 12.7062, 4],
    [2, 4.3027, 4],
    [3, 3.182, 2],
    [5, 2.5706, 3],
    [10, 2.2281, 4],
    [30, 2.0423, 4],
    [120, 1.9799, 4],
  ])("the 97.5 %% point of Student's t with %i degrees", (degrees, expected, digits) =>
    expect(studentT975(degrees)).toBeCloseTo(expected, digits),
  );

  it("keeps tiny tails as they are", () => {
    // Abramowitz and Stegun, table 26.2: -log10 Q(10) = 23.11805.
    expect(-Math.log10(normalUpperTail(10))).toBeCloseTo(23.11805, 4);
    expect(gammaLowerTail(10, 0.1) + gammaUpperTail(10, 0.1)).toBeCloseTo(1, 12);
  });

  it("finds the quantile that the tail belongs to", () => {
    // Half of the 95 % points of chi-squared.
    expect(2 * gammaQuantile(5, 0.975)).toBeCloseTo(20.483, 3);
    expect(2 * gammaQuantile(1, 0.025)).toBeCloseTo(0.0506, 4);
  });

  it.each([
    // H. L. Harter's table of Pearson type III (as in USGS Bulletin 17B, appendix 3): K for 1 % and 99 %.
    [2.32635, 0, 0.01],
    [3.02256, 1, 0.01],
    [1.58838, -1, 0.01],
    [-1.58838, 1, 0.99],
  ])("Pearson III at %f with skewness %f", (z, skewness, p) =>
    expect(pearson3UpperTail(z, skewness)).toBeCloseTo(p, 5),
  );

  it("sums a binomial tail", () => {
    expect(binomialLowerTail(1, 10, 0.1)).toBeCloseTo(0.7360989291, 9);
    expect(binomialLowerTail(10, 10, 0.1)).toBeCloseTo(1, 12);
  });
});

describe("binomialLowerTail", () => {
  it("is the sum of all probabilities, on both sides of the mean", () => {
    for (const [trials, chance] of [
      [1, 0.5],
      [10, 0.01],
      [60, 0.3],
      [60, 0.99],
    ] as const) {
      let sum = 0;
      for (let k = 0; k <= trials; k += 1) {
        sum += Math.exp(logChoose(trials, k) + k * Math.log(chance) + (trials - k) * Math.log1p(-chance));
        expect(binomialLowerTail(k, trials, chance)).toBeCloseTo(sum, 12);
      }
    }
    expect(binomialLowerTail(-1, 10, 0.5)).toBe(0);
  });
});
