import type { RandomSource } from "../../main/model/ports/random.ts";

/** Bytes that depend on nothing but the seed: Tommy Ettinger's mulberry32, of which the top octet is taken. */
export function createSeededRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 24) & 0xff;
  };
  return { bytes: (lengthBytes) => Uint8Array.from({ length: lengthBytes }, next) };
}
