import { useEffect, useRef, useState } from "react";
import type { CallInput, CallOutput, Failure, LogEvent, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";

export type LogChoice = Exclude<CallInput<"logs.read">["logs"], { readonly readingId: string }>;

type Page = CallOutput<"logs.read">;

export type LogsState =
  | { readonly kind: "reading" }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly error: Failure }
  /** `events` grows until there are `total`. */
  | {
      readonly kind: "read";
      readonly events: readonly LogEvent[];
      readonly total: number;
      readonly sources: Page["sources"];
      readonly linesRead: number;
    };

/** As many as one call hands out. */
const pageSize = 5000;

/** One reading of logs at a time, fetched page by page; a new one stops the one before. */
export function useLogs(bridge: Bridge, firstChoice: LogChoice) {
  const [state, setState] = useState<LogsState>({ kind: "reading" });
  const running = useRef<AbortController>(null);

  const read = async (logs: LogChoice): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    setState({ kind: "reading" });
    let events: readonly LogEvent[] = [];
    let from: CallInput<"logs.read">["logs"] = logs;
    for (;;) {
      const page: Outcome<Page> = await bridge.call(
        "logs.read",
        { logs: from, offset: events.length, limit: pageSize },
        { signal },
      );
      // Another reading has begun, or the person has stopped this one and was told so.
      if (signal.aborted) return;
      if (!page.ok) {
        setState({ kind: "failed", error: page.error });
        return;
      }
      const { readingId, total, sources, linesRead }: Page = page.value;
      events = [...events, ...page.value.events];
      from = { readingId };
      setState({ kind: "read", events, total, sources, linesRead });
      if (events.length >= total || page.value.events.length === 0) return;
    }
  };

  const first = useRef(firstChoice);
  useEffect(() => {
    void read(first.current);
    return () => running.current?.abort();
    // Only when the place is opened; every other reading is asked for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [bridge]);

  return {
    state,
    read: (choice: LogChoice) => void read(choice),
    stop: () => {
      running.current?.abort();
      setState({ kind: "stopped" });
    },
  };
}
