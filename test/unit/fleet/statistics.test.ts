import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combined, countInto, momentsAt, momentsLength, noMoments, type Moments } from "../../../main/fleet/moments.ts";
import { coveredFromBelow } from "../../../main/fleet/quantiles.ts";
import { seededRandom } from "../../../main/fleet/random.ts";
import {
  benjaminiHochberg,
  dropRate,
  dropRateTest,
  fisherExact,
  garwood,
  mantelHaenszel,
  rateRatio,
  shareRatio,
  shareTest,
  wilson,
  type Estimate,
} from "../../../main/fleet/statistics.ts";

const momentsOf = (bundles: readonly (readonly [drops: number, hours: number])[]): Moments => {
  const sums = new Float64Array(momentsLength);
  for (const [drops, hours] of bundles) countInto(sums, 0, drops, hours, 0);
  return momentsAt(sums, 0);
};

describe("intervals against published values", () => {
  it.each([
    // R. G. Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("Wilson: %i of %i", (count, total, low, high) => {
    const found = wilson(count, total);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it.each([
    // F. Garwood's table, as in every textbook of epidemiology.
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [10, 4.795, 18.39],
    [100, 81.36, 121.63],
  ])("Garwood: %i events", (count, low, high) => {
    expect(garwood(count).low).toBeCloseTo(low, 2);
    expect(garwood(count).high).toBeCloseTo(high, 2);
  });

  it("is wider where the same drops come in bursts", () => {
    const even = dropRate(momentsOf(Array.from({ length: 100 }, () => [1, 10])));
    const bursts = dropRate(momentsOf(Array.from({ length: 100 }, (_, index) => [index % 20 === 0 ? 20 : 0, 10])));
    expect(bursts.value).toBeCloseTo(even.value, 12);
    expect((bursts.high ?? 0) - bursts.low).toBeGreaterThan(2 * ((even.high ?? 0) - even.low));
  });
});

describe("intervals of drop rates hold the truth", () => {
  /** Of so many made-up groups the share in which an interval holds what they were made from. */
  const groups = 2000;
  const random = seededRandom(1);
  const draw = (bundles: number, rate: number): Moments =>
    momentsOf(
      Array.from({ length: bundles }, () => {
        const hours = 4 + 36 * random.next();
        return [random.poisson(rate * hours * random.frailty(1.5)), hours] as const;
      }),
    );
  const shareHeld = (make: () => Estimate | undefined, truth: number): number =>
    Array.from({ length: groups }, make).filter(
      (found) => found !== undefined && found.low <= truth && truth <= (found.high ?? Number.POSITIVE_INFINITY),
    ).length / groups;

  it.each([10, 20, 40, 120])("in 94 of 100 groups of %i bundles or more", (bundles) => {
    expect(shareHeld(() => dropRate(draw(bundles, 0.1)), 0.1)).toBeGreaterThan(0.94);
    expect(shareHeld(() => rateRatio(draw(bundles, 0.1), draw(300, 0.05)), 2)).toBeGreaterThan(0.94);
  });

  it("among equals as well", () => {
    const stratified = () =>
      mantelHaenszel([
        { group: draw(40, 0.3), rest: draw(60, 0.15) },
        { group: draw(10, 0.1), rest: draw(200, 0.05) },
      ]);
    expect(shareHeld(stratified, 2)).toBeGreaterThan(0.94);
  });
});

describe("tests of shares", () => {
  it("gives Fisher's p for the lady tasting tea, and R's for its help page", () => {
    expect(fisherExact({ with: 3, of: 4, restWith: 1, restOf: 4 })).toBeCloseTo(0.4857142857, 9);
    // ?fisher.test, "Convictions" of twins: 2 of 17 against 10 of 13, p = 0.0005367.
    expect(fisherExact({ with: 2, of: 17, restWith: 10, restOf: 13 })).toBeCloseTo(0.0005367, 7);
  });

  it("takes chi-squared where all is large", () => {
    // 30 of 100 against 20 of 100: 2.6667, without a correction.
    const found = shareTest({ with: 30, of: 100, restWith: 20, restOf: 100 });
    expect(found.method).toBe("chi-squared");
    expect(found.p).toBeCloseTo(0.1025, 4);
    expect(shareTest({ with: 3, of: 10, restWith: 2, restOf: 10 }).method).toBe("fisher");
  });

  it("gives the relative risk of the Physicians' Health Study", () => {
    // New England Journal of Medicine 321, 1989: 189 of 11 034 against 104 of 11 037, 1.82 (1.43 to 2.31).
    const ratio = shareRatio({ with: 189, of: 11_034, restWith: 104, restOf: 11_037 });
    expect(ratio?.value).toBeCloseTo(1.818, 3);
    expect(ratio?.low).toBeCloseTo(1.43, 2);
    expect(ratio?.high).toBeCloseTo(2.31, 2);
  });

  it("keeps to Wilson's intervals where nearly all have something", () => {
    // Against a share that is known well, only the group's own interval counts: 0.7639 to 0.9914 of 0.8.
    const ratio = shareRatio({ with: 19, of: 20, restWith: 800_000, restOf: 1_000_000 });
    expect(ratio?.low).toBeCloseTo(0.7639 / 0.8, 3);
    expect(ratio?.high).toBeCloseTo(0.9911 / 0.8, 3);
    expect(shareRatio({ with: 0, of: 20, restWith: 8, restOf: 10 })).toBeUndefined();
  });
});

describe("Benjamini and Hochberg", () => {
  it("rejects the first four of the fifteen in their paper", () => {
    const paper = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(benjaminiHochberg(paper).filter((p) => p <= 0.05)).toHaveLength(4);
  });

  it("never makes a p-value smaller, and keeps their order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (pValues) => {
        const adjusted = benjaminiHochberg(pValues);
        pValues.forEach((p, index) => {
          expect(adjusted[index]).toBeGreaterThanOrEqual(p - 1e-12);
          pValues.forEach((other, at) => {
            if (p < other) expect(adjusted[index]).toBeLessThanOrEqual(adjusted[at] ?? Number.NaN);
          });
        });
      }),
    );
  });
});

describe("the permutation test of drop rates", () => {
  it("comes close to all permutations counted one by one", () => {
    const bundles: readonly (readonly [number, number])[] = [
      [0, 5],
      [1, 8],
      [0, 6],
      [2, 9],
      [0, 7],
      [1, 6],
      [5, 8],
      [3, 7],
      [4, 9],
      [0, 4],
      [1, 5],
      [6, 7],
    ];
    const n = 4;
    const rate = bundles.reduce((sum, [drops]) => sum + drops, 0) / bundles.reduce((sum, [, hours]) => sum + hours, 0);
    const surplus = (chosen: readonly (readonly [number, number])[]) =>
      chosen.reduce((sum, [drops, hours]) => sum + drops - rate * hours, 0);
    const group = [6, 7, 8, 11].map((index) => bundles[index] ?? ([0, 0] as const));
    const observed = surplus(group);
    let above = 0;
    let all = 0;
    for (let mask = 0; mask < 1 << bundles.length; mask += 1) {
      const chosen = bundles.filter((_bundle, index) => (mask >> index) & 1);
      if (chosen.length !== n) continue;
      all += 1;
      if (surplus(chosen) >= observed - 1e-9) above += 1;
    }
    const exact = (2 * above) / all;
    const rest = bundles.filter((_bundle, index) => ![6, 7, 8, 11].includes(index));
    const found = dropRateTest(momentsOf(group), momentsOf(rest));
    expect(exact).toBeLessThan(0.02);
    expect(Math.abs(found - exact)).toBeLessThan(0.01);
  });

  it("finds nothing where nothing differs or nothing is known", () => {
    const some = momentsOf([
      [1, 10],
      [1, 10],
      [1, 10],
    ]);
    expect(dropRateTest(some, some)).toBe(1);
    expect(dropRateTest(noMoments(), some)).toBe(1);
    expect(
      dropRateTest(
        momentsOf([
          [0, 1],
          [0, 2],
        ]),
        momentsOf([
          [0, 1],
          [0, 2],
        ]),
      ),
    ).toBe(1);
  });

  it("adds and takes away whole sets", () => {
    const one = momentsOf([
      [1, 2],
      [3, 4],
    ]);
    const other = momentsOf([[5, 6]]);
    expect(combined(combined(one, other), other, -1)).toEqual(one);
  });
});

describe("Mantel and Haenszel", () => {
  it("finds no difference where only the strata differ (Simpson's paradox)", () => {
    const times = (count: number, bundle: readonly [number, number]) => Array.from({ length: count }, () => bundle);
    // Short NATs drop five times as often; the group sits behind them, the others do not.
    const group = { short: momentsOf(times(80, [5, 10])), long: momentsOf(times(20, [1, 10])) };
    const rest = { short: momentsOf(times(20, [5, 10])), long: momentsOf(times(80, [1, 10])) };
    const found = mantelHaenszel([
      { group: group.short, rest: rest.short },
      { group: group.long, rest: rest.long },
    ]);
    expect(found?.value).toBeCloseTo(1, 9);
    expect(found?.low).toBeLessThan(1);
    expect(found?.high).toBeGreaterThan(1);
  });
});

describe("covered shares", () => {
  const values = Array.from({ length: 1000 }, (_, index) => index + 1);

  it("leaves out the chosen share, and less where it must be sure", () => {
    const found = coveredFromBelow(values, 0.99);
    expect(found).toMatchObject({ value: 11, outside: 10, measured: 1000 });
    // Order statistics: the rank r with P(Bin(1000, 0.01) < r) at most 5 % is 5.
    expect(found.confident).toBe(5);
  });

  it("is not sure with fewer than 299 clients at 99 % (S. S. Wilks)", () => {
    expect(coveredFromBelow(values.slice(0, 298), 0.99).confident).toBeUndefined();
    expect(coveredFromBelow(values.slice(0, 299), 0.99).confident).toBe(1);
  });
});
