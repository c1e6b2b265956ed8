import { useRef, useState } from "react";
import type { CallInput, CallOutput, Failure } from "../../../main/api/contract.ts";
import type { Bridge, RequestSource } from "../../bridge/bridge.ts";
import { applyProgress, type StepView } from "../check/run-steps.ts";

export type OpenedRequest = CallOutput<"request.open">;

/** What the person decides differently from the request. */
export type Decisions = Pick<CallInput<"request.answer">, "gateway" | "systemLogs" | "practice">;

interface Opened {
  readonly source: RequestSource;
  readonly opened: OpenedRequest;
}

/** From the request to the sealed bundle. */
export type AnswerState =
  | { readonly kind: "none"; readonly error?: string }
  | { readonly kind: "opening" }
  /** `error`: an earlier run failed, or was stopped (code `cancelled`). */
  | (Opened & { readonly kind: "opened"; readonly error?: Failure })
  | (Opened & {
      readonly kind: "running";
      readonly steps: readonly StepView[];
      readonly startedAtMs: number;
      readonly cancelling: boolean;
    })
  | (Opened & { readonly kind: "answered"; readonly answer: CallOutput<"request.answer"> });

export interface Answering {
  readonly state: AnswerState;
  readonly open: (source: RequestSource) => void;
  readonly refuse: (error: string) => void;
  readonly run: (trustSigner: boolean, decisions: Decisions) => void;
  readonly cancel: () => void;
  readonly reset: () => void;
}

/** One request at a time: opened, agreed to, run and sealed. */
export function useAnswer(bridge: Bridge): Answering {
  const [state, setState] = useState<AnswerState>({ kind: "none" });
  const running = useRef<AbortController>(null);

  const open = async (source: RequestSource): Promise<void> => {
    setState({ kind: "opening" });
    const outcome = await bridge.call("request.open", source);
    setState(
      outcome.ok ? { kind: "opened", source, opened: outcome.value } : { kind: "none", error: outcome.error.message },
    );
  };

  const run = async ({ source, opened }: Opened, trustSigner: boolean, decisions: Decisions): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: "running", source, opened, steps: [], startedAtMs: Date.now(), cancelling: false });
    const outcome = await bridge.call(
      "request.answer",
      { source, consent: true, trustSigner, ...decisions },
      {
        signal: controller.signal,
        onProgress: (progress) =>
          setState((now) => (now.kind === "running" ? { ...now, steps: applyProgress(now.steps, progress) } : now)),
      },
    );
    setState(
      outcome.ok
        ? { kind: "answered", source, opened, answer: outcome.value }
        : { kind: "opened", source, opened, error: outcome.error },
    );
  };

  return {
    state,
    open: (source) => void open(source),
    refuse: (error) => setState({ kind: "none", error }),
    run: (trustSigner, decisions) => {
      if (state.kind === "opened") void run(state, trustSigner, decisions);
    },
    cancel: () => {
      setState((now) => (now.kind === "running" ? { ...now, cancelling: true } : now));
      running.current?.abort();
    },
    reset: () => setState({ kind: "none" }),
  };
}
