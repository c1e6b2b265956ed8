import { describe, expect, it } from "vitest";
import { createStepRunner } from "../../../main/checkup/step-runner.ts";
import type { Clock } from "../../../main/model/ports/clock.ts";
import type { Progress } from "../../../main/model/progress.ts";

/** A clock whose sleepers wake when the test says so. */
function manualClock(): Clock & { readonly wakeAll: () => void } {
  const sleepers = new Set<() => void>();
  return {
    wallMs: () => 0,
    monotonicMs: () => 0,
    sleep: (_durationMs, signal) =>
      new Promise((resolve) => {
        sleepers.add(resolve);
        signal?.addEventListener("abort", () => resolve(), { once: true });
      }),
    wakeAll: () => {
      for (const wake of sleepers) wake();
    },
  };
}

function setUp() {
  const clock = manualClock();
  const stop = new AbortController();
  const progress: Progress[] = [];
  const runner = createStepRunner(clock, (item) => progress.push(item), stop.signal);
  return { clock, stop, progress, runner };
}

describe("a step", () => {
  it("gives its value and is recorded as done", async () => {
    const { runner, progress } = setUp();
    expect(await runner.run("system", 1000, async () => ({ outcome: "done", note: "fine", value: 7 }))).toBe(7);
    expect(runner.steps()).toEqual([{ name: "system", outcome: "done", durationMs: 0 }]);
    expect(progress.map((item) => item.kind)).toEqual(["step-started", "step-ended"]);
  });

  it("that fails or is skipped is recorded with its reason", async () => {
    const { runner } = setUp();
    await runner.run("resolve", 1000, async () => ({ outcome: "failed", reason: "no such name" }));
    await runner.run("nat", 1000, async () => ({ outcome: "skipped", reason: "nothing answered" }));
    expect(runner.steps().map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["failed", "no such name"],
      ["skipped", "nothing answered"],
    ]);
  });

  it("that throws is a failed step, and the run goes on", async () => {
    const { runner } = setUp();
    const value = await runner.run("logs", 1000, async () => {
      throw new TypeError("x is undefined");
    });
    expect(value).toBeUndefined();
    expect(runner.steps()[0]).toMatchObject({ outcome: "failed", reason: "a fault of this program: x is undefined" });
  });

  it("that hangs is given up, and its signal aborts", async () => {
    const { runner, clock } = setUp();
    let aborted = false;
    const running = runner.run("ping", 2000, ({ signal }) => {
      signal.addEventListener("abort", () => (aborted = true));
      return new Promise(() => undefined);
    });
    clock.wakeAll();
    expect(await running).toBeUndefined();
    expect(aborted).toBe(true);
    expect(runner.steps()[0]).toMatchObject({ outcome: "failed", reason: "took longer than 2 s" });
  });

  it("is not started any more after the stop", async () => {
    const { runner, stop } = setUp();
    stop.abort();
    let started = false;
    await runner.run("reach", 1000, async () => {
      started = true;
      return { outcome: "done", note: "", value: 1 };
    });
    expect(started).toBe(false);
    expect(runner.steps()[0]?.outcome).toBe("cancelled");
  });
});
