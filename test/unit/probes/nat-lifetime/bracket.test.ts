import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bracketOf, isSettled } from "../../../../main/probes/nat-lifetime/bracket.ts";
import { type Lane, type LanePhase, newLane } from "../../../../main/probes/nat-lifetime/lane.ts";

/** One lane a second, from 1 s on: alive, expired, void, or still idle. */
function lanes(outcomes: string): readonly Lane[] {
  return Array.from(outcomes, (outcome, index): Lane => {
    const idleMs = (index + 1) * 1_000;
    const phases: Readonly<Record<string, LanePhase>> = {
      A: { kind: "alive", idleMs },
      E: { kind: "expired", idleMs: idleMs + 100 },
      v: { kind: "void", reason: "stray-packet" },
      ".": { kind: "idle", armedAtMs: 0, notBeforeMs: 0, shots: 0, refreshes: 0 },
    };
    const fresh = newLane({ state: "replied", port: 500, idleMs }, "delayed-answer");
    return { ...fresh, phase: phases[outcome] ?? fresh.phase };
  });
}

describe("the bracket of a lifetime", () => {
  it.each([
    ["AAAEE...", 3_000, 4_100, 0],
    ["EE......", 0, 1_100, 0],
    ["AAAAAA", 6_000, null, 0],
    // A lost answer below an answer that came: an answer is proof.
    ["AEAAEE", 4_000, 5_100, 1],
    ["AAEAEE", 4_000, 5_100, 1],
    // A port with an older mapping above two silences: rarer than two lost answers is one such port.
    ["AAEEAEE", 2_000, 3_100, 1],
    ["AAEEEA", 2_000, 3_100, 1],
    ["vAvEvE", 2_000, 4_100, 0],
    ["AAA...", 3_000, null, 0],
  ])("%s", (outcomes, lowMs, highMs, contradictions) => {
    expect(bracketOf(lanes(outcomes))).toEqual({ lowMs, highMs, contradictions });
  });

  it.each(["", "....", "vv.v"])("of %j is not known", (outcomes) => {
    expect(bracketOf(lanes(outcomes))).toBeNull();
  });

  it("contains the truth also when one lane in the middle lies", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 15 }), fc.nat(17), (truth, liar) => {
        const honest = Array.from({ length: 18 }, (_, index) => (index < truth ? "A" : "E"));
        // Next to the edge a lie moves the bracket by one lane, and nothing can tell.
        fc.pre(liar < truth - 1 || liar > truth + 1);
        const said = honest.map((outcome, index) => (index === liar ? (outcome === "A" ? "E" : "A") : outcome));
        const bracket = bracketOf(lanes(said.join("")));
        expect(bracket).toEqual({ lowMs: truth * 1_000, highMs: (truth + 1) * 1_000 + 100, contradictions: 1 });
      }),
    );
  });
});

describe("a group is settled", () => {
  it.each([
    ["AAAEE...", true],
    ["AAAE....", false],
    ["AAEAE...", false],
    ["AAA.EE..", false],
    ["AAAvEvE.", true],
    ["AAA", true],
    ["vvv", true],
    ["....", false],
  ])("%s: %s", (outcomes, settled) => {
    expect(isSettled(lanes(outcomes))).toBe(settled);
  });
});
