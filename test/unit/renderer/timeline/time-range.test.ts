import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  centreOn,
  pan,
  spanMs,
  wholeRange,
  zoom,
  type TimeRange,
} from "../../../../renderer/pages/timeline/time-range.ts";

const whole: TimeRange = { fromMs: 0, toMs: 1_000_000 };

describe("what the time line shows", () => {
  it("keeps the point under the pointer where it is", () => {
    expect(zoom(whole, 0.5, 0.25, whole)).toEqual({ fromMs: 125_000, toMs: 625_000 });
  });

  it("moves by a share of its own length and stops at the ends", () => {
    const seen = { fromMs: 100_000, toMs: 200_000 };
    expect(pan(seen, 0.5, whole)).toEqual({ fromMs: 150_000, toMs: 250_000 });
    expect(pan(seen, -5, whole)).toEqual({ fromMs: 0, toMs: 100_000 });
    expect(pan(seen, 50, whole)).toEqual({ fromMs: 900_000, toMs: 1_000_000 });
  });

  it("shows nothing shorter than ten seconds", () => {
    expect(spanMs(zoom(whole, 1e-9, 0.5, whole))).toBe(10_000);
  });

  it("centres on a moment as far as the ends allow", () => {
    expect(centreOn(500_000, { fromMs: 0, toMs: 100_000 }, whole)).toEqual({ fromMs: 450_000, toMs: 550_000 });
    expect(centreOn(0, { fromMs: 200_000, toMs: 300_000 }, whole)).toEqual({ fromMs: 0, toMs: 100_000 });
  });

  it("never leaves the whole, whatever is pressed", () => {
    const moves = fc.array(
      fc.oneof(
        fc.record({
          factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
          at: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        fc.record({ share: fc.double({ min: -3, max: 3, noNaN: true }) }),
      ),
    );
    fc.assert(
      fc.property(moves, (pressed) => {
        const seen = pressed.reduce<TimeRange>(
          (range, move) => ("share" in move ? pan(range, move.share, whole) : zoom(range, move.factor, move.at, whole)),
          whole,
        );
        expect(seen.fromMs).toBeGreaterThanOrEqual(-1e-6);
        expect(seen.toMs).toBeLessThanOrEqual(whole.toMs + 1e-6);
        expect(spanMs(seen)).toBeGreaterThan(9_999);
      }),
    );
  });
});

describe("the whole time line", () => {
  const bar = { fromMs: 1_000_000, toMs: 2_000_000 };
  const logged = { atMs: 0 };
  const watched = { atMs: 5_000_000, watched: true } as const;

  it("goes from the first session to the last, and to what was watched outside of them", () => {
    expect(wholeRange([bar], [logged])).toEqual({ fromMs: 970_000, toMs: 2_030_000 });
    const { fromMs, toMs } = wholeRange([bar], [logged, watched]) ?? { fromMs: 0, toMs: 0 };
    expect([fromMs > 0, fromMs < bar.fromMs, toMs > watched.atMs]).toEqual([true, true, true]);
  });

  it("is there without any session where somebody watched", () => {
    expect(wholeRange([], [logged, watched])).toEqual({ fromMs: 4_970_000, toMs: 5_030_001 });
    expect(wholeRange([], [logged])).toBeUndefined();
    expect(wholeRange([], [])).toBeUndefined();
  });
});
