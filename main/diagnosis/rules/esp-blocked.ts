import { measurementsEvidence } from "../evidence.ts";
import { measuredValue } from "../facts.ts";
import { espBlockedFixes } from "../fixes/interference.ts";
import type { Rule } from "../rule.ts";

/** A flow on UDP port 4500 that answered went dead when it carried encrypted data, and a fresh one still answers. */
export const espBlocked: Rule = {
  code: "esp-blocked",
  cause: "firewall",
  title: "The network lets the VPN connect, but cuts it off when data flows",
  explains: ["l2tp-control-lost", "ppp-failure"],
  test: (facts) => {
    if (measuredValue(facts, "esp-in-udp") !== false) return null;
    return {
      severity: "blocks",
      confidence: "likely",
      evidence: measurementsEvidence(facts.measurement("esp-in-udp"), facts.measurement("reach-udp-4500")),
      fixes: espBlockedFixes(),
    };
  },
};
