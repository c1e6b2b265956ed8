import { eventsEvidence } from "../evidence.ts";
import { measuredValue, type Facts } from "../facts.ts";
import { portBlockedFixes } from "../fixes/reach.ts";
import { gaveUpAtStart, repliesIn } from "../negotiation.ts";
import { blockedPortMatch } from "../reach.ts";
import type { Match, Rule } from "../rule.ts";

/** Behind a NAT everything after the first exchange, and all data, goes over port 4500 (RFC 3948). */
export const udp4500Blocked: Rule = {
  code: "udp-4500-blocked",
  cause: "firewall",
  title: "UDP port 4500 does not get through to the gateway, port 500 does",
  explains: ["l2tp-control-lost", "ppp-failure"],
  test: (facts) => {
    const withoutNat = measuredValue(facts, "nat-present") === false;
    return blockedPortMatch(facts, 4500, withoutNat ? "degrades" : "blocks") ?? saidByLogs(facts);
  },
};

/**
 * Where nothing was measured: the gateway answered IKE_SA_INIT on port 500, a NAT was detected, so that IKE_AUTH went to
 * port 4500 (RFC 7296 section 2.23), and that got no answer. IKEv1 is left out: there a wrong key looks the same.
 */
function saidByLogs(facts: Facts): Match | null {
  const last = facts.observations.sessions.at(-1);
  if (facts.measurement("reach-udp-4500")?.outcome === "measured") return null;
  if (last?.type !== "ikev2" || !last.natDetected || !gaveUpAtStart(last)) return null;
  const replies = repliesIn(facts, last);
  if (replies.length === 0) return null;
  return {
    title: "The gateway answers on UDP port 500, and then no more on port 4500",
    severity: "blocks",
    confidence: "possible",
    evidence: [
      ...eventsEvidence([
        ...replies.slice(0, 1),
        ...facts.eventsNamed("retransmit_giveup", "ike_no_response").slice(-2),
      ]),
      { text: "Against it: a long message whose fragments are lost leaves the same trace." },
    ],
    fixes: portBlockedFixes({ port: 4500, otherPort: 500 }),
  };
}
