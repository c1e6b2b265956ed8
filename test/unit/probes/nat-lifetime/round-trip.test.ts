import { describe, expect, it } from "vitest";
import { afterSample, type RoundTrip, roundTripBoundMs } from "../../../../main/probes/nat-lifetime/round-trip.ts";

const estimate = (samples: readonly number[]) => roundTripBoundMs(samples.reduce<RoundTrip | null>(afterSample, null));
const steady = (count: number) => Array.from({ length: count }, () => 40);

describe("the round trip", () => {
  it.each([
    ["nothing", [], 0],
    ["one sample, threefold (RFC 6298 section 2.2)", [40], 120],
    ["a steady path", steady(40), 50],
    ["one late packet", [...steady(40), 700], 790],
    ["one late packet, and then none", [...steady(40), 700, ...steady(30)], 60],
    ["a path that is too slow", Array.from({ length: 9 }, () => 5_000), 2_000],
  ])("of %s", (_, samples, boundMs) => {
    expect(estimate(samples)).toBe(boundMs);
  });
});
