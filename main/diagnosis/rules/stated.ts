import type { Fix } from "../../model/finding.ts";
import type { LogEventName } from "../../model/log-event.ts";
import { eventsEvidence, measurementsEvidence } from "../evidence.ts";
import { measuredValue, type Facts } from "../facts.ts";
import { clientBugFixes } from "../fixes/client.ts";
import {
  captivePortalFixes,
  doubleNatFixes,
  routingLoopFixes,
  sameNatFixes,
  serviceFixes,
} from "../fixes/surroundings.ts";
import { codedEvents } from "../coded-events.ts";
import type { Match, Rule } from "../rule.ts";

/* Causes that one log event or one measurement states outright. */

interface StatedBy {
  readonly code: Rule["code"];
  readonly cause: Rule["cause"];
  readonly title: string;
  readonly explains: Rule["explains"];
  readonly events: readonly LogEventName[];
  readonly severity: Match["severity"];
  readonly confidence: Match["confidence"];
  readonly fixes: () => readonly Fix[];
}

const stated: readonly StatedBy[] = [
  {
    code: "double-nat",
    cause: "nat-timeout",
    title: "Two routers in a row translate addresses (double NAT)",
    explains: [],
    events: ["double_nat"],
    severity: "notice",
    confidence: "likely",
    fixes: doubleNatFixes,
  },
  {
    code: "routing-conflict",
    cause: "routing",
    title: "Packets to the gateway are routed into the tunnel itself",
    explains: ["l2tp-control-lost", "ppp-failure", "nat-udp-timeout"],
    events: ["routing_loop"],
    severity: "blocks",
    confidence: "certain",
    fixes: routingLoopFixes,
  },
  {
    code: "same-nat-clients",
    cause: "configuration",
    title: "Several VPN clients behind one router displace each other",
    explains: ["l2tp-control-lost", "peer-terminated"],
    events: ["sa_conflict_same_nat"],
    severity: "degrades",
    confidence: "likely",
    fixes: sameNatFixes,
  },
  {
    code: "service-not-running",
    cause: "client-os",
    title: "A service that the VPN needs is not running",
    explains: [],
    events: ["service_not_running"],
    severity: "blocks",
    confidence: "certain",
    fixes: serviceFixes,
  },
  {
    code: "client-os-bug",
    cause: "client-os",
    title: "This version of the operating system has a known fault in its VPN client",
    explains: ["ike-rekey-failure", "proposal-mismatch"],
    events: ["client_bug_proposal_number"],
    severity: "degrades",
    confidence: "certain",
    fixes: clientBugFixes,
  },
];

/** One rule for each cause that an event states. */
export const statedRules: readonly Rule[] = stated.map(({ code, cause, title, explains, events, ...conclusion }) => ({
  code,
  cause,
  title,
  explains,
  test: (facts: Facts): Match | null => {
    const found = [...facts.eventsNamed(...events), ...codedEvents(facts, code)];
    if (found.length === 0) return null;
    const { severity, confidence, fixes } = conclusion;
    return { severity, confidence, evidence: eventsEvidence(found), fixes: fixes() };
  },
}));

/** A portal that wants a sign-in answers in everybody's place. */
export const captivePortal: Rule = {
  code: "captive-portal",
  cause: "firewall",
  title: "This network wants a sign-in before it lets anything out (captive portal)",
  explains: ["gateway-silent", "udp-blocked", "dns-failure"],
  test: (facts) =>
    measuredValue(facts, "captive-portal") === true
      ? {
          severity: "blocks",
          confidence: "certain",
          evidence: measurementsEvidence(facts.measurement("captive-portal")),
          fixes: captivePortalFixes(),
        }
      : null,
};
