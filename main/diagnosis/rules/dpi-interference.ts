import { eventsEvidence, measurementsEvidence } from "../evidence.ts";
import { measuredValue, type Facts } from "../facts.ts";
import { dpiFixes } from "../fixes/interference.ts";
import type { Match, Rule } from "../rule.ts";

/**
 * IKE fares worse than other content of the same size to the same port at the same time. A gateway that shuts out who
 * knocks too often looks the same for half a minute, so this is never certain.
 */
export const dpiInterference: Rule = {
  code: "dpi-interference",
  cause: "firewall",
  title: "The network looks into packets and drops IPsec",
  explains: ["gateway-silent", "udp-500-blocked", "udp-4500-blocked"],
  test: (facts) => {
    const unanswered = facts.eventsNamed("ike_no_response");
    const dpi = measuredValue(facts, "dpi");
    const found = dpi === undefined ? fromReach(facts) : fromComparison(dpi, unanswered.length > 0);
    if (found === null) return null;
    return {
      ...found,
      evidence: [
        ...measurementsEvidence(
          facts.measurement("dpi"),
          facts.measurement("reach-udp-500"),
          facts.measurement("reach-udp-4500"),
        ),
        ...eventsEvidence(unanswered),
      ],
      fixes: dpiFixes(),
    };
  },
};

type Found = Pick<Match, "severity" | "confidence" | "title">;

function fromComparison(dpi: unknown, clientUnanswered: boolean): Found | null {
  switch (dpi) {
    case "content":
      return { severity: "blocks", confidence: clientUnanswered ? "likely" : "possible" };
    case "size":
      return {
        title: "The network drops large IPsec packets, but no others",
        severity: "degrades",
        confidence: "likely",
      };
    case "rate":
      return {
        title: "The network drops IPsec packets after the first ones, but no others",
        severity: "degrades",
        confidence: "likely",
      };
    default:
      return null;
  }
}

/** Both ports answered, but nothing that was IKE of a version in use. */
function fromReach(facts: Facts): Found | null {
  const ports = [facts.measurement("reach-udp-500"), facts.measurement("reach-udp-4500")];
  const neutralOnly = ports.every((port) => port?.value === "answered" && port.details["bait"] === "ver");
  return neutralOnly ? { severity: "degrades", confidence: "possible" } : null;
}
