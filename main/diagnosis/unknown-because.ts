import type { Finding } from "../model/finding.ts";
import type { Measurement, MeasurementKind } from "../model/measurement.ts";
import type { Facts } from "./facts.ts";
import { failedAttempts } from "./trouble.ts";
import { verdictOf } from "./verdict.ts";
import { countText, listText, quoted } from "./wording.ts";

interface Gap {
  /** What is missing, as a clause after "because"; null when it is there. */
  readonly missing: (facts: Facts) => string | null;
  /** What would close it, as a clause before "would decide". */
  readonly decider: string;
}

const gaps: readonly Gap[] = [
  {
    missing: ({ observations }) => (observations.gateway === undefined ? "no gateway was named" : null),
    decider: "a check with the gateway's name",
  },
  {
    missing: (facts) => (facts.observations.gateway === undefined ? null : notMeasured(facts, "reach-udp-500", "IKE")),
    decider: "a check while the gateway can be reached",
  },
  {
    missing: (facts) =>
      facts.observations.gateway === undefined ? null : notMeasured(facts, "path-mtu", "the path MTU"),
    decider: "a standard check",
  },
  {
    missing: ({ observations: { events } }) => (events.length === 0 ? "the logs told nothing of a VPN" : null),
    decider: "the VPN's logs",
  },
  {
    missing: ({ drops }) =>
      drops.length === 0 ? null : `nothing that was seen explains ${countText(drops.length, "drop")}`,
    decider: "the gateway's log, or a capture, of the time of a drop",
  },
  {
    missing: (facts) =>
      failedAttempts(facts).length === 0 ? null : "nothing that was seen explains why the last attempt failed",
    decider: "the gateway's log of that attempt",
  },
];

/** "Unknown, because …": what could not be done and what would decide; undefined when there is a verdict. */
export function unknownBecause(facts: Facts, findings: readonly Finding[]): string | undefined {
  if (verdictOf(facts.observations, findings) !== "not-enough-checked") return undefined;
  const open = gaps.flatMap(({ missing, decider }) => {
    const clause = missing(facts);
    return clause === null ? [] : [{ clause, decider }];
  });
  if (open.length === 0) return undefined;
  const reasons = listText(open.map(({ clause }) => clause));
  const deciders = listText(open.map(({ decider }) => decider));
  return `Unknown, because ${reasons}. ${deciders.charAt(0).toUpperCase()}${deciders.slice(1)} would decide.`;
}

function notMeasured(facts: Facts, kind: MeasurementKind, what: string): string | null {
  const measurement = facts.measurement(kind);
  if (measurement?.outcome === "measured") return null;
  return `${what} was not measured${reasonText(measurement)}`;
}

function reasonText(measurement: Measurement | undefined): string {
  return measurement?.reason === undefined ? "" : ` (${quoted(measurement.reason)})`;
}
