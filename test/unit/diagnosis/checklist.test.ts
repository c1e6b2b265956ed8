import { describe, expect, it } from "vitest";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import type { Observations } from "../../../main/model/observations.ts";
import {
  drop,
  event,
  healthyBut,
  healthyMeasurements,
  measured,
  notMeasured,
  observations,
  sessionUp,
} from "./observations.ts";

function statusOf(step: string, given: Partial<Observations>): string | undefined {
  return diagnose(observations(given)).checklist.find((item) => item.step === step)?.status;
}

const logs = { events: [event("ike_sa_established", 0)], sessions: [sessionUp(0)] };

describe("the checklist", () => {
  it.each<readonly [string, string, string, Partial<Observations>]>([
    ["Measure the path MTU", "clear", "measured", { measurements: healthyMeasurements }],
    ["Measure the path MTU", "found", "too small", { measurements: healthyBut(measured("path-mtu", 1400)) }],
    ["Measure the path MTU", "not-possible", "not measured", {}],
    ["Measure the path MTU", "not-possible", "not decided", { measurements: [notMeasured("path-mtu", "unknown")] }],
    [
      "Reach IKE on UDP ports 500 and 4500",
      "not-possible",
      "one port not measured",
      { measurements: [measured("reach-udp-500", "answered")] },
    ],
    [
      "Reach the gateway's host",
      "done",
      "silence of ping proves nothing",
      { measurements: [measured("reach-icmp", "silent")] },
    ],
    ["Check that keys are renewed", "not-possible", "no logs", { measurements: healthyMeasurements }],
    ["Check that keys are renewed", "clear", "logs without a fault", logs],
    ["Check that keys are renewed", "found", "rekey failed", { events: [event("rekey_failed", 9)] }],
    ["Read the logs", "done", "events found", logs],
    ["Check connection tracking on this computer", "not-possible", "not told", {}],
  ])("%s: %s when %s", (step, expected, _why, given) => {
    expect(statusOf(step, given)).toBe(expected);
  });

  it("says why a step was not possible", () => {
    const { checklist } = diagnose(observations({ measurements: [notMeasured("path-mtu", "unknown")] }));
    expect(checklist.find((item) => item.step === "Measure the path MTU")?.note).toBe("for the test");
  });
});

describe("the advice", () => {
  it("names the fix and who does it first", () => {
    const { advice } = diagnose(observations({ measurements: healthyBut(measured("path-mtu", 1400)), ...logs }));
    expect(advice[0]).toContain("You: Set the MTU of the VPN connection to 1306 bytes");
  });

  it("says what would decide when nothing is sure", () => {
    const { advice } = diagnose(observations({ gateway: undefined, sessions: [drop(2_400)] }));
    expect(advice.join(" ")).toContain("Give the name or address of the VPN gateway");
    expect(advice.join(" ")).toContain("1 drop without a sure cause");
  });

  it("has nothing to say about what is healthy", () => {
    const { advice } = diagnose(observations({ measurements: healthyMeasurements, ...logs }));
    expect(advice).toEqual(["Run the check again right after the next drop, while its traces are fresh."]);
  });
});
