import type { Measurement } from "../../model/measurement.ts";
import { measurementsEvidence } from "../evidence.ts";
import { measuredValue } from "../facts.ts";
import { udpBlockedFixes } from "../fixes/reach.ts";
import type { Rule } from "../rule.ts";

/**
 * UDP fails elsewhere too: name servers time out although the gateway's host can be reached by ping or TCP, where a
 * refusal is an answer as well. The silence of the gateway alone never proves it, and any word that came back over UDP
 * speaks against it.
 */
export const udpBlocked: Rule = {
  code: "udp-blocked",
  cause: "firewall",
  title: "This network lets no UDP out",
  explains: ["gateway-silent", "dns-failure"],
  test: (facts) => {
    const dns = facts.measurement("dns");
    const silent =
      measuredValue(facts, "reach-udp-500") === "silent" && measuredValue(facts, "reach-udp-4500") === "silent";
    const otherwiseOnline = ["reach-icmp", "reach-tcp"] as const;
    const online = otherwiseOnline.filter((kind) => hostSpoke(measuredValue(facts, kind)));
    const dnsTimedOut = dns?.outcome === "failed" && dns.details["code"] === "timed-out";
    const udpPassed =
      hostSpoke(measuredValue(facts, "reach-udp-control")) ||
      facts.measurement("nat-external-address")?.outcome === "measured";
    if (!silent || !dnsTimedOut || online.length === 0 || udpPassed) return null;
    return {
      severity: "blocks",
      confidence: "likely",
      evidence: measurementsEvidence(
        dns,
        facts.measurement("reach-udp-500"),
        facts.measurement("reach-udp-4500"),
        ...online.map((kind) => facts.measurement(kind)),
      ),
      fixes: udpBlockedFixes(),
    };
  },
};

function hostSpoke(value: Measurement["value"]): boolean {
  return value === "answered" || value === "refused";
}
