import { describe, expect, it } from "vitest";
import { withSecondOpinion } from "../../../main/checkup/second-opinion.ts";
import { failure, success } from "../../../main/model/failure.ts";
import type { Measurement } from "../../../main/model/measurement.ts";
import type { Echo } from "../../../main/model/ports/echo.ts";

const pathMtu = (value: number): Measurement => ({
  kind: "path-mtu",
  outcome: "measured",
  value,
  method: "m",
  target: "t",
  details: { linkMtuBytes: 1500 },
});
type Sized = (sizeBytes: number) => "answered" | "silent" | "too-big" | null;

async function opinion(answer: Sized, measured = pathMtu(1400)) {
  let packets = 0;
  const echo: Echo = {
    ping: async () => failure("not-supported", "not in this test"),
    pingWithSize: async (_address, { sizeBytes, dontFragment }) => {
      expect(dontFragment).toBe(true);
      const result = answer(sizeBytes);
      return result === null ? failure("not-supported", "no") : success(result);
    },
  };
  const [first] = await withSecondOpinion(
    echo,
    "203.0.113.10",
    [measured],
    () => (packets += 1),
    new AbortController().signal,
  );
  return { agrees: first?.details["pingAgrees"], packets };
}

describe("the second opinion of ping", () => {
  it.each([
    ["agrees on the same size", (size) => (size <= 1400 ? "answered" : "silent"), true],
    ["agrees where larger ones are refused by the system", (size) => (size <= 1400 ? "answered" : "too-big"), true],
    ["disagrees where larger ones pass", () => "answered", false],
    ["disagrees where that size does not pass", (size) => (size <= 1300 ? "answered" : "silent"), false],
    ["is silent where no ping is answered", () => "silent", undefined],
    ["is silent where this ping cannot do it", () => null, undefined],
  ] as readonly (readonly [string, Sized, boolean | undefined])[])("%s", async (_, answer, agrees) => {
    const { agrees: said, packets } = await opinion(answer);
    expect(said).toBe(agrees);
    expect(packets).toBeLessThanOrEqual(8);
  });

  it("needs no larger size where the link itself takes none", async () => {
    expect(await opinion((size) => (size <= 1500 ? "answered" : null), pathMtu(1500))).toEqual({
      agrees: true,
      packets: 4,
    });
  });

  it("is not asked about what was not measured", async () => {
    const unknown: Measurement = {
      kind: "path-mtu",
      outcome: "unknown",
      method: "m",
      target: "t",
      reason: "r",
      details: {},
    };
    expect(await opinion(() => "answered", unknown)).toEqual({ agrees: undefined, packets: 0 });
  });
});
