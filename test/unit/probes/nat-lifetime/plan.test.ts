import { describe, expect, it } from "vitest";
import { keepaliveSecondsFor } from "../../../../main/probes/keepalive-interval.ts";
import { natLifetimePacketBudget, planLanes } from "../../../../main/probes/nat-lifetime/plan.ts";
import { maximumArmedPerSource } from "../../../../main/responder/armed-answers.ts";

const modes = ["quick", "standard", "deep"] as const;
const idleOf = (mode: (typeof modes)[number], state: string) =>
  planLanes(mode, 3478, [500, 4500])
    .filter((lane) => lane.state === state && lane.port === 3478)
    .map(({ idleMs }) => idleMs);

describe("the lanes of a run", () => {
  it.each(modes)("%s: fit a responder's limit for one source, and ascend", (mode) => {
    expect(planLanes(mode, 3478, [500, 4500]).length).toBeLessThanOrEqual(maximumArmedPerSource);
    for (const state of ["replied", "unreplied"]) {
      const idle = idleOf(mode, state);
      expect(idle).toEqual([...new Set(idle)].toSorted((left, right) => left - right));
    }
  });

  it.each(["standard", "deep"] as const)("%s: no step is wider than twice the promised error", (mode) => {
    for (const state of ["replied", "unreplied"]) {
      const idle = idleOf(mode, state);
      idle.slice(1).forEach((idleMs, index) => {
        const before = idle[index] ?? 0;
        expect(idleMs - before).toBeLessThanOrEqual(Math.max(1_000, 0.041 * before));
      });
    }
  });

  it.each([
    ["quick", 66_000],
    ["standard", 132_000],
    ["deep", 600_000],
  ] as const)("%s goes up to %d ms", (mode, longestMs) => {
    expect(idleOf(mode, "replied").at(-1)).toBe(longestMs);
    expect(idleOf(mode, "unreplied").at(-1)).toBe(mode === "standard" ? 70_000 : longestMs);
  });

  it.each([21_000, 31_000, 66_000])("quick tells whether mappings live for %d ms", (idleMs) => {
    expect(idleOf("quick", "replied")).toContain(idleMs);
  });

  it.each(modes)("%s: leaves room in the budget for a lossy path", (mode) => {
    const lanes = planLanes(mode, 3478, [500, 4500]);
    // Two exchanges, or three copies; a half of them again; and what greets, confirms and cancels.
    const usual = lanes.reduce((sum, { state }) => sum + (state === "replied" ? 2 : 3), 0);
    expect(natLifetimePacketBudget[mode]).toBeGreaterThanOrEqual(1.5 * usual + 50);
  });

  it("compares other ports, but two at most, and none in quick mode", () => {
    expect(planLanes("quick", 3478, [500]).some(({ port }) => port === 500)).toBe(false);
    const longest = Math.max(...planLanes("standard", 3478, [500]).map(({ idleMs }) => idleMs));
    expect(longest).toBe(132_000);
    const ports = new Set(planLanes("deep", 3478, [500, 4500, 443]).map(({ port }) => port));
    expect([...ports]).toEqual([3478, 500, 4500]);
  });
});

describe("the keepalive interval", () => {
  it.each([
    [600, 20],
    [60, 20],
    [59, 19],
    [30, 10],
    [10, 3],
    [4, 1],
    [0, 1],
  ])("for a lifetime of %d s is %d s", (lifetimeSeconds, intervalSeconds) => {
    expect(keepaliveSecondsFor(lifetimeSeconds)).toBe(intervalSeconds);
  });
});
