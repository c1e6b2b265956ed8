import { answeredOf, burstPackets, type DpiLaneState, triesPerSize } from "./lane.ts";

/**
 * What the network does to IKE that it does not do to other content of the same size, to the same port, at the same time:
 * `content` drops all of it, `size` the large packets, `rate` most of what comes after the first or too fast.
 */
type DpiValue = "none" | "content" | "size" | "rate";

export type DpiVerdict =
  { readonly kind: "decided"; readonly value: DpiValue } | { readonly kind: "unknown"; readonly reason: string };

/** Answers to neutral content that a comparison needs; fewer say that the path itself loses too much. */
const neutralNeeded = 4;
/** A difference that chance makes more often than this is none. */
const significance = 0.001;

/** Compares the two kinds of content. What passes as IKE needs no comparison. */
export function judgeDpi(ike: DpiLaneState, neutral: DpiLaneState): DpiVerdict {
  const count = (state: DpiLaneState, part: "small" | "large") => answeredOf(state, part);
  if (count(ike, "small") === 0) {
    if (count(neutral, "small") >= neutralNeeded) return { kind: "decided", value: "content" };
    return { kind: "unknown", reason: "the gateway answered too little of either kind to compare" };
  }
  if (count(ike, "large") === 0) {
    if (count(neutral, "large") >= neutralNeeded) return { kind: "decided", value: "size" };
    return { kind: "unknown", reason: "no large packet was answered, of whatever content" };
  }
  return isSlowed(ike, neutral) ? { kind: "decided", value: "rate" } : { kind: "decided", value: "none" };
}

function isSlowed(ike: DpiLaneState, neutral: DpiLaneState): boolean {
  const total = (state: DpiLaneState) => state.answered.size;
  const asked = 2 * triesPerSize + (ike.sent.burst > 0 ? burstPackets : 0);
  if (total(ike) * 2 > total(neutral)) return false;
  return fisherExact(total(ike), asked - total(ike), total(neutral), asked - total(neutral)) < significance;
}

/**
 * The chance that the first of two samples has so few hits or fewer if both came from the same population (Fisher's exact
 * test, one-sided).
 */
export function fisherExact(hitsA: number, missesA: number, hitsB: number, missesB: number): number {
  const rowA = hitsA + missesA;
  const rowB = hitsB + missesB;
  const hits = hitsA + hitsB;
  const whole = logChoose(rowA + rowB, hits);
  let sum = 0;
  for (let a = Math.max(0, hits - rowB); a <= hitsA; a += 1) {
    sum += Math.exp(logChoose(rowA, a) + logChoose(rowB, hits - a) - whole);
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let index = 1; index <= k; index += 1) sum += Math.log((n - k + index) / index);
  return sum;
}
