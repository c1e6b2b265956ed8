import type { Measurement } from "../model/measurement.ts";
import type { Clock } from "../model/ports/clock.ts";
import type { Progress } from "../model/progress.ts";
import type { RunStep } from "../model/report.ts";
import type { StepName } from "./steps.ts";

/** What a step tells at its end. `failed` and `skipped` carry the reason for the report. */
export type StepResult<Value> =
  | { readonly outcome: "done"; readonly note: string; readonly value: Value }
  | { readonly outcome: "failed" | "skipped"; readonly reason: string };

export interface StepTools {
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
  readonly measured: (measurements: readonly Measurement[]) => void;
}

export interface StepRunner {
  /**
   * Runs one step and records it. It never rejects: a step that throws is a bug, and becomes a failed step, so that one
   * broken collector cannot cost the person the whole report.
   *
   * @param timeoutMs after which the step's signal aborts and the step counts as failed
   * @returns the value, or undefined when the step did not get one
   */
  readonly run: <Value>(
    name: StepName,
    timeoutMs: number,
    work: (tools: StepTools) => Promise<StepResult<Value>>,
  ) => Promise<Value | undefined>;
  readonly steps: () => readonly RunStep[];
  readonly measurements: () => readonly Measurement[];
}

/** Makes the runner of one check. */
export function createStepRunner(clock: Clock, emit: (progress: Progress) => void, signal: AbortSignal): StepRunner {
  const steps: RunStep[] = [];
  const measurements: Measurement[] = [];

  const finish = (step: RunStep, note: string): void => {
    steps.push(step);
    emit({ kind: "step-ended", step, note });
  };

  const run: StepRunner["run"] = async (name, timeoutMs, work) => {
    const startedMs = clock.monotonicMs();
    const durationMs = (): number => Math.round(clock.monotonicMs() - startedMs);
    if (isAborted(signal)) {
      finish({ name, outcome: "cancelled", durationMs: 0, reason: "cancelled" }, "cancelled");
      return undefined;
    }
    emit({ kind: "step-started", name });
    const limit = new AbortController();
    const ended = new AbortController();
    const tools: StepTools = {
      signal: AbortSignal.any([signal, limit.signal]),
      note: (text) => emit({ kind: "step-note", name, note: text }),
      measured: (found) => {
        for (const measurement of found) {
          measurements.push(measurement);
          emit({ kind: "measured", name, measurement });
        }
      },
    };
    const timeout = clock.sleep(timeoutMs, ended.signal).then((): StepResult<never> => {
      if (!ended.signal.aborted) limit.abort();
      return { outcome: "failed", reason: `took longer than ${timeoutMs / 1000} s` };
    });
    const result = await Promise.race([work(tools).catch(describeBug), timeout]);
    ended.abort();
    if (isAborted(signal) && result.outcome !== "done") {
      finish({ name, outcome: "cancelled", durationMs: durationMs(), reason: "cancelled" }, "cancelled");
      return undefined;
    }
    if (result.outcome === "done") {
      finish({ name, outcome: "done", durationMs: durationMs() }, result.note);
      return result.value;
    }
    finish({ name, outcome: result.outcome, durationMs: durationMs(), reason: result.reason }, result.reason);
    return undefined;
  };

  return { run, steps: () => steps, measurements: () => measurements };
}

function describeBug(error: unknown): StepResult<never> {
  const text = error instanceof Error ? error.message : String(error);
  return { outcome: "failed", reason: `a fault of this program: ${text}` };
}

/** A function, because the compiler takes a property that it has seen once for one that stays. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
