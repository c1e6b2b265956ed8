import { dispatch, type Handlers } from "../../api/dispatch.ts";
import type { CallProgress } from "../../api/contract.ts";
import type { Failure } from "../../model/failure.ts";

/** What the tray shows of the watch. */
export type WatchState = "off" | "watching" | "paused" | "failed";

export interface BackgroundWatch {
  readonly state: () => WatchState;
  /** Begins to watch, also after a pause; nothing where it watches already. */
  readonly start: () => void;
  readonly pause: () => void;
  /** Ends it; resolves when the last record is kept. */
  readonly stop: () => Promise<void>;
}

interface BackgroundWatchPorts {
  readonly handlers: Handlers;
  readonly onState: (state: WatchState) => void;
  readonly onNews: (news: CallProgress<"watch.run">) => void;
  readonly onFailure: (failure: Failure) => void;
  readonly reportBug: (error: unknown) => void;
}

/** The watch that goes on without a window, through the same call as every other one. */
export function createBackgroundWatch(ports: BackgroundWatchPorts): BackgroundWatch {
  let state: WatchState = "off";
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  const become = (next: WatchState): void => {
    if (next === state) return;
    state = next;
    ports.onState(next);
  };

  const run = async (stop: AbortController): Promise<void> => {
    try {
      const emit = (news: unknown): void => {
        if (!stop.signal.aborted) ports.onNews(news as CallProgress<"watch.run">);
      };
      const outcome = await dispatch(ports.handlers, "watch.run", { logs: {} }, { signal: stop.signal, emit });
      if (stop.signal.aborted) return;
      become("failed");
      if (!outcome.ok) ports.onFailure(outcome.error);
    } catch (error) {
      if (!stop.signal.aborted) become("failed");
      ports.reportBug(error);
    } finally {
      if (running?.stop === stop) running = undefined;
    }
  };

  const end = (next: WatchState): Promise<void> => {
    const ended = running?.ended ?? Promise.resolve();
    running?.stop.abort();
    running = undefined;
    become(next);
    return ended;
  };

  return {
    state: () => state,
    start: () => {
      if (running !== undefined) return;
      const stop = new AbortController();
      become("watching");
      // The assignment comes first: `run` looks at it when it ends at once.
      let begin: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => (begin = resolve));
      running = { stop, ended: begun.then(() => run(stop)) };
      begin();
    },
    pause: () => void end("paused"),
    stop: () => end("off"),
  };
}
