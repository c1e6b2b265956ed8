import type { NetworkChange } from "../model/network-change.ts";

/** Both clocks, read at the same moment. */
export interface ClockReading {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** A tick comes late where a machine is busy; one that is later than this stood still. */
const latestTickMs = 5_000;

/**
 * As `findSleep`, for a program that reads the clocks every `tickMs`: on systems whose monotonic clock goes on during sleep
 * (Windows' performance counter, macOS' mach_continuous_time), and for a program that was stopped, the tick comes late.
 */
export function findStandstill(before: ClockReading, after: ClockReading, tickMs: number): NetworkChange | null {
  const slept = findSleep(before, after);
  if (slept !== null) return slept;
  const lateMs = after.monotonicMs - before.monotonicMs - tickMs;
  if (lateMs < latestTickMs) return null;
  return {
    at: new Date(after.wallMs).toISOString(),
    reason: "slept",
    detail: `The machine, or this program, stood still for about ${Math.round(lateMs / 1000)} s.`,
  };
}

/** A clock step by NTP is normally below a second; a sleep that could drop a VPN lasts longer than this. */
const shortestSleepMs = 2_000;

/**
 * Finds out whether the machine slept between two readings: the wall clock goes on during sleep, the monotonic clock
 * does not. Returns the change, dated at the wake-up, or null. A wall clock that was set forward looks the same; one
 * that was set back is no sleep.
 */
export function findSleep(before: ClockReading, after: ClockReading): NetworkChange | null {
  const missingMs = after.wallMs - before.wallMs - (after.monotonicMs - before.monotonicMs);
  if (missingMs < shortestSleepMs) return null;
  return {
    at: new Date(after.wallMs).toISOString(),
    reason: "slept",
    detail: `The machine slept for about ${Math.round(missingMs / 1000)} s.`,
  };
}
