import type { Evidence } from "../../model/finding.ts";
import { eventsEvidence, measurementsEvidence } from "../evidence.ts";
import { measuredValue, type Facts } from "../facts.ts";
import { gatewaySilentFixes } from "../fixes/reach.ts";
import type { Match, Rule } from "../rule.ts";

/**
 * Neither IKE port answers. Whether the gateway is down, refuses strangers, or the network blocks IPsec cannot be told
 * from one place, so the title says only what was seen.
 */
export const gatewaySilent: Rule = {
  code: "gateway-silent",
  cause: "gateway",
  title: "The gateway answers neither on UDP port 500 nor on 4500",
  explains: [],
  test: (facts) => {
    const ike = measuredValue(facts, "reach-udp-500");
    const natTraversal = measuredValue(facts, "reach-udp-4500");
    if (ike === undefined || natTraversal === undefined) return null;
    if (ike === "answered" || natTraversal === "answered") return null;
    const refused = ike === "refused" || natTraversal === "refused";
    const unanswered = facts.eventsNamed("ike_no_response");
    return {
      ...verdict(facts, refused, unanswered.length > 0),
      title: titleFor(refused, measuredValue(facts, "reach-icmp")),
      evidence: [
        ...measurementsEvidence(
          facts.measurement("reach-udp-500"),
          facts.measurement("reach-udp-4500"),
          facts.measurement("reach-icmp"),
        ),
        ...eventsEvidence(unanswered.slice(-2)),
        ...sessionUpEvidence(facts),
      ],
      fixes: gatewaySilentFixes(facts.observations.gateway?.host ?? "the gateway's name", refused),
    };
  },
};

function verdict(facts: Facts, refused: boolean, clientUnanswered: boolean): Pick<Match, "severity" | "confidence"> {
  // Some gateways answer only clients whose proposals they like: a session that is up speaks against silence.
  if (sessionUpEvidence(facts).length > 0) return { severity: "notice", confidence: "possible" };
  return { severity: "blocks", confidence: refused || clientUnanswered ? "certain" : "likely" };
}

function titleFor(refused: boolean, ping: unknown): string {
  if (refused) return "The gateway's host is up, but no IKE service listens on it";
  if (ping === "answered") return "The gateway's host answers pings, but its IKE service answers on neither port";
  return gatewaySilent.title;
}

function sessionUpEvidence(facts: Facts): readonly Evidence[] {
  const up = facts.observations.sessions.find((session) => session.outcome === "still-up");
  if (up === undefined) return [];
  return [
    {
      text: "Against it: the logs show a session that is still up, so the gateway may answer its own clients only.",
      ...(up.connectedAt === undefined ? {} : { at: up.connectedAt }),
    },
  ];
}
