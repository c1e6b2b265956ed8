/*
 * Messages that leave a half-open IKE SA on the gateway are rationed. strongSwan asks an address for cookies at three
 * half-open SAs and shuts it out at five (charon.cookie_threshold_ip, charon.block_threshold); behind a carrier's NAT
 * that would hit other customers too. They age out in 30 s there.
 */
export const halfOpenWindowMs = 32_000;
export const halfOpenPerWindow = 2;
export const halfOpenPerRun = 12;

/** How long ago each was opened, as far as that still matters: ms of the run's clock, oldest first. */
export type HalfOpenTimes = readonly number[];

/** Ms until the next one may be opened: 0 is now, null never again in this run. */
export function halfOpenWaitMs(openedAtMs: HalfOpenTimes, nowMs: number): number | null {
  if (openedAtMs.length >= halfOpenPerRun) return null;
  const limiting = openedAtMs.at(-halfOpenPerWindow);
  return limiting === undefined ? 0 : Math.max(0, limiting + halfOpenWindowMs - nowMs);
}

/** The ration of one run, shared by all of its probes. */
export interface HalfOpenBudget {
  /**
   * Takes one for a message that may open a half-open SA; its repetitions, octet for octet, are free. False when that
   * would be one too many now: the caller sends nothing, or asks again after `waitMs`.
   */
  readonly take: (nowMs: number) => boolean;
  /** Gives the last one back, because the gateway has refused at once and opened nothing. */
  readonly giveBack: () => void;
  /** Ms until `take` succeeds; null never. */
  readonly waitMs: (nowMs: number) => number | null;
}

/** A full ration. Times are ms of a clock that never goes back. */
export function createHalfOpenBudget(): HalfOpenBudget {
  let openedAtMs: HalfOpenTimes = [];
  return {
    waitMs: (nowMs) => halfOpenWaitMs(openedAtMs, nowMs),
    giveBack: () => {
      openedAtMs = openedAtMs.slice(0, -1);
    },
    take: (nowMs) => {
      if (halfOpenWaitMs(openedAtMs, nowMs) !== 0) return false;
      openedAtMs = [...openedAtMs, nowMs];
      return true;
    },
  };
}
