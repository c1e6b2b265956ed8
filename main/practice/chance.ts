import type { RandomSource } from "../model/ports/random.ts";

/** A number from 0 up to, not including, 1. */
function randomFraction(random: RandomSource): number {
  const [high = 0, middle = 0, low = 0] = random.bytes(3);
  return ((high << 16) | (middle << 8) | low) / 0x1000000;
}

/** A whole number from `low` up to, not including, `high`. */
export function randomInteger(random: RandomSource, low: number, high: number): number {
  return low + Math.floor(randomFraction(random) * (high - low));
}

/** True in `percent` of 100 calls. */
export function happens(random: RandomSource, percent: number): boolean {
  return percent > 0 && randomFraction(random) * 100 < percent;
}
