import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSleep } from "../../../main/network/sleep.ts";

const at = (wallMs: number, monotonicMs: number) => ({ wallMs, monotonicMs });

describe("findSleep", () => {
  it("dates a sleep at the wake-up and tells its length", () => {
    expect(findSleep(at(0, 100), at(3_601_000, 1_100))).toEqual({
      at: "1970-01-01T01:00:01.000Z",
      reason: "slept",
      detail: "The machine slept for about 3600 s.",
    });
  });

  it("is no sleep while both clocks go on together, whatever the time between, or when the wall clock is set back", () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1_999), (passedMs, stepMs) => {
        expect(findSleep(at(5, 7), at(5 + passedMs + stepMs, 7 + passedMs))).toBeNull();
        expect(findSleep(at(5e9, 7), at(5e9 + passedMs - stepMs * 1_000, 7 + passedMs))).toBeNull();
      }),
    );
  });

  it("begins at two seconds", () => {
    expect(findSleep(at(0, 0), at(2_000, 0))).not.toBeNull();
  });
});
