import { eventsEvidence, measurementsEvidence } from "../evidence.ts";
import { measuredValue, type Facts } from "../facts.ts";
import { fragmentFixes } from "../fixes/path-mtu.ts";
import { tooSmallPath } from "../path-mtu.ts";
import type { Rule } from "../rule.ts";

/** Fragmented packets do not reach the gateway, or do not come back, although small ones do. */
export const fragmentsDropped: Rule = {
  code: "fragments-dropped",
  cause: "mtu",
  title: "Fragmented packets do not reach the gateway",
  explains: [],
  test: (facts) => {
    const lostOut = measuredValue(facts, "fragments-out") === false;
    const lostBack = measuredValue(facts, "fragments-in") === false;
    if (!lostOut && !lostBack) return null;
    if (!lostBack && isBlackHoleOfIpv6(facts)) return null;
    // Fragments that IKE itself made and that were never put together show the same loss from the other side.
    const waiting = facts.eventsNamed("ike_fragment_ok").length === 0 ? facts.eventsNamed("ike_fragment_wait") : [];
    return {
      ...(lostOut ? {} : { title: "Fragmented packets do not come back from the other side" }),
      severity: "degrades",
      confidence: "likely",
      evidence: [
        ...measurementsEvidence(
          ...(lostOut ? [facts.measurement("fragments-out")] : []),
          ...(lostBack ? [facts.measurement("fragments-in")] : []),
          facts.measurement("path-mtu"),
        ),
        ...eventsEvidence(waiting),
      ],
      fixes: fragmentFixes(),
    };
  },
};

/** The sender alone fragments in IPv6 (RFC 8200 section 5), to sizes that a black hole swallows like any others. */
function isBlackHoleOfIpv6(facts: Facts): boolean {
  const isIpv6 = facts.measurement("path-mtu")?.target.startsWith("[") === true;
  return isIpv6 && tooSmallPath(facts)?.tooBigHeard === false;
}
