import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  burstPackets,
  dpiLane,
  type DpiLaneState,
  type DpiRequest,
  triesPerSize,
} from "../../../../main/probes/dpi/lane.ts";
import { fisherExact, judgeDpi } from "../../../../main/probes/dpi/verdict.ts";
import { seededFractions, simulate } from "../simulate.ts";

type Passes = (request: DpiRequest, count: number) => boolean;

function lane(passes: Passes, withBurst = true): DpiLaneState {
  let count = 0;
  return simulate(dpiLane(withBurst), {
    roundTripMs: () => 40,
    answer: (request) => (passes(request, ++count) ? "reply" : "lost"),
  }).state;
}
const all: Passes = () => true;
const none: Passes = () => false;
const lossy = (seed: number, percent: number, inner: Passes = all): Passes => {
  const fraction = seededFractions(seed);
  return (request, count) => inner(request, count) && fraction() * 100 >= percent && fraction() * 100 >= percent;
};

describe("a lane", () => {
  it("sends six of each size, and twenty in the burst where one is wanted", () => {
    expect(lane(none).sent).toEqual({ small: triesPerSize, large: triesPerSize, burst: burstPackets });
    expect(lane(none, false).sent).toEqual({ small: triesPerSize, large: triesPerSize, burst: 0 });
  });
});

describe("the comparison", () => {
  it.each([
    ["everything passes", all, all, "none"],
    ["IKE passes, and nothing neutral is answered at all", all, none, "none"],
    ["IKE is dropped", none, all, "content"],
    ["large IKE is dropped", ({ part }) => part !== "large", all, "size"],
    ["IKE is dropped after ten packets", (_, count) => count <= 10, all, "rate"],
  ] as readonly (readonly [string, Passes, Passes, string])[])("%s", (_, ike, neutral, value) => {
    expect(judgeDpi(lane(ike), lane(neutral))).toEqual({ kind: "decided", value });
  });

  it.each([
    ["nothing is answered", none, none],
    ["large packets of neither kind pass", ({ part }) => part !== "large", ({ part }) => part !== "large"],
  ] as readonly (readonly [string, Passes, Passes])[])("is not decided where %s", (_, ike, neutral) => {
    expect(judgeDpi(lane(ike), lane(neutral)).kind).toBe("unknown");
  });

  it("calls 10 % loss in each direction interference in fewer than 1 of 200 runs", () => {
    const runs = 4_000;
    let wrong = 0;
    for (let seed = 0; seed < runs; seed += 1) {
      const verdict = judgeDpi(lane(lossy(2 * seed, 10)), lane(lossy(2 * seed + 1, 10)));
      if (verdict.kind !== "decided" || verdict.value !== "none") wrong += 1;
    }
    expect(wrong / runs).toBeLessThan(0.005);
  });

  it("still sees dropped content, and a rate limit, through that loss", () => {
    const limited: Passes = (_, count) => count <= 10;
    let content = 0;
    let rate = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const neutral = lane(lossy(seed, 10));
      if (judgeDpi(lane(none), neutral).kind === "decided") content += 1;
      const slowed = judgeDpi(lane(lossy(seed + 1_000, 10, limited)), neutral);
      if (slowed.kind === "decided" && slowed.value !== "none") rate += 1;
    }
    expect(content).toBeGreaterThan(265);
    expect(rate).toBeGreaterThan(265);
  });
});

describe("Fisher's exact test", () => {
  it.each([
    // Fisher's own example, the lady tasting tea: 1 of 4 cups right against 3 of 4, and none against 4.
    [0, 4, 4, 0, 1 / 70],
    [1, 3, 3, 1, 17 / 70],
    [5, 5, 5, 5, 0.671_9],
  ])("of %i/%i against %i/%i is %d", (hitsA, missesA, hitsB, missesB, chance) => {
    expect(fisherExact(hitsA, missesA, hitsB, missesB)).toBeCloseTo(chance, 3);
  });

  it("is always a chance", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20), (hitsA, missesA, hitsB, missesB) => {
        const chance = fisherExact(hitsA, missesA, hitsB, missesB);
        expect(chance >= 0 && chance <= 1).toBe(true);
      }),
    );
  });
});
