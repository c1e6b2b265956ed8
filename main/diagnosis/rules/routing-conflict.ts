import type { LogEvent } from "../../model/log-event.ts";
import { eventsEvidence } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { overlapFixes, routingLoopFixes } from "../fixes/surroundings.ts";
import { overlappingNetworks } from "../overlapping-networks.ts";
import type { Match, Rule } from "../rule.ts";
import { quoted } from "../wording.ts";

/** A tunnel that works sends no such amount without getting anything back: packets that run in a circle do. */
const oneWayBytes = 50_000_000;

/** Packets to the gateway are routed into the tunnel itself: each is wrapped and sent into it again. */
export const routingConflict: Rule = {
  code: "routing-conflict",
  cause: "routing",
  title: "Packets to the gateway are routed into the tunnel itself",
  explains: ["l2tp-control-lost", "ppp-failure", "nat-udp-timeout", "ike-rekey-failure"],
  test: (facts) => {
    const seen = facts.eventsNamed("routing_loop");
    const floods = facts.eventsNamed("ppp_session_bytes").filter(isFlood);
    // Many gateways give their public address as their address in the tunnel; where nothing drops, the routes are right.
    const broke = facts.drops.some(({ session }) => session.endedBy === "timeout");
    const samePeers = broke ? facts.eventsNamed("ppp_ip_peer").filter((event) => isGateway(facts, event)) : [];
    const events = [...seen, ...floods, ...samePeers];
    if (events.length === 0) return overlapMatch(facts);
    return {
      severity: "blocks",
      confidence: seen.length > 0 ? "certain" : floods.length > 0 ? "likely" : "possible",
      evidence: [
        ...eventsEvidence(events),
        ...(samePeers.length > 0
          ? [{ text: "The gateway's address inside the tunnel is the one that the tunnel itself runs to." }]
          : []),
      ],
      fixes: routingLoopFixes(),
    };
  },
};

/** The same addresses on both sides: packets for the far network stay in the near one, or the other way round. */
function overlapMatch(facts: Facts): Match | null {
  const overlaps = overlappingNetworks(facts);
  if (overlaps.length === 0) return null;
  return {
    title: "The network that you are in uses the same addresses as the network behind the VPN",
    severity: "degrades",
    confidence: "likely",
    evidence: overlaps.map(({ here, behindTunnel, from }) => ({
      text: `This computer is in ${here}, and ${quoted(from)} is for ${behindTunnel}.`,
    })),
    fixes: overlapFixes(),
  };
}

function isFlood({ fields }: LogEvent): boolean {
  return Number(fields["outBytes"]) >= oneWayBytes && Number(fields["inBytes"]) === 0;
}

function isGateway({ observations: { gateway, sessions } }: Facts, { fields }: LogEvent): boolean {
  const outer = [...(gateway?.addresses ?? []), ...sessions.flatMap(({ peer }) => peer ?? [])];
  return outer.includes(fields["address"] ?? "");
}
