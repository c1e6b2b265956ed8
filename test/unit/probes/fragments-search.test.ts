import { describe, expect, it } from "vitest";
import { fragmentsSearch, type FragmentsRequest } from "../../../main/probes/fragments-search.ts";
import { seededFractions, simulate } from "./simulate.ts";

interface Path {
  readonly largestBytes: number;
  readonly lossEachWay: number;
  readonly seed: number;
  readonly controlAnswered?: boolean;
}

function search({ largestBytes, lossEachWay, seed, controlAnswered = true }: Path) {
  const fraction = seededFractions(seed);
  const packetsOf = (request: FragmentsRequest) =>
    request.kind === "control" ? 1 : Math.ceil(request.sizeBytes / 1480);
  return simulate(fragmentsSearch, {
    roundTripMs: () => 40,
    answer: (request) => {
      const passes = request.kind === "control" ? controlAnswered : request.sizeBytes <= largestBytes;
      // Every fragment has to arrive, and so has the answer.
      const arrived = Array.from({ length: packetsOf(request) + 1 }, fraction).every((chance) => chance >= lossEachWay);
      return passes && arrived ? "reply" : "lost";
    },
  });
}

describe("the search for fragments", () => {
  it("takes one round where all pass", () => {
    const { state, packets, durationMs } = search({ largestBytes: 9_000, lossEachWay: 0, seed: 1 });
    expect(state.end).toBe("pass");
    expect(packets).toBe(4);
    expect(durationMs).toBeLessThan(50);
  });

  it("says dropped only where small packets are answered", () => {
    const dropped = search({ largestBytes: 0, lossEachWay: 0, seed: 1 });
    expect(dropped.state).toMatchObject({ end: "dropped", controlsAnswered: 5, answeredSizes: [] });
    expect(dropped.packets).toBe(20);
    const silent = search({ largestBytes: 0, lossEachWay: 0, seed: 1, controlAnswered: false });
    expect(silent.state.end).toBe("undecided");
  });

  it("tells which sizes pass", () => {
    const { state } = search({ largestBytes: 2_000, lossEachWay: 0, seed: 1 });
    expect(state.end).toBe("pass");
    expect([...state.answeredSizes].sort()).toEqual([1_600, 2_000]);
  });

  it("is not fooled by 10 % loss each way in 5000 runs", () => {
    for (let seed = 0; seed < 5_000; seed += 1) {
      expect(search({ largestBytes: 9_000, lossEachWay: 0.1, seed }).state.end).toBe("pass");
      expect(search({ largestBytes: 0, lossEachWay: 0.1, seed }).state.end).not.toBe("pass");
    }
  });

  it("ends when the system sends nothing", () => {
    const run = simulate(fragmentsSearch, { roundTripMs: () => 5, answer: () => "lost", send: () => "too-big" });
    expect(run.state).toMatchObject({ end: "undecided", largePacketsLeft: 0, sendFailure: "too-big" });
  });
});
