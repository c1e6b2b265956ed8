import type { Evidence } from "../../model/finding.ts";
import type { RunningSoftware, SystemFacts } from "../../model/system-facts.ts";
import { eventsEvidence } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { conflictingSoftwareFixes } from "../fixes/this-computer.ts";
import type { Match, Rule } from "../rule.ts";
import { hasTrouble } from "../trouble.ts";
import { tunnelType } from "../tunnel.ts";
import { listText, quoted } from "../wording.ts";

/** The operating systems' own keepers of the ports: IKEEXT runs in `svchost`, `System` holds L2TP, macOS has racoon. */
const ownKeepers =
  /^(?:svchost|system|racoon|charon|charon-systemd|charon-nm|pluto|starter|xl2tpd|kl2tpd|neagent|nesessionmanager)$/iu;

/**
 * Another program wants what this VPN needs. That a program runs proves no conflict, so it is never more than a notice
 * by itself; two IKE services at once, or a stranger on IKE's ports, weigh more where the VPN has trouble.
 */
export const conflictingSoftware: Rule = {
  code: "conflicting-software",
  cause: "client-os",
  title: "Other VPN or security software runs on this computer and may interfere",
  explains: [],
  test: (facts) => {
    const { system, os } = facts.observations.client;
    if (system === undefined) return null;
    return twoIkeServices(facts, system) ?? takenPorts(facts, system) ?? otherSoftware(facts, system, os);
  },
};

function twoIkeServices(facts: Facts, { running = [] }: SystemFacts): Match | null {
  const services = running.filter(({ kind }) => kind === "ike-service");
  const names = services.map(({ name }) => name);
  // Windows' own IKE service runs always, and runs in a process with others.
  if (names.length + (facts.observations.client.os === "windows" ? 1 : 0) < 2) return null;
  const trouble = hasTrouble(facts);
  const all = facts.observations.client.os === "windows" ? ["Windows' own IKE service", ...names] : names;
  return {
    title: `${listText(all)} run at the same time and want the same ports`,
    severity: trouble ? "degrades" : "notice",
    confidence: trouble ? "likely" : "possible",
    evidence: [...softwareEvidence(services), ...busyPortEvidence(facts)],
    fixes: conflictingSoftwareFixes(names),
  };
}

function takenPorts(facts: Facts, { udpListeners = [] }: SystemFacts): Match | null {
  const strangers = udpListeners.filter(({ process }) => process !== undefined && !ownKeepers.test(process));
  const ike = strangers.filter(({ port }) => port !== l2tpPort);
  const wanted = tunnelType(facts) === "l2tp-ipsec" ? strangers : ike;
  if (wanted.length === 0) return null;
  const names = [...new Set(wanted.map(({ process }) => quoted(process ?? "")))];
  return {
    title: `${listText(names)} holds a UDP port that the VPN needs`,
    severity: hasTrouble(facts) ? "degrades" : "notice",
    confidence: "possible",
    onlyIfUnexplained: true,
    evidence: [
      ...wanted.map(({ port, process }) => ({ text: `UDP port ${port} is held by ${quoted(process ?? "")}.` })),
      ...busyPortEvidence(facts),
    ],
    fixes: conflictingSoftwareFixes(names),
  };
}

/** RFC 2661 section 8.1. */
const l2tpPort = 1701;

function otherSoftware(facts: Facts, { running = [] }: SystemFacts, os: string): Match | null {
  const others = running.filter(({ kind, name }) => kind !== "ike-service" && !isTheVpnItself(facts, name));
  const busy = os === "linux" ? busyPortEvidence(facts) : [];
  if (!hasTrouble(facts) || others.length + busy.length === 0) return null;
  const names = others.map(({ name }) => name);
  return {
    ...(names.length === 0 ? { title: "Another program holds the L2TP port of this computer" } : {}),
    severity: "notice",
    confidence: "possible",
    onlyIfUnexplained: true,
    evidence: [...softwareEvidence(others), ...busy],
    fixes: conflictingSoftwareFixes(names.length === 0 ? ["xl2tpd"] : names),
  };
}

/** A person whose VPN is OpenVPN runs OpenVPN. */
function isTheVpnItself(facts: Facts, name: string): boolean {
  return tunnelType(facts) === name.toLowerCase();
}

function softwareEvidence(software: readonly RunningSoftware[]): readonly Evidence[] {
  return software.map(({ name, process }) => ({ text: `${name} is running (process ${quoted(process)}).` }));
}

function busyPortEvidence(facts: Facts): readonly Evidence[] {
  return eventsEvidence(facts.eventsNamed("l2tp_port_busy").slice(-1));
}
