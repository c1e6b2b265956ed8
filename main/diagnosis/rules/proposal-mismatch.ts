import { failedAttemptMatch } from "../attempts.ts";
import type { LogEvent } from "../../model/log-event.ts";
import type { Facts } from "../facts.ts";
import { proposalFixes } from "../fixes/identity.ts";
import { isDuringRekey, mentions, sameConnection } from "../negotiation.ts";
import { codedEvents } from "../coded-events.ts";
import type { Rule } from "../rule.ts";

/** After a refusal that the client makes good with its next proposal, an SA is up within this time. */
const nextProposalMs = 10_000;

/**
 * At connecting, the two ends find no common proposal or no connection that fits. Single transforms that are refused on
 * the way (`proposal_refused`) are normal: Windows offers groups first that many gateways lack.
 */
export const proposalMismatch: Rule = {
  code: "proposal-mismatch",
  cause: "configuration",
  title: "This computer and the gateway have no common encryption settings (proposal mismatch)",
  explains: ["l2tp-control-lost", "ppp-failure"],
  test: (facts) => {
    const notified = facts
      .eventsNamed("ike_notify_error")
      .filter((event) => mentions(event, "NO_PROPOSAL_CHOSEN") || mentions(event, "TS_UNACCEPTABLE"));
    const logged = [
      ...facts.eventsNamed("no_proposal_chosen", "no_connection_config", "ts_unacceptable"),
      ...notified,
    ].filter((event) => !isDuringRekey(facts, event) && !wasMadeGood(facts, event));
    // PPP's own encryption (MPPE, RFC 3078) is agreed in the same way: each end may demand what the other lacks.
    const inPpp = [
      ...facts.eventsNamed("ppp_mppe_failed"),
      ...facts.eventsNamed("ppp_terminated_by_peer").filter(({ fields }) => /\bMPPE\b/u.test(fields["reason"] ?? "")),
    ];
    // The networks or addresses that one end names in the second phase are not those of the other (RFC 2408 section 3.14.1).
    const identities = facts
      .eventsNamed("ike_notify_error")
      .filter((event) => mentions(event, "INVALID_ID_INFORMATION") && !isDuringRekey(facts, event));
    const codes = codedEvents(facts, "proposal-mismatch");
    return failedAttemptMatch(facts, [...logged, ...inPpp, ...identities, ...codes], {
      confidence: logged.length > 0 ? "certain" : "likely",
      fixes: proposalFixes(),
    });
  },
};

function wasMadeGood(facts: Facts, event: LogEvent): boolean {
  if (event.atMs === null) {
    const { events } = facts.observations;
    return events.slice(events.indexOf(event)).some((other) => other.event === "ipsec_sa_established");
  }
  return facts.timeline
    .between(event.atMs, event.atMs + nextProposalMs)
    .some((other) => other.event === "ipsec_sa_established" && sameConnection(event, other));
}
