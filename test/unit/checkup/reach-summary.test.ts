import { describe, expect, it } from "vitest";
import { summarizeReach } from "../../../main/checkup/reach-summary.ts";
import type { Measurement } from "../../../main/model/measurement.ts";
import { target } from "../probes/scripted-udp.ts";

function lane(port: 500 | 4500, value: string, bait?: string): Measurement {
  const details = bait === undefined ? {} : { bait };
  return { kind: `reach-udp-${port}`, outcome: "measured", value, method: "m", target: "t", details };
}
const spoken = (value: string): Measurement => ({
  kind: "ike-version",
  outcome: "measured",
  value,
  method: "m",
  target: "t",
  details: {},
});

describe("what reach tells the probes that follow", () => {
  it.each([
    ["nothing, where nothing answered", [lane(500, "silent"), lane(4500, "refused")], undefined],
    ["port 500 before 4500", [lane(500, "answered", "ke"), lane(4500, "answered", "np")], { port: 500, bait: "ke" }],
    ["4500 alone", [lane(500, "silent"), lane(4500, "answered", "v1np")], { port: 4500, bait: "v1np" }],
    [
      "real IKE before neutral content",
      [lane(500, "answered", "ver"), lane(4500, "answered", "ke")],
      { port: 4500, bait: "ke" },
    ],
    [
      "no bait, where the gateway takes every message for a connection",
      [lane(500, "answered"), lane(4500, "silent")],
      { port: 500, bait: null },
    ],
    ["no bait that it does not know", [lane(500, "answered", "cheese")], { port: 500, bait: null }],
  ] as const)("%s", (_, measurements, expected) => {
    const summary = summarizeReach(measurements, target);
    expect(summary === undefined ? undefined : { port: summary.port, bait: summary.bait }).toEqual(expected);
  });

  it("which versions to try, and whether only neutral content was answered", () => {
    const lanes = [lane(500, "answered", "ver"), lane(4500, "answered", "ver")];
    expect(summarizeReach([...lanes, spoken("ikev2")], target)).toMatchObject({
      versions: ["ikev2", "ikev1"],
      onlyNeutralAnswered: true,
      natTraversalAnswers: true,
    });
    expect(summarizeReach([lane(500, "answered", "v1np"), spoken("ikev1")], target)).toMatchObject({
      versions: ["ikev1"],
      onlyNeutralAnswered: false,
      natTraversalAnswers: false,
    });
  });
});
