import { eventsEvidence, measurementsEvidence } from "../evidence.ts";
import { measuredValue } from "../facts.ts";
import { fragmentFixes } from "../fixes/path-mtu.ts";
import type { Rule } from "../rule.ts";

/** Fragmented packets do not reach the gateway, although small ones do. */
export const fragmentsDropped: Rule = {
  code: "fragments-dropped",
  cause: "mtu",
  title: "Fragmented packets do not reach the gateway",
  explains: [],
  test: (facts) => {
    if (measuredValue(facts, "fragments-out") !== false) return null;
    // Fragments that IKE itself made and that were never put together show the same loss from the other side.
    const waiting = facts.eventsNamed("ike_fragment_ok").length === 0 ? facts.eventsNamed("ike_fragment_wait") : [];
    return {
      severity: "degrades",
      confidence: "likely",
      evidence: [
        ...measurementsEvidence(facts.measurement("fragments-out"), facts.measurement("path-mtu")),
        ...eventsEvidence(waiting),
      ],
      fixes: fragmentFixes(),
    };
  },
};
