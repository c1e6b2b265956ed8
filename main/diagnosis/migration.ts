import type { Finding, FindingCode } from "../model/finding.ts";
import { measuredNumber, type Facts } from "./facts.ts";
import { tunnelType } from "./tunnel.ts";
import { countText } from "./wording.ts";

/** From this share of lost packets on, the two control channels of L2TP inside IPsec give up now and then. */
const heavyLossPercent = 5;

/** What each way out of L2TP asks of the gateway and of the clients. */
const needs = {
  "IKEv2 with MOBIKE": "a certificate on the gateway, a new profile on each client, and UDP 500 and 4500 as now",
  WireGuard: "a key pair for each client, an address for each, one UDP port, and a client program on Windows and macOS",
  "OpenVPN over TLS on TCP port 443":
    "a certificate authority, a client program on each computer, and TCP port 443 on the gateway",
} as const;

interface WayOut {
  readonly to: keyof typeof needs;
  /** What on this machine speaks for it; null when nothing does. */
  readonly reason: (facts: Facts, found: ReadonlySet<FindingCode>) => string | null;
}

/** Networks that hinder UDP come first: there nothing that needs UDP helps. */
const waysOut: readonly WayOut[] = [
  {
    to: "OpenVPN over TLS on TCP port 443",
    reason: (_, found) => {
      if (found.has("udp-blocked")) return "this network lets no UDP out, and L2TP cannot do without it";
      if (found.has("esp-blocked")) return "this network drops the encrypted data of IPsec";
      if (found.has("dpi-interference")) return "this network drops IPsec by its content";
      return found.has("udp-4500-blocked") ? "UDP port 4500 is blocked on the way" : null;
    },
  },
  {
    to: "IKEv2 with MOBIKE",
    reason: ({ drops }, found) => {
      const moved = drops.filter(({ mobility }) => mobility.length > 0).length;
      if (found.has("client-mobility")) {
        return `the network changed before ${moved} of ${countText(drops.length, "drop")}, and L2TP cannot move to another address`;
      }
      if (found.has("same-nat-clients"))
        return "several clients share one public address, and L2TP cannot tell them apart";
      if (drops.length === 0) return null;
      if (found.has("cgnat"))
        return "the provider's carrier-grade NAT changes and forgets addresses, and L2TP cannot follow";
      return found.has("nat-t-registry")
        ? "Windows refuses L2TP to a gateway behind a NAT, and IKEv2 works with it"
        : null;
    },
  },
  {
    to: "WireGuard",
    reason: (facts) => {
      const lossPercent = measuredNumber(facts, "loss") ?? 0;
      return lossPercent >= heavyLossPercent && facts.drops.length > 0
        ? `the network loses ${lossPercent} % of the packets, and L2TP's control messages and echoes give up where WireGuard simply goes on`
        : null;
    },
  },
];

/** When L2TP itself is the weak point here: to what, for which reason seen on this machine, and what the move needs. */
export function migrationAdvice(facts: Facts, findings: readonly Finding[]): readonly string[] {
  if (tunnelType(facts) !== "l2tp-ipsec") return [];
  const found = new Set(findings.map(({ code }) => code));
  for (const { to, reason } of waysOut) {
    const because = reason(facts, found);
    if (because !== null) return [`Consider leaving L2TP for ${to}: ${because}. The move needs ${needs[to]}.`];
  }
  return [];
}
