import { failureSeverity } from "../attempts.ts";
import { belongsToOwnDrop } from "../drops.ts";
import { eventsEvidence } from "../evidence.ts";
import { gatewayAnswers } from "../facts.ts";
import { l2tpControlFixes } from "../fixes/tunnel.ts";
import type { Rule } from "../rule.ts";

/** L2TP control messages stay without an answer: xl2tpd repeats them after 1, 2, 4, 8 and 16 s and then gives up. */
export const l2tpControlLost: Rule = {
  code: "l2tp-control-lost",
  cause: "gateway",
  title: "The L2TP service behind the tunnel stops answering or never answers",
  explains: ["ppp-failure"],
  test: (facts) => {
    const timeouts = facts
      .eventsNamed("l2tp_control_timeout", "l2tp_connect_failed")
      .filter((event) => !belongsToOwnDrop(facts.drops, event));
    if (timeouts.length === 0) return null;
    const retries = facts.eventsNamed("l2tp_control_retry");
    const ipsecUp = facts.eventsNamed("ipsec_sa_established");
    return {
      severity: failureSeverity(facts, timeouts),
      confidence: "likely",
      evidence: [
        ...eventsEvidence(timeouts),
        ...eventsEvidence(retries.slice(-1)),
        ...eventsEvidence(ipsecUp.slice(-1)),
        ...(gatewayAnswers(facts)
          ? [{ text: "The gateway's IKE service answers now, so the gateway itself is up." }]
          : []),
      ],
      fixes: l2tpControlFixes(),
    };
  },
};
