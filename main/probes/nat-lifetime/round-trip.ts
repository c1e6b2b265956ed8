/** A running estimate of the round trip (RFC 6298 section 2), so that one late packet does not slow the whole run down. */
export interface RoundTrip {
  readonly smoothedMs: number;
  readonly variationMs: number;
}

const smoothingGain = 1 / 8;
const variationGain = 1 / 4;
const variations = 4;
/** A path with more than this is not measured by it. */
const longestMs = 2_000;
const granularityMs = 10;

/** The estimate after one more sample; null before the first. */
export function afterSample(before: RoundTrip | null, sampleMs: number): RoundTrip {
  if (before === null) return { smoothedMs: sampleMs, variationMs: sampleMs / 2 };
  const { smoothedMs, variationMs } = before;
  return {
    smoothedMs: smoothedMs + smoothingGain * (sampleMs - smoothedMs),
    variationMs: variationMs + variationGain * (Math.abs(sampleMs - smoothedMs) - variationMs),
  };
}

/** What nearly no round trip exceeds, in whole steps of 10 ms; 0 before the first sample. */
export function roundTripBoundMs(roundTrip: RoundTrip | null): number {
  if (roundTrip === null) return 0;
  const boundMs = roundTrip.smoothedMs + variations * roundTrip.variationMs;
  return Math.min(longestMs, Math.ceil(boundMs / granularityMs) * granularityMs);
}
