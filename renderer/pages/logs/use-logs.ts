import { useEffect, useRef, useState } from "react";
import type { CallInput, CallOutput, Failure } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { readEventPages } from "../../bridge/event-pages.ts";

export type LogChoice = Exclude<CallInput<"logs.read">["logs"], { readonly readingId: string }>;

export type LogsState =
  | { readonly kind: "reading" }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly error: Failure }
  /** Its events grow until there are `total`. */
  | { readonly kind: "read"; readonly reading: CallOutput<"logs.read"> };

/** One reading of logs at a time, fetched page by page; a new one stops the one before. */
export function useLogs(bridge: Bridge, firstChoice: LogChoice) {
  const [state, setState] = useState<LogsState>({ kind: "reading" });
  const [choice, setChoice] = useState(firstChoice);
  const running = useRef<AbortController>(null);

  useEffect(() => {
    const controller = new AbortController();
    running.current = controller;
    const read = async (): Promise<void> => {
      for await (const page of readEventPages(bridge, choice, controller.signal)) {
        setState(page.ok ? { kind: "read", reading: page.value } : { kind: "failed", error: page.error });
      }
    };
    void read();
    return () => controller.abort();
  }, [bridge, choice]);

  return {
    state,
    read: (next: LogChoice) => {
      setState({ kind: "reading" });
      setChoice({ ...next });
    },
    stop: () => {
      running.current?.abort();
      setState({ kind: "stopped" });
    },
  };
}
