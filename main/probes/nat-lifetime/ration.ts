import type { ProbeContext } from "../context.ts";

/** Waits until one more half-open SA may be opened, and takes it; false when there will be none. */
export async function waitForRation({ clock, halfOpen, signal }: ProbeContext): Promise<boolean> {
  while (!halfOpen.take(clock.monotonicMs())) {
    const waitMs = halfOpen.waitMs(clock.monotonicMs());
    if (waitMs === null) return false;
    await clock.sleep(Math.max(1, waitMs), signal);
    if (signal?.aborted === true) return false;
  }
  return true;
}

/** The reason of what a run could not do for want of it. */
export const noRationReason = "no more half-open SAs may be opened in this run";
