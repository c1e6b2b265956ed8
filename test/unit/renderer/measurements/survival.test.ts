import { describe, expect, it } from "vitest";
import type { Measurement } from "../../../../main/model/measurement.ts";
import { rungsOf, tooBigHeard } from "../../../../renderer/pages/measurements/sizes.ts";
import {
  chartEndSeconds,
  curveOf,
  keepaliveOf,
  survivalsOf,
} from "../../../../renderer/pages/measurements/survival.ts";

const measured = (kind: Measurement["kind"], rest: Partial<Measurement>): Measurement => ({
  kind,
  outcome: "measured",
  method: "test",
  target: "203.0.113.10:500",
  details: {},
  ...rest,
});

describe("survival curves", () => {
  it("fall between the bounds, and never fall where the end was not seen", () => {
    const survivals = survivalsOf([
      measured("nat-lifetime-replied", { value: 30, low: 29.8, high: 30.2 }),
      measured("nat-lifetime-unreplied", { value: 120, details: { atLeast: true } }),
      { ...measured("nat-lifetime-replied", {}), outcome: "unknown", reason: "no responder" },
    ]);
    expect(survivals.map(({ openUntilSeconds, closedAtSeconds }) => [openUntilSeconds, closedAtSeconds])).toEqual([
      [29.8, 30.2],
      [120, null],
    ]);
    const curves = survivals.map((survival) => curveOf(survival, 200));
    expect(curves[0]?.map(({ idleSeconds, open }) => [idleSeconds, open])).toEqual([
      [0, 1],
      [29.8, 1],
      [30.2, 0],
      [200, 0],
    ]);
    expect(curves[1]?.at(-1)).toEqual({ idleSeconds: 120, open: 1 });
  });

  it("leave room for the advised keepalive", () => {
    expect(chartEndSeconds([], undefined)).toBe(36);
    expect(chartEndSeconds([], 100)).toBe(120);
    expect(keepaliveOf([measured("keepalive-interval", { value: 15, unit: "s" })])).toBe(15);
  });
});

describe("the ladder of sizes", () => {
  it("has the link, the way and the way back, largest first, and leaves out what is not known", () => {
    const rungs = rungsOf([
      measured("path-mtu", { value: 1380, low: 1380, high: 1381, details: { linkMtuBytes: 1500 } }),
      measured("path-mtu-reverse", { value: 1492 }),
    ]);
    expect(rungs.map(({ id, sizeBytes }) => [id, sizeBytes])).toEqual([
      ["link", 1500],
      ["path-back", 1492],
      ["path", 1380],
    ]);
    expect(rungsOf([{ ...measured("path-mtu", {}), outcome: "unknown" }])).toEqual([]);
  });

  it("does not know whether anybody complains where nobody looked", () => {
    expect(tooBigHeard([])).toBeUndefined();
    expect(tooBigHeard([measured("icmp-too-big", { value: false })])).toBe(false);
  });
});
