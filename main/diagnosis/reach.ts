import type { Measurement } from "../model/measurement.ts";
import { measurementsEvidence } from "./evidence.ts";
import { measuredNumber, measuredValue, type Facts } from "./facts.ts";
import { portBlockedFixes } from "./fixes/reach.ts";
import type { Match } from "./rule.ts";

/** Above this share of lost pings, three tries in a row may all be lost by chance. */
const heavyLossPercent = 30;

/**
 * One of the two IKE ports is dead while the other answers; null when that is not so or was not measured.
 *
 * @param usualPort the part that the port plays: the gateway may have it elsewhere
 */
export function blockedPortMatch(facts: Facts, usualPort: 500 | 4500, severity: Match["severity"]): Match | null {
  const otherUsualPort = usualPort === 500 ? 4500 : 500;
  const blocked = facts.measurement(`reach-udp-${usualPort}`);
  const other = facts.measurement(`reach-udp-${otherUsualPort}`);
  if (blocked?.outcome !== "measured" || other?.outcome !== "measured") return null;
  if (blocked.value === "answered" || other.value !== "answered") return null;
  const lossPercent = measuredNumber(facts, "loss") ?? 0;
  const ports = { port: portOf(blocked, usualPort), otherPort: portOf(other, otherUsualPort) };
  return {
    ...(ports.port === usualPort && ports.otherPort === otherUsualPort
      ? {}
      : { title: `UDP port ${ports.port} does not get through to the gateway, port ${ports.otherPort} does` }),
    severity,
    confidence: lossPercent >= heavyLossPercent ? "possible" : "likely",
    evidence: [
      ...measurementsEvidence(blocked, other),
      ...(lossPercent >= heavyLossPercent ? measurementsEvidence(facts.measurement("loss")) : []),
      ...(measuredValue(facts, "nat-present") === undefined
        ? []
        : measurementsEvidence(facts.measurement("nat-present"))),
    ],
    fixes: portBlockedFixes(ports),
  };
}

function portOf({ details: { port } }: Measurement, usualPort: number): number {
  return typeof port === "number" ? port : usualPort;
}
