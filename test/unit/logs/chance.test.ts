import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialTail, largestCluster } from "../../../main/logs/chance.ts";

describe("binomial tail", () => {
  it.each([
    [10, 0, 0.5, 1],
    [10, 10, 0.5, 1 / 1024],
    [3, 2, 0.5, 0.5],
    [5, 3, 0.1, 0.00856],
    [20, 5, 0.25, 0.585158],
    [3, 4, 0.5, 0],
    [3, 1, 0, 0],
    [3, 3, 1, 1],
  ])("of %i trials, at least %i at %f is %f", (trials, successes, probability, expected) => {
    expect(binomialTail(trials, successes, probability)).toBeCloseTo(expected, 6);
  });

  it("is a probability that falls with the number of successes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (trials, successes, probability) => {
          const tail = binomialTail(trials, successes, probability);
          expect(tail).toBeGreaterThanOrEqual(0);
          expect(tail).toBeLessThanOrEqual(1);
          expect(binomialTail(trials, successes + 1, probability)).toBeLessThanOrEqual(tail + 1e-9);
        },
      ),
    );
  });
});

describe("largest cluster", () => {
  it.each<readonly [readonly number[], readonly number[]]>([
    [[], []],
    [[100], [100]],
    [
      [100, 300, 301, 302, 900],
      [300, 301, 302],
    ],
    [
      [5, 6, 100_000],
      [5, 6],
    ],
    [
      [1000, 1040, 1100],
      [1000, 1040],
    ],
  ])("of %j is %j", (times, expected) => {
    expect(largestCluster(times, 0.05, 2).values).toEqual(expected);
  });

  it("counts for less the more others there are, and does not depend on the unit", () => {
    const alike = [1000, 1001, 1002];
    const few = largestCluster([...alike, 50_000], 0.05, 0).pValue;
    const many = largestCluster([...alike, ...Array.from({ length: 30 }, (_, i) => 3000 * 1.2 ** i)], 0.05, 0).pValue;
    expect(few).toBeLessThan(many);
    expect(
      largestCluster(
        [...alike, 50_000].map((ms) => ms * 60),
        0.05,
        0,
      ).pValue,
    ).toBeCloseTo(few, 12);
  });
});
