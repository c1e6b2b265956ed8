import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEspStory } from "../../../main/capture/esp-story.ts";

function tell(sequences: readonly number[]) {
  const story = createEspStory();
  sequences.forEach((sequence, index) => {
    story.add({
      packetNumber: index + 1,
      atMs: index,
      from: { address: "192.0.2.1", port: 4500 },
      to: { address: "192.0.2.2", port: 4500 },
      message: { kind: "esp", spi: 0xc0ffee01, sequence, sizeBytes: 100, inUdp: true },
    });
  });
  return story.told()[0];
}

describe("the sequence numbers of ESP", () => {
  it.each([
    { name: "all there", sequences: [1, 2, 3], missing: 0, duplicates: 0, longestGap: 0 },
    { name: "a gap", sequences: [1, 2, 6, 7], missing: 3, duplicates: 0, longestGap: 3 },
    { name: "two gaps", sequences: [5, 7, 10], missing: 3, duplicates: 0, longestGap: 2 },
    { name: "late, not lost", sequences: [1, 3, 2, 4], missing: 0, duplicates: 0, longestGap: 1 },
    { name: "twice", sequences: [1, 2, 2, 3], missing: 0, duplicates: 1, longestGap: 0 },
  ])("$name", ({ sequences, missing, duplicates, longestGap }) => {
    expect(tell(sequences)).toMatchObject({ spi: "c0ffee01", missing, duplicates, longestGap });
  });

  it("are counted as a set would count them", () => {
    const arbitrary = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(arbitrary, (rest) => {
        const sequences = [1, ...rest];
        const unique = new Set(sequences);
        const highest = Math.max(...sequences);
        expect(tell(sequences)).toMatchObject({
          highestSequence: highest,
          missing: highest - unique.size,
          duplicates: sequences.length - unique.size,
        });
      }),
    );
  });

  it("may jump over the whole range without work or harm", () => {
    expect(tell([0, 0xffffffff, 1])).toMatchObject({ missing: 0xffffffff - 1, duplicates: 1 });
  });
});
