import { describe, expect, it } from "vitest";
import { bracketOf } from "../../../../main/probes/nat-lifetime/bracket.ts";
import { hasEnded, type NatLifetimeMethod } from "../../../../main/probes/nat-lifetime/lane.ts";
import { natLifetimePacketBudget, planLanes } from "../../../../main/probes/nat-lifetime/plan.ts";
import { afterRunEvent, lanesOf, newRun, nextOfRun } from "../../../../main/probes/nat-lifetime/run-machine.ts";
import { seededFractions } from "../simulate.ts";
import { type PaperRun, simulateRun } from "./simulate-run.ts";

const port = 3478;
const plan = { lanes: planLanes("standard", port, []), packetBudget: natLifetimePacketBudget.standard };

function lossy(percent: number, seed: number): () => boolean {
  const next = seededFractions(seed);
  return () => next() * 100 < percent;
}

interface Judged {
  readonly errorSeconds: number;
  readonly contains: boolean;
}

function judge({ state }: PaperRun, wanted: "replied" | "unreplied", truthMs: number): Judged {
  const group = state.groups.findIndex((candidate) => candidate.state === wanted);
  const bracket = bracketOf(lanesOf(state, group));
  const { lowMs = 0, highMs = null } = bracket ?? {};
  if (highMs === null) return { errorSeconds: Infinity, contains: false };
  return {
    errorSeconds: Math.abs((lowMs + highMs) / 2 - truthMs) / 1_000,
    contains: lowMs < truthMs && truthMs <= highMs,
  };
}

const methods: readonly NatLifetimeMethod[] = ["delayed-answer", "response-port", "mapping-change"];
const cells = methods.flatMap((method) =>
  [10, 30, 60, 120].flatMap((seconds) => [0, 5].map((lossPercent) => ({ method, seconds, lossPercent }))),
);
const runsPerCell = 50;

describe("NAT lifetime, on paper", () => {
  it.each(cells)("$method: $seconds s at $lossPercent % loss", ({ method, seconds, lossPercent }) => {
    const truthMs = seconds * 1_000;
    let wrong = 0;
    for (let seed = 1; seed <= runsPerCell; seed += 1) {
      const run = simulateRun(plan, {
        method,
        unrepliedMs: Math.min(30_000, truthMs),
        streamMs: truthMs,
        roundTripMs: 20 + (seed % 5) * 30,
        isLost: lossy(lossPercent, seed),
      });
      for (const [state, lifetimeMs] of [
        ["replied", truthMs],
        ["unreplied", Math.min(30_000, truthMs)],
      ] as const) {
        const { errorSeconds, contains } = judge(run, state, lifetimeMs);
        if (!contains || errorSeconds > Math.max(0.5, 0.02 * (lifetimeMs / 1_000))) wrong += 1;
      }
      expect(run.durationMs).toBeLessThanOrEqual(1.1 * truthMs + 4_000);
      expect(run.packets).toBeLessThanOrEqual(plan.packetBudget);
      expect(run.packets).toBe(run.state.packets);
    }
    // The lane just below the lifetime loses all copies in 1 of 8000 runs at 5 % loss.
    expect(wrong).toBeLessThanOrEqual(lossPercent === 0 ? 0 : 1);
  });

  it("any lifetime between 4 s and 120 s is found within 0.5 s or 2.5 %, and in time", () => {
    const next = seededFractions(7);
    for (let seed = 1; seed <= 100; seed += 1) {
      const truthMs = 4_000 * 30 ** next();
      const run = simulateRun(plan, {
        method: methods[seed % 3] ?? null,
        unrepliedMs: truthMs,
        streamMs: truthMs,
        roundTripMs: 40,
        isLost: lossy(1, seed),
      });
      const { errorSeconds, contains } = judge(run, "replied", truthMs);
      expect(contains).toBe(true);
      expect(errorSeconds).toBeLessThanOrEqual(Math.max(0.5, 0.025 * (truthMs / 1_000)));
      expect(run.durationMs).toBeLessThanOrEqual(1.1 * truthMs + 4_000);
    }
  });

  it("an outage of the path is no lifetime", () => {
    const path = { method: "delayed-answer", unrepliedMs: 60_000, streamMs: 60_000, roundTripMs: 40 } as const;
    const run = simulateRun(plan, { ...path, isLost: () => false, outages: [{ fromMs: 20_000, toMs: 29_000 }] });
    expect(judge(run, "replied", 60_000).contains).toBe(true);
    expect(run.state.lanes.some(({ phase }) => phase.kind === "void" && phase.reason === "control-outage")).toBe(true);
  });

  it("says nothing where nothing comes back at all", () => {
    const path = { method: "delayed-answer", unrepliedMs: 60_000, streamMs: 60_000, roundTripMs: 40 } as const;
    const run = simulateRun(plan, { ...path, isLost: () => true });
    expect(run).toMatchObject({ packets: 5, durationMs: 4_000, state: { failure: "no-answer" } });
  });

  it("gives up at once where the server can do neither", () => {
    const path = { method: null, unrepliedMs: 60_000, streamMs: 60_000, roundTripMs: 40 } as const;
    const run = simulateRun(plan, { ...path, isLost: () => false });
    expect(run).toMatchObject({ packets: 1, state: { failure: "not-supported" } });
  });

  it("never sends faster than its pace, nor more than its budget, also at 60 % loss", () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const path = { method: "response-port", unrepliedMs: 90_000, streamMs: 90_000, roundTripMs: 40 } as const;
      const { sentAtMs, packets } = simulateRun(plan, { ...path, isLost: lossy(60, seed) });
      expect(packets).toBeLessThanOrEqual(plan.packetBudget);
      expect(Math.min(...sentAtMs.slice(1).map((atMs, index) => atMs - (sentAtMs[index] ?? 0)))).toBeGreaterThanOrEqual(
        3,
      );
    }
  });

  it("stops at the budget, and keeps what it has", () => {
    const path = { method: "delayed-answer", unrepliedMs: 9_000, streamMs: 9_000, roundTripMs: 40 } as const;
    const run = simulateRun({ ...plan, packetBudget: 100 }, { ...path, isLost: () => false });
    expect(run).toMatchObject({ packets: 100, state: { failure: "over-budget" } });
  });

  it("longer silences are cancelled as soon as they can add nothing", () => {
    const path = { method: "delayed-answer", unrepliedMs: 10_000, streamMs: 10_000, roundTripMs: 40 } as const;
    const { state } = simulateRun(plan, { ...path, isLost: () => false });
    expect(state.settled).toEqual([true, true]);
    expect(state.cancels).toEqual([2, 2]);
    expect(state.lanes.every(hasEnded)).toBe(false);
  });

  it("ends when the computer slept", () => {
    const slept = afterRunEvent(newRun(plan), { kind: "interrupted" }, 10, plan);
    expect([slept.failure, nextOfRun(slept, 10)]).toEqual(["interrupted", { kind: "done" }]);
  });

  it("is refused only by a server that never answered", () => {
    const fresh = newRun(plan);
    expect(afterRunEvent(fresh, { kind: "refused" }, 5, plan).failure).toBe("refused");
    const known = afterRunEvent(fresh, { kind: "hello", method: "delayed-answer", roundTripMs: 5 }, 5, plan);
    expect(afterRunEvent(known, { kind: "refused" }, 6, plan).failure).toBeNull();
  });
});
