import type { RandomSource } from "../model/ports/random.ts";
import { randomInteger } from "./chance.ts";

/** A person who works for a while, then does something else for longer: when the next packet of theirs is due. */
export interface UserActivity {
  readonly nextPacketAtMs: number;
  readonly afterPacket: () => UserActivity;
}

const minuteMs = 60_000;
const betweenPacketsMs = 5000;
const busyMinutes = { low: 5, high: 15 } as const;
const pauseMinutes = { low: 20, high: 40 } as const;

/** Someone who begins to work at `nowMs`, right after the tunnel came up. */
export function createUserActivity(random: RandomSource, nowMs: number): UserActivity {
  return working(random, nowMs, nowMs + minutesMs(random, busyMinutes));
}

function working(random: RandomSource, nextPacketAtMs: number, busyUntilMs: number): UserActivity {
  return {
    nextPacketAtMs,
    afterPacket: () =>
      nextPacketAtMs + betweenPacketsMs <= busyUntilMs
        ? working(random, nextPacketAtMs + betweenPacketsMs, busyUntilMs)
        : createUserActivity(random, nextPacketAtMs + minutesMs(random, pauseMinutes)),
  };
}

function minutesMs(random: RandomSource, { low, high }: { readonly low: number; readonly high: number }): number {
  return randomInteger(random, low * minuteMs, high * minuteMs);
}
