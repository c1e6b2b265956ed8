import type { Evidence } from "../../model/finding.ts";
import type { RegistryValue } from "../../model/system-facts.ts";
import { eventsEvidence, measurementsEvidence } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { natTraversalRegistryFixes } from "../fixes/this-computer.ts";
import type { Match, Rule } from "../rule.ts";
import { failedAttempts } from "../trouble.ts";
import { tunnelType } from "../tunnel.ts";

/** What Microsoft's article on the value says of each: 1 is enough where only the gateway is behind a NAT. */
const allowsServerBehindNat = 1;
const allowsBothBehindNat = 2;

/**
 * A setting of Windows forbids what L2TP needs here: NAT traversal towards a gateway that stands behind a NAT, which
 * Windows recognises by the same NAT detection hashes that the check asked for, or IPsec at all.
 */
export const natTraversalRegistry: Rule = {
  code: "nat-t-registry",
  cause: "client-os",
  title: "Windows is set to refuse NAT traversal to a gateway behind a NAT",
  explains: ["l2tp-control-lost"],
  test: (facts) => {
    const { client } = facts.observations;
    if (client.os !== "windows" || tunnelType(facts) !== "l2tp-ipsec") return null;
    return withoutIpsec(facts) ?? withoutNatTraversal(facts);
  },
};

function withoutNatTraversal(facts: Facts): Match | null {
  const value = facts.observations.client.system?.registry?.assumeUdpEncapsulation;
  const nat = facts.measurement("nat-present");
  const measuredGatewayNat = nat?.details["gatewayBehindNatOrForced"];
  const logged = facts.eventsNamed("natt_detected_remote");
  const gatewayBehindNat = measuredGatewayNat === true || logged.length > 0;
  const needed = nat?.value === true ? allowsBothBehindNat : allowsServerBehindNat;
  if (value === undefined || !gatewayBehindNat || isEnough(value, needed)) return null;
  const failed = failedAttempts(facts);
  const connected = facts.observations.sessions.filter((session) => session.connectedAt !== undefined);
  const evidence: readonly Evidence[] = [
    { text: `AssumeUDPEncapsulationContextOnSendRule ${valueText(value)}; this path needs ${needed}.` },
    ...(measuredGatewayNat === true
      ? [
          {
            text: "The gateway's own address is not the one that it is reached at: it stands behind a NAT, or says so.",
          },
        ]
      : []),
    ...measurementsEvidence(nat),
    ...eventsEvidence(logged.slice(-1)),
    ...(failed.length === 0
      ? []
      : [
          {
            text: `The logs show ${failed.length === 1 ? "an attempt" : `${failed.length} attempts`} that never connected.`,
          },
        ]),
    ...(connected.length === 0 ? [] : [{ text: "Against it: the logs show a session that connected." }]),
  ];
  return {
    ...verdict(value, failed.length > 0, connected.length > 0),
    evidence,
    fixes: natTraversalRegistryFixes(needed),
  };
}

function verdict(value: RegistryValue, failed: boolean, connected: boolean): Pick<Match, "severity" | "confidence"> {
  if (connected) return { severity: "notice", confidence: "possible" };
  if (value.state === "unknown") return { severity: failed ? "blocks" : "notice", confidence: "possible" };
  // Windows refuses such a gateway whenever the value is not there; whether this person's attempts met it, logs tell.
  return { severity: "blocks", confidence: failed ? "certain" : "likely" };
}

function withoutIpsec(facts: Facts): Match | null {
  const value = facts.observations.client.system?.registry?.prohibitIpSec;
  if (value?.state !== "set" || value.value === 0) return null;
  const failed = failedAttempts(facts).length > 0;
  const connected = facts.observations.sessions.some((session) => session.connectedAt !== undefined);
  return {
    title: "Windows is set to use L2TP without its own IPsec policy (ProhibitIpSec)",
    severity: failed && !connected ? "blocks" : "notice",
    confidence: failed && !connected ? "likely" : "possible",
    evidence: [
      { text: `ProhibitIpSec is ${value.value}: Windows makes no IPsec policy for L2TP by itself.` },
      ...(connected ? [{ text: "Against it: the logs show a session that connected." }] : []),
    ],
    fixes: natTraversalRegistryFixes(allowsBothBehindNat),
  };
}

function isEnough(value: RegistryValue, needed: number): boolean {
  return value.state === "set" && value.value >= needed;
}

function valueText(value: RegistryValue): string {
  switch (value.state) {
    case "set":
      return `is ${value.value}`;
    case "not-set":
      return "is not set, which counts as 0";
    case "unknown":
      return `could not be read (${value.reason})`;
  }
}
