import { useRef, useState } from "react";
import type { CallInput, Failure, Report } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { applyProgress, type StepView } from "./run-steps.ts";

export type CheckRequest = CallInput<"check.run">;

/** Where the page stands. `idle` is the form, `finished` any result, also an incomplete one. */
export type CheckState =
  | { readonly kind: "idle" }
  | {
      readonly kind: "running";
      readonly request: CheckRequest;
      readonly steps: readonly StepView[];
      readonly startedAtMs: number;
      readonly cancelling: boolean;
    }
  /** `request` is absent when the check was not made by this page. */
  | { readonly kind: "finished"; readonly report: Report; readonly request?: CheckRequest }
  | { readonly kind: "failed"; readonly error: Failure; readonly request: CheckRequest };

export interface Check {
  readonly state: CheckState;
  readonly start: (request: CheckRequest) => void;
  readonly cancel: () => void;
  /** Back to the form. */
  readonly reset: () => void;
  readonly show: (report: Report) => void;
}

/** One check at a time: what it is doing, how to start it and how to stop it. */
export function useCheck(bridge: Bridge): Check {
  const [state, setState] = useState<CheckState>({ kind: "idle" });
  const running = useRef<AbortController>(null);

  const start = async (request: CheckRequest): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: "running", request, steps: [], startedAtMs: Date.now(), cancelling: false });
    const outcome = await bridge.call("check.run", request, {
      signal: controller.signal,
      onProgress: (progress) =>
        setState((now) => (now.kind === "running" ? { ...now, steps: applyProgress(now.steps, progress) } : now)),
    });
    setState(
      outcome.ok
        ? { kind: "finished", report: outcome.value, request }
        : { kind: "failed", error: outcome.error, request },
    );
  };

  return {
    state,
    start: (request) => void start(request),
    cancel: () => {
      setState((now) => (now.kind === "running" ? { ...now, cancelling: true } : now));
      running.current?.abort();
    },
    reset: () => setState({ kind: "idle" }),
    show: (report) => setState({ kind: "finished", report }),
  };
}
