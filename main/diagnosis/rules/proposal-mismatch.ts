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
  explains: ["l2tp-control-lost"],
  test: (facts) => {
    const notified = facts
      .eventsNamed("ike_notify_error")
      .filter((event) => mentions(event, "NO_PROPOSAL_CHOSEN") || mentions(event, "TS_UNACCEPTABLE"));
    const logged = [
      ...facts.eventsNamed("no_proposal_chosen", "no_connection_config", "ts_unacceptable"),
      ...notified,
    ].filter((event) => !isDuringRekey(facts, event) && !wasMadeGood(facts, event));
    const codes = codedEvents(facts, "proposal-mismatch");
    return failedAttemptMatch(facts, [...logged, ...codes], {
      confidence: logged.length > 0 ? "certain" : "likely",
      fixes: proposalFixes(),
    });
  },
};

function wasMadeGood(facts: Facts, event: LogEvent): boolean {
  if (event.atMs === null) return false;
  return facts.timeline
    .between(event.atMs, event.atMs + nextProposalMs)
    .some((other) => other.event === "ipsec_sa_established" && sameConnection(event, other));
}
