import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathMtuSearch, type PathMtuState } from "../../../../main/probes/path-mtu/search.ts";
import { seededFractions, simulate, type SimulatedRun } from "../simulate.ts";

interface Path {
  readonly mtuBytes: number;
  readonly lossEachWay: number;
  /** Whether a router tells of packets that are too big. */
  readonly tooBigHeard: boolean;
  readonly seed: number;
  readonly linkMtuBytes?: number;
  readonly roundTripMs?: number;
}

function search(path: Path): SimulatedRun<PathMtuState> {
  const { mtuBytes, lossEachWay, tooBigHeard, seed, linkMtuBytes = 1500, roundTripMs = 50 } = path;
  const fraction = seededFractions(seed);
  const lost = () => fraction() < lossEachWay;
  let knownMtuBytes = linkMtuBytes;
  return simulate(pathMtuSearch(576, linkMtuBytes), {
    roundTripMs: () => roundTripMs * (1 + fraction() / 10),
    answer: ({ sizeBytes }) => {
      if (lost()) return "lost";
      if (sizeBytes <= mtuBytes) return lost() ? "lost" : "reply";
      if (tooBigHeard) knownMtuBytes = mtuBytes;
      return "lost";
    },
    knownMtuBytes: () => knownMtuBytes,
  });
}

const isExactAt = ({ state }: SimulatedRun<PathMtuState>, mtuBytes: number) =>
  state.end === "exact" && state.answeredBytes === mtuBytes;

describe("the search for the path MTU", () => {
  it("is exact for every size there is, without loss", () => {
    for (let mtuBytes = 576; mtuBytes <= 1500; mtuBytes += 1) {
      for (const tooBigHeard of [true, false]) {
        const run = search({ mtuBytes, lossEachWay: 0, tooBigHeard, seed: mtuBytes });
        expect(isExactAt(run, mtuBytes), `${mtuBytes}`).toBe(true);
        expect(run.packets).toBeLessThanOrEqual(110);
      }
    }
  });

  it.each([
    [1492, true],
    [1492, false],
    [1454, true],
    [1400, true],
    [1400, false],
    [1387, true],
    [1387, false],
    [1281, false],
  ])(
    "finds %i bytes (packet-too-big heard: %s) in 99 of 100 runs at 1, 5 and 10 %% loss each way",
    (mtuBytes, tooBigHeard) => {
      for (const [lossEachWay, wanted] of [
        [0.01, 1],
        [0.05, 0.998],
        [0.1, 0.99],
      ] as const) {
        const runs = Array.from({ length: 1_000 }, (_, seed) => search({ mtuBytes, lossEachWay, tooBigHeard, seed }));
        const exact = runs.filter((run) => isExactAt(run, mtuBytes)).length;
        expect(exact / runs.length).toBeGreaterThanOrEqual(wanted);
        const packets = runs.map((run) => run.packets).sort((left, right) => left - right);
        expect(packets[Math.floor(0.95 * packets.length)]).toBeLessThanOrEqual(100);
        expect(packets.at(-1)).toBeLessThanOrEqual(125);
      }
    },
  );

  it("takes one round trip where the link's size passes, about three where packet-too-big is heard, below 1 s in a black hole", () => {
    expect(search({ mtuBytes: 1500, lossEachWay: 0, tooBigHeard: true, seed: 1 }).durationMs).toBeLessThan(60);
    expect(search({ mtuBytes: 1400, lossEachWay: 0, tooBigHeard: true, seed: 1 }).durationMs).toBeLessThan(4 * 50);
    expect(search({ mtuBytes: 1387, lossEachWay: 0, tooBigHeard: false, seed: 1 }).durationMs).toBeLessThan(1_000);
  });

  it("never claims a size that was not answered, and never one above the path's", () => {
    fc.assert(
      fc.property(
        fc.record({
          mtuBytes: fc.integer({ min: 300, max: 1500 }),
          lossEachWay: fc.double({ min: 0, max: 0.5, noNaN: true }),
          tooBigHeard: fc.boolean(),
          seed: fc.nat(),
          linkMtuBytes: fc.integer({ min: 576, max: 1500 }),
          roundTripMs: fc.integer({ min: 1, max: 900 }),
        }),
        (path) => {
          const { state, packets } = search(path);
          expect(state.end).not.toBeNull();
          expect(state.answeredBytes ?? 0).toBeLessThanOrEqual(Math.min(path.mtuBytes, path.linkMtuBytes));
          expect(packets).toBeLessThanOrEqual(130);
        },
      ),
    );
  });

  it("is not led astray by a packet-too-big that lies", () => {
    for (const lie of [68, 576, 1000, 1399, 1401, 1450, 1499]) {
      const { state } = simulate(pathMtuSearch(576, 1500), {
        roundTripMs: () => 20,
        answer: ({ sizeBytes }) => (sizeBytes <= 1400 ? "reply" : "lost"),
        knownMtuBytes: () => lie,
      });
      expect(state, `lie ${lie}`).toMatchObject({ end: "exact", answeredBytes: 1400 });
    }
  });

  it("believes the system that the link is smaller, but only the second time", () => {
    let nextIsRefused = true;
    const { state } = simulate(pathMtuSearch(576, 1500), {
      roundTripMs: () => 20,
      send: ({ sizeBytes }) => {
        if (sizeBytes > 1420) return "too-big";
        // One innocent packet is refused for the sake of an earlier ICMP error.
        const refused = sizeBytes === 1380 && nextIsRefused;
        nextIsRefused &&= !refused;
        return refused ? "too-big" : "sent";
      },
      answer: () => "reply",
      knownMtuBytes: () => 1500,
    });
    expect(state).toMatchObject({ end: "exact", answeredBytes: 1420, topBytes: 1420 });
    expect(nextIsRefused).toBe(false);
  });

  it("gives bounds instead of a wrong number when the gateway falls silent in the middle", () => {
    let answers = 0;
    const { state } = simulate(pathMtuSearch(576, 1500), {
      roundTripMs: () => 20,
      answer: ({ sizeBytes }) => {
        if (sizeBytes > 1400 || answers >= 8) return "lost";
        answers += 1;
        return "reply";
      },
    });
    expect(state.end).toBe("bracket");
    expect(state.answeredBytes).toBeLessThanOrEqual(1400);
  });

  it("says nothing where nothing answers, and ends", () => {
    const { state, packets, durationMs } = search({ mtuBytes: 0, lossEachWay: 0, tooBigHeard: false, seed: 1 });
    expect(state).toMatchObject({ end: "silent", answeredBytes: null });
    expect(packets).toBeLessThan(50);
    expect(durationMs).toBeLessThan(4_000);
  });

  it("waits with oversized packets before it says that no router speaks", () => {
    const { state, durationMs } = search({
      mtuBytes: 1492,
      lossEachWay: 0,
      tooBigHeard: false,
      seed: 1,
      roundTripMs: 2,
    });
    const oversize = [...state.unanswered].reduce((sum, [size, copies]) => sum + (size > 1492 ? copies : 0), 0);
    expect(oversize).toBeGreaterThanOrEqual(8);
    expect(durationMs).toBeGreaterThanOrEqual(200);
  });
});
