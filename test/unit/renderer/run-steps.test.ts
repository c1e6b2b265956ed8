import { describe, expect, it } from "vitest";
import type { Progress } from "../../../main/api/contract.ts";
import { applyProgress, countEnded, type StepView } from "../../../renderer/pages/check/run-steps.ts";

const after = (...messages: readonly Progress[]): readonly StepView[] =>
  messages.reduce<readonly StepView[]>(applyProgress, []);

const plan: Progress = {
  kind: "plan",
  steps: [
    { name: "reach", title: "UDP ports 500 and 4500" },
    { name: "nat", title: "NAT on the way" },
  ],
};

describe("applyProgress", () => {
  it("shows the plan as waiting", () => {
    expect(after(plan)).toEqual([
      { name: "reach", title: "UDP ports 500 and 4500", state: "waiting" },
      { name: "nat", title: "NAT on the way", state: "waiting" },
    ]);
  });

  it("keeps steps apart that run at the same time", () => {
    const steps = after(
      plan,
      { kind: "step-started", name: "reach" },
      { kind: "step-started", name: "nat" },
      { kind: "step-note", name: "reach", note: "try 2" },
      {
        kind: "step-ended",
        step: { name: "nat", outcome: "skipped", durationMs: 3, reason: "no answer" },
        note: "no answer",
      },
    );
    expect(steps).toEqual([
      { name: "reach", title: "UDP ports 500 and 4500", state: "running", note: "try 2" },
      { name: "nat", title: "NAT on the way", state: "skipped", note: "no answer", durationMs: 3 },
    ]);
    expect(countEnded(steps)).toBe(1);
  });

  it("adds a step that was not planned", () => {
    expect(after(plan, { kind: "step-started", name: "extra" }).at(-1)).toEqual({
      name: "extra",
      title: "extra",
      state: "running",
    });
  });

  it("does not change on a measurement", () => {
    const steps = after(plan);
    const measurement = { kind: "rtt", outcome: "measured", value: 1, method: "", target: "", details: {} } as const;
    expect(applyProgress(steps, { kind: "measured", name: "reach", measurement })).toBe(steps);
  });

  it("counts every way to end", () => {
    const ended = (["done", "failed", "skipped", "cancelled"] as const).map((outcome): Progress => ({
      kind: "step-ended",
      step: { name: outcome, outcome, durationMs: 1 },
      note: "",
    }));
    expect(countEnded(after(...ended))).toBe(4);
  });
});
