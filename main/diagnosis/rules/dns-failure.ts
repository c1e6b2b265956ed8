import type { Measurement } from "../../model/measurement.ts";
import { eventsEvidence, measurementsEvidence } from "../evidence.ts";
import { dnsFixes } from "../fixes/surroundings.ts";
import { codedEvents } from "../coded-events.ts";
import type { Rule } from "../rule.ts";

/** The gateway's name cannot be resolved. */
export const dnsFailure: Rule = {
  code: "dns-failure",
  cause: "dns",
  title: "The gateway's name cannot be resolved",
  explains: [],
  test: (facts) => {
    const dns = facts.measurement("dns");
    const failsNow = dns?.outcome === "failed" && dns.details["code"] !== "cancelled";
    const resolvesNow = dns?.outcome === "measured";
    const logged = [...facts.eventsNamed("dns_failure"), ...codedEvents(facts, "dns-failure")];
    if (!failsNow && logged.length === 0) return null;
    const title = !failsNow
      ? "The gateway's name could not be resolved at times"
      : otherServerKnows(dns)
        ? "This computer cannot resolve the gateway's name, but another name server can"
        : undefined;
    return {
      ...(title === undefined ? {} : { title }),
      severity: failsNow ? "blocks" : resolvesNow ? "notice" : "degrades",
      confidence: failsNow ? "certain" : resolvesNow ? "possible" : "likely",
      evidence: [...measurementsEvidence(dns), ...eventsEvidence(logged)],
      fixes: dnsFixes(facts.observations.gateway?.host ?? "the gateway's name"),
    };
  },
};

/** Whether a name server that was asked by itself had an address. */
function otherServerKnows(dns: Measurement | undefined): boolean {
  return Object.entries(dns?.details ?? {}).some(
    ([name, value]) => /^server\d+Said$/.test(name) && value === "answered",
  );
}
