import { describe, expect, it } from "vitest";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import { verdictOf } from "../../../main/diagnosis/verdict.ts";
import type { Observations } from "../../../main/model/observations.ts";
import {
  drop,
  event,
  healthyBut,
  healthyMeasurements,
  measured,
  network,
  notMeasured,
  observations,
  sessionUp,
} from "./observations.ts";

function verdict(given: Partial<Observations>): string {
  const all = observations(given);
  return verdictOf(all, diagnose(all).findings);
}

describe("verdictOf", () => {
  it.each<readonly [string, string, Partial<Observations>]>([
    ["not-enough-checked", "nothing measured and no log", {}],
    [
      "not-enough-checked",
      "logs alone, without a fault",
      { sessions: [sessionUp(0)], events: [event("ike_sa_established", 0)] },
    ],
    [
      "not-enough-checked",
      "the path MTU was not decided",
      { measurements: healthyBut(notMeasured("path-mtu", "unknown")) },
    ],
    ["not-enough-checked", "no port was measured", { measurements: [measured("path-mtu", 1500)] }],
    [
      "not-enough-checked",
      "a drop that nothing explains",
      { measurements: healthyMeasurements, sessions: [drop(2_400)] },
    ],
    [
      "not-enough-checked",
      "a last attempt that failed and that nothing explains",
      { measurements: healthyMeasurements, sessions: [{ ...sessionUp(0), outcome: "never-connected" }] },
    ],
    [
      "healthy",
      "a failed attempt before a session that came up",
      { measurements: healthyMeasurements, sessions: [{ ...sessionUp(0), outcome: "never-connected" }, sessionUp(60)] },
    ],
    [
      "healthy",
      "an attempt that was stopped here",
      {
        measurements: healthyMeasurements,
        sessions: [{ ...sessionUp(0), outcome: "never-connected", endedBy: "local" }],
      },
    ],
    ["healthy", "everything measured and well", { measurements: healthyMeasurements }],
    ["healthy", "only a notice", { measurements: healthyMeasurements, network: network("cgnat") }],
    ["problem-found", "a degrading finding", { measurements: healthyBut(measured("path-mtu", 1400)) }],
    ["problem-found", "a blocking finding in the logs alone", { events: [event("psk_mismatch", 0)] }],
  ])("%s: %s", (expected, _name, given) => {
    expect(verdict(given)).toBe(expected);
  });
});
