import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRecentSet } from "../../../main/logs/recent-set.ts";

describe("recent set", () => {
  it("tells apart what differs in any part, and remembers it", () => {
    const set = createRecentSet(1000);
    const keys = [
      [0, "pppd", "a"],
      [1, "pppd", "a"],
      [2 ** 33, "pppd", "a"],
      [0, "kernel", "a"],
      [0, "pppd", "b"],
      [-5, "pppd", ""],
    ] as const satisfies readonly (readonly [number, string, string])[];
    expect(keys.map(([atMs, kind, text]) => set.add(atMs, kind, text))).toEqual(keys.map(() => "new"));
    expect(keys.map(([atMs, kind, text]) => set.add(atMs, kind, text))).toEqual(keys.map(() => "again"));
  });

  it("remembers at least half of its capacity, and forgets what is older than all of it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 0, max: 300 }), (capacity, count) => {
        const set = createRecentSet(capacity);
        for (let key = 0; key <= count; key += 1) expect(set.add(key, "", "")).toBe("new");
        const young = Math.max(0, count - Math.floor(capacity / 2) + 1);
        expect(set.add(young, "", "")).toBe("again");
        if (count > capacity + 1) expect(set.add(0, "", "")).toBe("new");
      }),
    );
  });

  it("finds no chance meeting in a hundred thousand texts", () => {
    const set = createRecentSet(400_000);
    let again = 0;
    for (let n = 0; n < 100_000; n += 1) {
      if (set.add(1_795_000_000_000 + n, "strongswan", `message ${n % 97} of ${n}`) === "again") again += 1;
    }
    expect(again).toBe(0);
  });
});
