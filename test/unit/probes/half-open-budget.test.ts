import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createHalfOpenBudget,
  halfOpenPerRun,
  halfOpenPerWindow,
  halfOpenWaitMs,
  halfOpenWindowMs,
} from "../../../main/probes/half-open-budget.ts";
import { cookieThreshold } from "../../../main/practice/half-open.ts";

describe("the ration of half-open SAs", () => {
  it("never lets more than two into any 32 s, nor twelve into a run, whenever they are asked for", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 60 }), (gapsMs) => {
        const budget = createHalfOpenBudget();
        const takenAtMs: number[] = [];
        let nowMs = 0;
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          const waitMs = budget.waitMs(nowMs);
          const taken = budget.take(nowMs);
          expect(taken).toBe(waitMs === 0);
          if (taken) takenAtMs.push(nowMs);
        }
        for (const atMs of takenAtMs) {
          const inWindow = takenAtMs.filter((other) => other >= atMs && other < atMs + halfOpenWindowMs);
          expect(inWindow.length).toBeLessThanOrEqual(halfOpenPerWindow);
        }
        expect(takenAtMs.length).toBeLessThanOrEqual(halfOpenPerRun);
      }),
    );
  });

  it("stays below where gateways begin to ask for cookies", () => {
    expect(halfOpenPerWindow).toBeLessThan(cookieThreshold);
  });

  it("gives back what a refusal has not used", () => {
    const budget = createHalfOpenBudget();
    expect([budget.take(0), budget.take(0), budget.take(0)]).toEqual([true, true, false]);
    budget.giveBack();
    expect([budget.take(1), budget.take(1)]).toEqual([true, false]);
    const empty = createHalfOpenBudget();
    empty.giveBack();
    expect(empty.waitMs(0)).toBe(0);
  });

  it("tells how long to wait, and when it is used up", () => {
    expect(halfOpenWaitMs([], 5)).toBe(0);
    expect(halfOpenWaitMs([1_000], 1_000)).toBe(0);
    expect(halfOpenWaitMs([1_000, 2_000], 3_000)).toBe(halfOpenWindowMs - 2_000);
    expect(halfOpenWaitMs([1_000, 2_000], 1_000 + halfOpenWindowMs)).toBe(0);
    const times = Array.from({ length: halfOpenPerRun }, (_, index) => index * halfOpenWindowMs);
    expect(halfOpenWaitMs(times, 1e9)).toBeNull();
  });
});
