import { measurementsEvidence } from "./evidence.ts";
import { measuredNumber, measuredValue, type Facts } from "./facts.ts";
import { portBlockedFixes } from "./fixes/reach.ts";
import type { Match } from "./rule.ts";

/** Above this share of lost pings, three tries in a row may all be lost by chance. */
const heavyLossPercent = 30;

/** One of the two IKE ports is dead while the other answers; null when that is not so or was not measured. */
export function blockedPortMatch(facts: Facts, port: 500 | 4500, severity: Match["severity"]): Match | null {
  const blocked = facts.measurement(`reach-udp-${port}`);
  const other = facts.measurement(port === 500 ? "reach-udp-4500" : "reach-udp-500");
  if (blocked?.outcome !== "measured" || other?.outcome !== "measured") return null;
  if (blocked.value === "answered" || other.value !== "answered") return null;
  const lossPercent = measuredNumber(facts, "loss") ?? 0;
  return {
    severity,
    confidence: lossPercent >= heavyLossPercent ? "possible" : "likely",
    evidence: [
      ...measurementsEvidence(blocked, other),
      ...(lossPercent >= heavyLossPercent ? measurementsEvidence(facts.measurement("loss")) : []),
      ...(measuredValue(facts, "nat-present") === undefined
        ? []
        : measurementsEvidence(facts.measurement("nat-present"))),
    ],
    fixes: portBlockedFixes(port),
  };
}
