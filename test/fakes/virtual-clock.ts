import type { Clock } from "../../main/model/ports/clock.ts";

/**
 * A clock on which hours pass in no time: it stands still while anything has work to do and jumps to the next sleeper
 * when everything waits. "Everything waits" means that no promise is left to settle, so it is for code whose only
 * waiting is `sleep`.
 */
export interface VirtualClock extends Clock {
  /** How many sleeps are under way. */
  readonly sleepers: () => number;
}

interface Sleeper {
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

/** Starts at `startWallMs` (ms since 1970 UTC) with monotonic time 0. */
export function createVirtualClock(startWallMs = Date.UTC(2026, 0, 15, 12)): VirtualClock {
  // Kept in the order of waking; equal times stay in the order of going to sleep.
  const sleepers: Sleeper[] = [];
  let nowMs = 0;
  let ticking = false;

  const tick = () => {
    const next = sleepers.shift();
    if (next !== undefined) {
      nowMs = next.wakeAtMs;
      next.wake();
    }
    ticking = sleepers.length > 0;
    // Promises settle before the next immediate, so all that the waking caused has happened by then.
    if (ticking) setImmediate(tick);
  };

  const goToSleep = (sleeper: Sleeper) => {
    const later = sleepers.findIndex(({ wakeAtMs }) => wakeAtMs > sleeper.wakeAtMs);
    sleepers.splice(later === -1 ? sleepers.length : later, 0, sleeper);
    if (ticking) return;
    ticking = true;
    setImmediate(tick);
  };

  return {
    wallMs: () => startWallMs + nowMs,
    monotonicMs: () => nowMs,
    sleepers: () => sleepers.length,
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        const end = () => {
          signal?.removeEventListener("abort", end);
          const index = sleepers.indexOf(sleeper);
          if (index !== -1) sleepers.splice(index, 1);
          resolve();
        };
        const sleeper: Sleeper = { wakeAtMs: nowMs + Math.max(0, durationMs), wake: end };
        signal?.addEventListener("abort", end);
        goToSleep(sleeper);
      }),
  };
}
