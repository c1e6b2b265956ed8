import { describe, expect, it } from "vitest";
import {
  formatDuration,
  formatElapsed,
  formatExactMoment,
  formatMoment,
  formatNumber,
  formatSize,
} from "../../../renderer/format.ts";

/** A no-break space stands between number and unit. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("numbers", () => {
  it.each([
    [1400, "bytes", "1,400 bytes"],
    [0, "%", "0%"],
    [23.456, "ms", "23.46 ms"],
    [7, undefined, "7"],
  ])("%s %s", (value, unit, shown) => expect(plain(formatNumber(value, unit))).toBe(shown));

  it("never breaks between a number and its unit", () => {
    expect(formatNumber(5, "s")).toBe("5\u00a0sec");
  });
});

describe("sizes", () => {
  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [18_204, "18.2 kB"],
    [999_949, "999.9 kB"],
    [999_950, "1 MB"],
    [1_204_511, "1.2 MB"],
  ])("%i", (sizeBytes, shown) => expect(plain(formatSize(sizeBytes))).toBe(shown));
});

describe("durations", () => {
  it.each([
    [0, "0 ms"],
    [999.4, "999 ms"],
    [1032, "1 sec"],
    [1449, "1.4 sec"],
    [12_300, "12 sec"],
    [59_400, "59 sec"],
    [59_600, "1 min"],
    [125_000, "2 min 5 sec"],
    [3_599_400, "59 min 59 sec"],
    [3_599_600, "1 hr"],
    [48_000_000, "13 hr 20 min"],
    [180_000_000, "50 hr"],
  ])("%i", (durationMs, shown) => expect(plain(formatDuration(durationMs))).toBe(shown));

  it.each([
    [-5, "0 sec"],
    [999, "0 sec"],
    [12_999, "12 sec"],
    [64_000, "1 min 4 sec"],
  ])("a clock at %i", (elapsedMs, shown) => expect(plain(formatElapsed(elapsedMs))).toBe(shown));
});

describe("moments", () => {
  it("are shown with the date, and to the second as evidence", () => {
    expect(formatMoment("2026-11-23T09:14:14.000Z")).toMatch(/Nov 2[234], 2026/);
    expect(formatExactMoment("2026-11-23T09:14:14.000Z")).toContain(":14:14");
  });

  it("are shown as they are when they are none", () => {
    expect(formatMoment("yesterday")).toBe("yesterday");
  });
});
