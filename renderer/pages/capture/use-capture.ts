import { useEffect, useRef, useState } from "react";
import type { CallOutput, Failure } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";

/** One capture, or two of the same time. */
export interface CaptureReading {
  readonly story: CallOutput<"capture.read">["story"];
  readonly findings: CallOutput<"capture.read">["findings"];
  readonly join?: CallOutput<"capture.join">["join"];
}

export type CaptureState =
  | { readonly kind: "waiting" | "reading" | "stopped" }
  | { readonly kind: "failed"; readonly error: Failure }
  | { readonly kind: "read"; readonly reading: CaptureReading };

/** One reading at a time; a new one stops the one before. */
export function useCapture(bridge: Bridge) {
  const [state, setState] = useState<CaptureState>({ kind: "waiting" });
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const read = async (path: string, gatewayPath: string): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: "reading" });
    const { signal } = controller;
    if (gatewayPath === "") {
      const outcome = await bridge.call("capture.read", { path }, { signal });
      if (signal.aborted) return;
      setState(outcome.ok ? { kind: "read", reading: outcome.value } : { kind: "failed", error: outcome.error });
      return;
    }
    const outcome = await bridge.call("capture.join", { client: path, gateway: gatewayPath }, { signal });
    if (signal.aborted) return;
    if (!outcome.ok) setState({ kind: "failed", error: outcome.error });
    else {
      const { client: story, findings, join } = outcome.value;
      setState({ kind: "read", reading: { story, findings, join } });
    }
  };

  return {
    state,
    read,
    stop: () => {
      running.current?.abort();
      setState({ kind: "stopped" });
    },
  };
}
