import { describe, expect, it } from "vitest";
import { lifetimeNear, lifetimes } from "../../../main/logs/lifetimes.ts";
import { connectionName } from "../../../main/diagnosis/negotiation.ts";
import { settingBytes, settingSeconds } from "../../../main/diagnosis/tunnel.ts";
import { durationText } from "../../../main/model/duration-text.ts";
import { listText, median, quoted } from "../../../main/diagnosis/wording.ts";
import { profile } from "./observations.ts";

describe("lifetimes", () => {
  it("are told apart: no session length hits two", () => {
    for (const { lifetimeMs, toleranceMs } of lifetimes) {
      const hits = lifetimes.filter(
        (other) => Math.abs(other.lifetimeMs - lifetimeMs) <= other.toleranceMs + toleranceMs,
      );
      expect(hits).toHaveLength(1);
    }
  });

  it.each([
    [480_000, true],
    [492_000, false],
    [61.4 * 60_000, true],
    [57 * 60_000, false],
    [10_034_000, true],
  ])("%i ms: %s", (lengthMs, expected) => {
    expect(lifetimeNear(lengthMs) !== undefined).toBe(expected);
  });
});

describe("connectionName", () => {
  it.each([
    ['"l2tp-psk"[4]', "l2tp-psk"],
    ["office[12]", "office"],
    ["office{3}", "office"],
    ["<office|7>", ""],
    ["office", "office"],
  ])("%s is %s", (text, expected) => {
    expect(connectionName(text)).toBe(expected);
  });
});

describe("settings of a profile", () => {
  it.each([
    ["30s", 30],
    ["2m", 120],
    ["1h", 3600],
    ["45", 45],
    ["", undefined],
    ["never", undefined],
    ["-5s", undefined],
  ])("%s as a duration", (text, expected) => {
    expect(settingSeconds(profile("ikev2", { dpd_delay: text }), "dpd_delay")).toBe(expected);
  });

  it.each([
    ["1280", 1280],
    ["auto", undefined],
    ["999999", undefined],
  ])("%s as a size", (text, expected) => {
    expect(settingBytes(profile("ikev2", { mtu: text }), "mtu")).toBe(expected);
  });
});

describe("wording", () => {
  it.each([
    [0, "0 s"],
    [59_400, "59 s"],
    [60_000, "1 min"],
    [3_598_000, "59 min 58 s"],
    [3_599_900, "1 h"],
    [10_034_000, "2 h 47 min"],
  ])("%i ms is %s", (durationMs, expected) => {
    expect(durationText(durationMs)).toBe(expected);
  });

  it("joins lists as people do", () => {
    expect([listText([]), listText(["a"]), listText(["a", "b"]), listText(["a", "b", "c"])]).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
  });

  it("quotes hostile text on one bounded line", () => {
    expect(quoted("a\r\n\u001b[31mb\u202ec\td")).toBe("a [31mb c d");
    expect(quoted("x".repeat(5_000))).toHaveLength(200);
  });

  it("takes the middle value", () => {
    expect([median([]), median([3]), median([9, 1]), median([5, 1, 9])]).toEqual([undefined, 3, 1, 5]);
  });
});
