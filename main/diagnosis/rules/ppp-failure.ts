import { failureSeverity } from "../attempts.ts";
import { belongsToOwnDrop } from "../drops.ts";
import { eventsEvidence } from "../evidence.ts";
import { pppFixes } from "../fixes/tunnel.ts";
import { codedEvents } from "../coded-events.ts";
import type { Rule } from "../rule.ts";

/** PPP inside the tunnel fails by itself: no answer, no addresses, no agreement on options. */
export const pppFailure: Rule = {
  code: "ppp-failure",
  cause: "configuration",
  title: "The tunnel is up, but PPP inside it fails",
  explains: [],
  test: (facts) => {
    const events = [
      ...facts.eventsNamed(
        "ppp_ipcp_failed",
        "ppp_lcp_echo_timeout",
        "ppp_lcp_timeout",
        "ppp_loopback",
        "ppp_plugin_failed",
      ),
      ...codedEvents(facts, "ppp-failure"),
    ].filter((event) => !belongsToOwnDrop(facts.drops, event));
    if (events.length === 0) return null;
    return {
      severity: failureSeverity(facts, events),
      // Echoes that stay unanswered tell that the far end fell silent, which every other cause brings about as well.
      confidence: events.every(({ event }) => event === "ppp_lcp_echo_timeout") ? "possible" : "likely",
      evidence: eventsEvidence(events),
      fixes: pppFixes(),
    };
  },
};
