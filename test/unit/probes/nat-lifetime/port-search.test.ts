import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterPortSilence,
  beginSilence,
  isMoot,
  isProven,
  newPortSearch,
  nextPortSilence,
  type PortBounds,
  type PortResult,
  type PortSearch,
  withObstacle,
} from "../../../../main/probes/nat-lifetime/port-search.ts";

type Mode = PortSearch["mode"];

/** Two workers whose silences end in the order of their length; `portOf` says what each shows. */
function run(mode: Mode, prior: PortBounds | null, portOf: (idleMs: number) => PortResult["kind"]) {
  let search = newPortSearch(mode, prior);
  let silences = 0;
  for (;;) {
    for (const worker of [0, 1]) {
      const idleMs = search.underWay.has(worker) ? null : nextPortSilence(search);
      if (idleMs === null) continue;
      expect(idleMs).toBeGreaterThanOrEqual(3_000);
      silences += 1;
      search = beginSilence(search, worker, idleMs);
    }
    const [first] = [...search.underWay].sort(([, left], [, right]) => left - right);
    if (first === undefined) return { search, silences };
    const [worker, idleMs] = first;
    search = afterPortSilence(search, worker, { kind: portOf(idleMs), idleMs });
    for (const [other, keptMs] of search.underWay) {
      // A silence that is moot ends there, and shows the same as the one that has made it so.
      if (isMoot(search, keptMs)) {
        search = afterPortSilence(search, other, { kind: portOf(Math.min(keptMs, idleMs)), idleMs });
      }
    }
  }
}

const honest = (lifetimeMs: number) => (idleMs: number) => (idleMs < lifetimeMs ? "same" : "changed");
const modes: readonly Mode[] = ["quick", "standard", "deep"];
/** A ration of 12 half-open SAs, less what the steps before take, and what a worker begins with. */
const mostSilences = { quick: 6, standard: 10, deep: 12 } as const;

describe("the search by public ports", () => {
  it("says nothing but the truth, in few silences, for every lifetime", () => {
    fc.assert(
      fc.property(fc.constantFrom(...modes), fc.integer({ min: 1_000, max: 900_000 }), (mode, lifetimeMs) => {
        const { search, silences } = run(mode, null, honest(lifetimeMs));
        expect(search.obstacle).toBeNull();
        expect(search.lowMs).toBeLessThan(lifetimeMs);
        expect(search.highMs ?? Infinity).toBeGreaterThanOrEqual(lifetimeMs);
        expect(silences).toBeLessThanOrEqual(mostSilences[mode]);
        if (isProven(search)) expect(search.changed).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it.each([12, 20, 30, 45, 60, 90, 120])("brackets and proves %d s", (seconds) => {
    const { search } = run("standard", null, honest(seconds * 1_000));
    expect(isProven(search)).toBe(true);
    expect((search.highMs ?? Infinity) - search.lowMs).toBeLessThanOrEqual(Math.max(8_000, 200 * seconds));
  });

  it("proves nothing where the port never changes, however long", () => {
    for (const mode of modes) {
      const { search } = run(mode, null, () => "same");
      expect([isProven(search), search.highMs]).toEqual([false, null]);
    }
  });

  it("needs one look at each end of what another method has found", () => {
    const { search, silences } = run("standard", { lowMs: 44_000, highMs: 46_000 }, honest(45_000));
    expect(silences).toBe(2);
    expect(isProven(search)).toBe(true);
    expect(search.lowMs).toBeLessThan(45_000);
    expect(search.highMs).toBeGreaterThan(45_000);
  });

  it.each([12, 20, 30])(
    "is as narrow for %d s, which is outside of what another method says, as without it",
    (seconds) => {
      const { search } = run("standard", { lowMs: 39_200, highMs: 40_800 }, honest(seconds * 1_000));
      expect((search.highMs ?? Infinity) - search.lowMs).toBeLessThanOrEqual(4_500);
    },
  );

  it.each([12, 20, 60, 100])("finds %d s also where another method says 45 s", (seconds) => {
    const { search } = run("standard", { lowMs: 44_000, highMs: 46_000 }, honest(seconds * 1_000));
    expect(search.lowMs).toBeLessThan(seconds * 1_000);
    expect(search.highMs).toBeGreaterThanOrEqual(seconds * 1_000);
    expect((search.highMs ?? Infinity) - search.lowMs).toBeLessThan(22_000);
  });

  it("looks at both ends twice where they are not those of another method", () => {
    for (const lifetimeMs of [20_000, 100_000]) {
      const { search } = run("standard", { lowMs: 44_000, highMs: 46_000 }, honest(lifetimeMs));
      expect(isProven(search)).toBe(true);
      expect(search.changed).toBeGreaterThanOrEqual(2);
      expect(search.sameMs.filter((idleMs) => idleMs >= search.lowMs * 0.88).length).toBeGreaterThanOrEqual(2);
    }
  });

  it("says that this port keeps mappings longer only after two silences that are longer than the other's", () => {
    for (const mode of modes) {
      const { search } = run(mode, { lowMs: 70_000, highMs: 74_000 }, () => "same");
      expect([isProven(search), search.highMs]).toEqual([true, null]);
      expect(search.sameMs.filter((idleMs) => idleMs > 74_000).length).toBeGreaterThanOrEqual(2);
    }
  });

  it("is told by a contradiction that the NAT gives ports again", () => {
    const changed = { kind: "changed", idleMs: 31_000 } as const;
    const same = { kind: "same", idleMs: 66_000 } as const;
    for (const results of [
      [changed, same],
      [same, changed],
    ]) {
      const search = results.reduce<PortSearch>(
        (state, result) => afterPortSilence(state, 0, result),
        newPortSearch("standard", null),
      );
      expect(search.obstacle).toBe("ports-come-again");
      expect(nextPortSilence(search)).toBeNull();
    }
  });

  it("keeps two short silences one after the other, and two long ones at once", () => {
    const short = afterPortSilence(newPortSearch("standard", null), 0, { kind: "changed", idleMs: 31_000 });
    const first = nextPortSilence(short);
    expect(first).toBeLessThan(29_000);
    expect(nextPortSilence(beginSilence(short, 0, first ?? 0))).toBeNull();
    expect(nextPortSilence(beginSilence(newPortSearch("standard", null), 0, 31_000))).toBe(66_000);
  });

  it("gives up after three silences that showed nothing, and at the first obstacle", () => {
    let search = newPortSearch("deep", null);
    for (let round = 0; round < 3; round += 1) {
      expect(nextPortSilence(search)).toBe(31_000);
      search = afterPortSilence(beginSilence(search, 0, 31_000), 0, { kind: "void" });
    }
    expect(nextPortSilence(search)).toBeNull();
    const kept = withObstacle(withObstacle(newPortSearch("deep", null), "port-kept"), "not-accepted");
    expect([kept.obstacle, nextPortSilence(kept), isMoot(kept, 31_000)]).toEqual(["port-kept", null, true]);
  });
});
