import { describe, expect, it } from "vitest";
import {
  afterSilences,
  newReflectionSearch,
  nextSilences,
  type ReflectionResult,
} from "../../../../main/probes/nat-lifetime/gateway-search.ts";
import type { NatLifetimeMode } from "../../../../main/probes/nat-lifetime/plan.ts";

/** A gateway that reflects for `gatewayMs`, behind a NAT that forgets after `lifetimeMs`. */
function search(mode: NatLifetimeMode, lifetimeMs: number, gatewayMs = 30_000) {
  let state = newReflectionSearch(mode);
  let rounds = 0;
  for (let silences = nextSilences(state); silences.length > 0; silences = nextSilences(state)) {
    expect(silences.length).toBeLessThanOrEqual(2);
    const results = silences.map((idleMs): ReflectionResult =>
      idleMs >= gatewayMs ? "answered-elsewhere" : idleMs < lifetimeMs ? "alive" : "expired",
    );
    state = afterSilences(state, silences, results);
    rounds += 1;
    expect(rounds).toBeLessThanOrEqual(6);
  }
  return { state, rounds };
}

describe("the search by reflection", () => {
  it.each([
    ["quick", 1],
    ["standard", 1],
    ["deep", 2],
  ] as const)("%s: a lifetime above 25 s needs %d rounds", (mode, wanted) => {
    const { state, rounds } = search(mode, 90_000);
    expect([state.lowMs, state.highMs, rounds]).toEqual([25_000, null, wanted]);
  });

  it("deep mode finds more where the gateway remembers longer", () => {
    const { lowMs, highMs } = search("deep", 90_000, 200_000).state;
    expect(lowMs).toBeLessThan(90_000);
    expect(highMs).toBeGreaterThanOrEqual(90_000);
    expect((highMs ?? Infinity) - lowMs).toBeLessThan(3_000);
  });

  it.each([3, 5, 8, 10, 15, 20, 24].map((seconds) => seconds * 1_000))("brackets %d ms", (lifetimeMs) => {
    for (const mode of ["quick", "standard", "deep"] as const) {
      const { lowMs, highMs } = search(mode, lifetimeMs).state;
      expect(lowMs).toBeLessThan(lifetimeMs);
      expect(highMs).toBeGreaterThanOrEqual(lifetimeMs);
      const width = { quick: 23_000, standard: 3_000, deep: 1_500 }[mode];
      expect((highMs ?? Infinity) - lowMs).toBeLessThanOrEqual(width);
    }
  });

  it.each(["answered-elsewhere", "self-repeating", "not-accepted", "silent", "void"] as const)(
    "ends at once where the gateway is %s",
    (result) => {
      const state = afterSilences(newReflectionSearch("deep"), [2_000, 25_000], [result, "void"]);
      expect(state.obstacle).toBe(result);
      expect(nextSilences(state)).toEqual([]);
    },
  );

  it("does not take a gateway that ignores others for a NAT that forgets", () => {
    expect(afterSilences(newReflectionSearch("quick"), [2_000, 25_000], ["expired", "expired"]).obstacle).toBe(
      "silent",
    );
  });

  it("gives up when a round brought nothing new", () => {
    const first = afterSilences(newReflectionSearch("deep"), [2_000, 25_000], ["alive", "expired"]);
    expect(nextSilences(afterSilences(first, nextSilences(first), ["void", "void"]))).toEqual([]);
  });
});
