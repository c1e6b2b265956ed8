import { useEffect, useRef, useState, type ReactElement } from "react";
import type { CallInput, CallOutput, CallProgress, Failure } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { Announcer } from "../../components/announcer.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatDuration, formatElapsed, formatSize } from "../../format.ts";
import { texts } from "../../texts/texts.ts";

type State =
  | { readonly kind: "waiting" | "starting" | "not-agreed" }
  | {
      readonly kind: "running";
      readonly command: string;
      readonly path: string;
      readonly sizeBytes: number;
      readonly durationMs: number;
      readonly stopping: boolean;
    }
  | { readonly kind: "failed"; readonly error: Failure }
  | { readonly kind: "made"; readonly made: CallOutput<"capture.start"> };

/** Makes the capture here, where this user may: asks first, shows the command and how large the file is, and ends it. */
export function StartCapture({
  bridge,
  plan,
  onMade,
}: {
  readonly bridge: Bridge;
  readonly plan: Omit<CallInput<"capture.start">, "consent">;
  readonly onMade: (path: string) => void;
}): ReactElement {
  const words = texts.captures.start;
  const [state, setState] = useState<State>({ kind: "waiting" });
  const [agreed, setAgreed] = useState(false);
  const running = useRef<AbortController>(null);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      running.current?.abort();
    };
  }, []);

  const start = async (): Promise<void> => {
    if (!agreed) {
      setState({ kind: "not-agreed" });
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: "starting" });
    const outcome = await bridge.call(
      "capture.start",
      { ...plan, consent: true },
      { signal: controller.signal, onProgress: (progress) => setState((now) => after(now, progress)) },
    );
    if (isGone.current) return;
    setState(outcome.ok ? { kind: "made", made: outcome.value } : { kind: "failed", error: outcome.error });
    const newest = outcome.ok ? outcome.value.files.at(-1) : undefined;
    if (newest !== undefined) onMade(newest);
  };

  const stop = async (): Promise<void> => {
    setState((now) => (now.kind === "running" ? { ...now, stopping: true } : now));
    const outcome = await bridge.call("capture.stop", {});
    // Nothing runs any more, or nobody can be told: the call itself is ended, which ends the program.
    if (!outcome.ok) running.current?.abort();
  };

  return (
    <div className="capture-recipe">
      <h2>{words.title}</h2>
      <Announcer message={state.kind === "running" ? words.began : state.kind === "made" ? words.ended : ""} />
      {state.kind === "running" ? (
        <>
          <p>{words.running(formatElapsed(state.durationMs), formatSize(state.sizeBytes))}</p>
          <pre className="capture-command" tabIndex={0} aria-label={words.command}>
            {state.command}
          </pre>
          <p className="hint">{words.to(state.path)}</p>
          <div>
            <button type="button" className="button primary" aria-disabled={state.stopping} onClick={() => void stop()}>
              {state.stopping ? words.stopping : words.stop}
            </button>
          </div>
        </>
      ) : (
        <>
          <label className="tick">
            <input
              type="checkbox"
              checked={agreed}
              onChange={({ currentTarget }) => setAgreed(currentTarget.checked)}
            />
            <span>{words.agree}</span>
          </label>
          {state.kind === "not-agreed" && !agreed && (
            <p className="field-error" role="alert">
              {words.notAgreed}
            </p>
          )}
          {state.kind === "failed" && (
            <>
              <ProblemNotice message={state.error.message} />
              <p>{words.instead}</p>
            </>
          )}
          {state.kind === "made" && (
            <p>
              {words.made(state.made.path, formatSize(state.made.sizeBytes), formatDuration(state.made.durationMs))}
            </p>
          )}
          {state.kind !== "made" && (
            <div>
              <button
                type="button"
                className="button primary"
                aria-disabled={state.kind === "starting"}
                onClick={() => void start()}
              >
                {words.start}
              </button>
            </div>
          )}
        </>
      )}
    </div>
  );
}

function after(now: State, progress: CallProgress<"capture.start">): State {
  if (progress.kind === "started") {
    const { command, path } = progress;
    return { kind: "running", command, path, sizeBytes: 0, durationMs: 0, stopping: false };
  }
  const { sizeBytes, durationMs } = progress;
  return now.kind === "running" ? { ...now, sizeBytes, durationMs } : now;
}
