import { failure, success, type Outcome } from "../../model/failure.ts";
import { maxWaitEvents, waitTimeout, type Handle, type NoticeCalls } from "./notice-calls.ts";

/** What is told of an event of Windows, until it is closed. */
export interface EventListener {
  /** The event was set. */
  readonly heard: (event: Handle) => void;
  /** It cannot be waited for any more, and is closed. */
  readonly lost: (reason: string) => void;
}

export interface NoticeWaiter {
  /** A new event, and what closes it; `not-supported` where Windows has no more. */
  readonly listen: (listener: EventListener) => Outcome<{ readonly event: Handle; readonly close: () => void }>;
}

interface WaiterTools {
  readonly calls: Pick<NoticeCalls, "createEvent" | "setEvent" | "closeEvent" | "waitForAny">;
  readonly sleep: (durationMs: number) => Promise<void>;
  /** Has something done when the process ends; gives what takes that back. */
  readonly atExit: (run: () => void) => () => void;
}

/** Node cannot end while its worker thread waits: should nothing wake it, the program ends after this. */
const longestWaitMs = 10_000;
/** An event that is set again and again must not take a whole processor. */
const pauseMs = 50;

/**
 * Waits for all events of Windows in one call, because each call holds one of the few worker threads of Node. While nothing
 * listens, nothing waits.
 */
export function createNoticeWaiter({ calls, sleep, atExit }: WaiterTools): NoticeWaiter {
  const listeners = new Map<Handle, EventListener>();
  /** Closed when the wait is over: Windows forbids it before. */
  let left: Handle[] = [];
  let wake: Handle | null = null;

  const closeLeft = (): void => {
    for (const event of left) calls.closeEvent(event);
    left = [];
  };
  const wakeUp = (): void => {
    if (wake !== null) calls.setEvent(wake);
  };
  const waitOnce = async (waker: Handle): Promise<string | null> => {
    const events = [waker, ...listeners.keys()];
    const index = await calls.waitForAny(events, longestWaitMs).catch(() => -1);
    const event = events[index];
    if (event === undefined) return index === waitTimeout ? null : "Windows cannot wait for changes any more.";
    const listener = listeners.get(event);
    if (listener === undefined) return null;
    // Of several that are set, Windows gives the first: who was heard goes to the end.
    listeners.delete(event);
    listeners.set(event, listener);
    listener.heard(event);
    await sleep(pauseMs);
    return null;
  };
  const run = async (waker: Handle): Promise<void> => {
    const forget = atExit(wakeUp);
    while (listeners.size > 0) {
      const problem = await waitOnce(waker);
      closeLeft();
      if (problem === null) continue;
      const lost = [...listeners];
      listeners.clear();
      for (const [event, listener] of lost) {
        calls.closeEvent(event);
        listener.lost(problem);
      }
    }
    wake = null;
    forget();
    calls.closeEvent(waker);
  };

  return {
    listen: (listener) => {
      const event = listeners.size < maxWaitEvents - 1 ? calls.createEvent() : null;
      if (event === null) return failure("not-supported", "Windows has no more events to wait for.");
      const waker = wake ?? calls.createEvent();
      if (waker === null) {
        calls.closeEvent(event);
        return failure("not-supported", "Windows has no more events to wait for.");
      }
      listeners.set(event, listener);
      if (wake === null) {
        wake = waker;
        void run(waker);
      } else wakeUp();
      return success({
        event,
        close: () => {
          if (!listeners.delete(event)) return;
          left.push(event);
          wakeUp();
        },
      });
    },
  };
}
