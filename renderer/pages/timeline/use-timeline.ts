import { useEffect, useRef, useState } from "react";
import type { CallOutput, Failure, LogEvent } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { readEventPages } from "../../bridge/event-pages.ts";

type SessionList = CallOutput<"sessions.read">;

export type TimelineState =
  | { readonly kind: "reading" }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly error: Failure }
  | {
      readonly kind: "read";
      readonly list: SessionList;
      /** Grow until all are here. */
      readonly events: readonly LogEvent[];
      readonly readAtMs: number;
    };

/** The sessions of the last days and the events around them. */
export function useTimeline(bridge: Bridge, sinceMs: number) {
  const [state, setState] = useState<TimelineState>({ kind: "reading" });
  const [choice, setChoice] = useState({ sinceMs });
  const running = useRef<AbortController>(null);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    const read = async (): Promise<void> => {
      const list = await bridge.call("sessions.read", { logs: choice }, { signal });
      if (signal.aborted) return;
      if (!list.ok) {
        setState({ kind: "failed", error: list.error });
        return;
      }
      const shared = { kind: "read", list: list.value, readAtMs: Date.now() } as const;
      setState({ ...shared, events: [] });
      for await (const page of readEventPages(bridge, { readingId: list.value.readingId }, signal)) {
        setState(page.ok ? { ...shared, events: page.value.events } : { kind: "failed", error: page.error });
      }
    };
    void read();
    return () => controller.abort();
  }, [bridge, choice]);

  return {
    state,
    read: (next: number) => {
      setState({ kind: "reading" });
      setChoice({ sinceMs: next });
    },
    stop: () => {
      running.current?.abort();
      setState({ kind: "stopped" });
    },
  };
}
