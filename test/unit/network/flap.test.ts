import { describe, expect, it } from "vitest";
import type { NetworkChange } from "../../../main/model/network-change.ts";
import { foldFlaps, noFlaps, settleFlaps } from "../../../main/network/flap.ts";

const at = "2026-11-23T10:00:00.000Z";
const change = (reason: NetworkChange["reason"], interfaceName = "wlan0"): NetworkChange => ({
  at,
  reason,
  interfaceName,
  detail: `${interfaceName}: ${reason}.`,
});

/** Feeds changes, each with its time, and collects what is told. */
function tell(timed: readonly (readonly [number, NetworkChange])[]) {
  let state = noFlaps;
  const told: NetworkChange[] = [];
  for (const [nowMs, one] of timed) {
    const folded = foldFlaps(state, [one], nowMs);
    state = folded.state;
    told.push(...folded.told);
  }
  return { state, told };
}

describe("foldFlaps", () => {
  it("tells a link that was cut once as it happens", () => {
    const { state, told } = tell([
      [0, change("link-down")],
      [300, change("link-up")],
    ]);
    expect(told.map(({ reason }) => reason)).toEqual(["link-down", "link-up"]);
    expect(settleFlaps(state, 60_000)).toEqual({ state: noFlaps, told: [] });
  });

  it("folds a link that goes to and fro into one change with its last state", () => {
    const { state, told } = tell(
      Array.from({ length: 8 }, (_, turn) => [turn * 200, change(turn % 2 === 0 ? "link-down" : "link-up")] as const),
    );
    expect(told.map(({ reason }) => reason)).toEqual(["link-down", "link-up"]);
    expect(settleFlaps(state, 3_000).told).toEqual([]);
    expect(settleFlaps(state, 7_000).told).toEqual([
      { ...change("link-up"), reason: "link-flapped", detail: "wlan0: link-up. It changed 8 times in a row." },
    ]);
  });

  it("keeps interfaces apart, and never holds back sleep", () => {
    const { told } = tell([
      [0, change("address-changed", "eth0")],
      [1, change("address-changed", "wlan0")],
      [2, change("address-changed", "eth1")],
      ...Array.from({ length: 5 }, (_, turn) => [3 + turn, change("slept", "")] as const),
    ]);
    expect(told).toHaveLength(8);
  });

  it("begins anew after a silence", () => {
    const { told } = tell(Array.from({ length: 6 }, (_, turn) => [turn * 6_000, change("dns-changed", "")] as const));
    expect(told).toHaveLength(6);
  });
});
