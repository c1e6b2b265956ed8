import type { Evidence, Fix } from "../../model/finding.ts";
import type { LogEventName } from "../../model/log-event.ts";
import { eventsEvidence, measurementsEvidence } from "../evidence.ts";
import { measuredValue, type Facts } from "../facts.ts";
import { captivePortalFixes, doubleNatFixes, sameNatFixes, serviceFixes } from "../fixes/surroundings.ts";
import { codedEvents, leavesCauseOpen } from "../coded-events.ts";
import type { Match, Rule } from "../rule.ts";

/* Causes that one log event or one measurement states outright. */

interface StatedBy {
  readonly code: Rule["code"];
  readonly cause: Rule["cause"];
  readonly title: string;
  readonly explains: Rule["explains"];
  readonly events: readonly LogEventName[];
  /** Measurements that state it as well, though less surely. */
  readonly measured?: (facts: Facts) => readonly Evidence[];
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
    measured: secondNat,
    severity: "notice",
    confidence: "likely",
    fixes: doubleNatFixes,
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
];

/**
 * Signs of a NAT behind the home router's: a packet must go further than that to prolong a mapping, or the next router has a
 * private address (RFC 1918) too. Both have other explanations: a router that drops packets before it looks at them, and a
 * provider that numbers its routers so.
 */
function secondNat(facts: Facts): readonly Evidence[] {
  const lifetime = facts.measurement("nat-lifetime-replied");
  const hop = Number(lifetime?.details["shortestNatHop"]);
  const present = facts.measurement("nat-present");
  const privateHops = present?.value === true ? Number(present.details["privateHops"]) : 0;
  return [
    ...(hop > 1
      ? [
          {
            text: `A packet must travel ${hop} hops to keep the connection open, and the home router is the first.`,
            measurement: "nat-lifetime-replied",
          },
        ]
      : []),
    ...(privateHops > 1
      ? [
          {
            text: `The first ${privateHops} routers on the way have private addresses: ${String(present?.details["hops"])}.`,
            measurement: "nat-present",
          },
        ]
      : []),
  ];
}

/** One rule for each cause that an event states. */
export const statedRules: readonly Rule[] = stated.map(
  ({ code, cause, title, explains, events, measured, ...conclusion }) => ({
    code,
    cause,
    title,
    explains,
    test: (facts: Facts): Match | null => {
      const found = [...facts.eventsNamed(...events), ...codedEvents(facts, code)];
      const signs = measured?.(facts) ?? [];
      if (found.length === 0 && signs.length === 0) return null;
      const { severity, fixes } = conclusion;
      const said = found.every(leavesCauseOpen) ? "likely" : conclusion.confidence;
      const evidence = [...eventsEvidence(found), ...signs];
      return { severity, confidence: found.length === 0 ? "possible" : said, evidence, fixes: fixes() };
    },
  }),
);

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
