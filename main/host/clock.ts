import { performance } from "node:perf_hooks";
import type { Clock } from "../model/ports/clock.ts";

/** The machine's clocks. A sleep keeps the process alive until it is over or aborted. */
export function createSystemClock(): Clock {
  return {
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        const end = () => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", end);
          resolve();
        };
        const timer = setTimeout(end, durationMs);
        signal?.addEventListener("abort", end, { once: true });
      }),
  };
}
