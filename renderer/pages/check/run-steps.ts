import type { Progress, RunStep } from "../../../main/api/contract.ts";
import type { Say } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";

/** One step of a running check, as it is shown. */
export interface StepView {
  readonly name: string;
  readonly title: string;
  readonly state: RunStep["outcome"] | "waiting" | "running";
  readonly note?: string;
  readonly durationMs?: number;
}

/** The steps after one more message from the check. A step that was not in the plan is added at the end. */
export function applyProgress(steps: readonly StepView[], progress: Progress): readonly StepView[] {
  switch (progress.kind) {
    case "plan":
      return progress.steps.map(({ name, title }) => ({ name, title: stepTitle(name, title), state: "waiting" }));
    case "step-started":
      return change(steps, progress.name, { state: "running" });
    case "step-note":
      return change(steps, progress.name, { note: progress.note });
    case "measured":
      return steps;
    case "step-ended": {
      const { name, outcome, durationMs } = progress.step;
      return change(steps, name, { state: outcome, durationMs, note: progress.note });
    }
  }
}

function change(steps: readonly StepView[], name: string, what: Partial<StepView>): readonly StepView[] {
  const known = steps.some((step) => step.name === name);
  const all = known ? steps : [...steps, { name, title: name, state: "waiting" as const }];
  return all.map((step) => (step.name === name ? { ...step, ...what } : step));
}

/** The words for a step; one that this page does not know is shown as the check calls it. */
export function stepTitle(name: string, otherwise = name): string {
  const titles: Readonly<Record<string, string>> = texts.stepTitle;
  return titles[name] ?? otherwise;
}

/** The steps with their notes said anew: whole, or where several things stand in one, each by itself. */
export function sayNotes(steps: readonly StepView[], say: Say): readonly StepView[] {
  const sayNote = (note: string): string => {
    const whole = say(note);
    return whole === note ? note.split(", ").map(say).join(", ") : whole;
  };
  return steps.map((step) => (step.note === undefined ? step : { ...step, note: sayNote(step.note) }));
}

/** How many steps have ended, in whatever way. */
export function countEnded(steps: readonly StepView[]): number {
  return steps.filter(({ state }) => state !== "waiting" && state !== "running").length;
}
