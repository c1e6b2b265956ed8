import type { Measurement, SilentPort } from "../model/measurement.ts";
import type { Evidence } from "../model/finding.ts";
import { measurementsEvidence } from "./evidence.ts";
import { measuredNumber, measuredValue, type Facts } from "./facts.ts";
import { portBlockedFixes } from "./fixes/reach.ts";
import type { Match } from "./rule.ts";

/** Above this share of lost pings, three tries in a row may all be lost by chance. */
const heavyLossPercent = 30;

/**
 * One of the two IKE ports is dead while the other answers, or captures show that nothing arrives there; null when that is
 * not so or was not measured.
 *
 * @param usualPort the part that the port plays: the gateway may have it elsewhere
 */
export function blockedPortMatch(facts: Facts, usualPort: 500 | 4500, severity: Match["severity"]): Match | null {
  const otherUsualPort = usualPort === 500 ? 4500 : 500;
  const blocked = facts.measurement(`reach-udp-${usualPort}`);
  const other = facts.measurement(`reach-udp-${otherUsualPort}`);
  if (blocked?.outcome !== "measured" || blocked.value === "answered") return null;
  if (silentFrom(blocked) === "the-way") return nothingArrived(blocked, portOf(blocked, usualPort), severity);
  if (silentFrom(blocked) === "the-gateway" || other?.outcome !== "measured" || other.value !== "answered") return null;
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

/** Captures from both ends tell where packets to a silent port end; undefined where there are none. */
export function silentFrom(measurement: Measurement | undefined): SilentPort["silentFrom"] | undefined {
  const where = measurement?.details["silentFrom"];
  return where === "the-way" || where === "the-gateway" ? where : undefined;
}

/** What captures from both ends have counted at a silent port. */
export function bothEndsEvidence({ details: { sent, arrived } }: Measurement, port: number): readonly Evidence[] {
  if (typeof sent !== "number" || typeof arrived !== "number") return [];
  return [
    { text: `Captures from both ends: ${sent} packets were sent to UDP port ${port}, ${arrived} of them arrived.` },
  ];
}

function nothingArrived(blocked: Measurement, port: number, severity: Match["severity"]): Match {
  return {
    title: `Nothing that is sent to UDP port ${port} arrives at the gateway`,
    severity,
    confidence: "likely",
    evidence: [...measurementsEvidence(blocked), ...bothEndsEvidence(blocked, port)],
    fixes: portBlockedFixes({ port }),
  };
}

function portOf({ details: { port } }: Measurement, usualPort: number): number {
  return typeof port === "number" ? port : usualPort;
}
