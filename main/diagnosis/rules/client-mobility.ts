import { type Drop, startedHere } from "../drops.ts";
import { dropsEvidence, eventsEvidence, patternEvidence, witnessEvidence } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { mobilityFixes } from "../fixes/client.ts";
import { lowered, type Match, type Rule } from "../rule.ts";

/** Events with which the VPN client itself says that the network under it changed. */
const saidByClient: ReadonlySet<string> = new Set(["client_mobility", "path_lost"]);

const drawnDrops = 3;

/** The network under the tunnel changed right before the drop: another address, access point or link. */
export const clientMobility: Rule = {
  code: "client-mobility",
  cause: "client-mobility",
  title: "The network under the VPN changed right before it dropped",
  explains: ["l2tp-control-lost", "ppp-failure", "peer-terminated"],
  test: (facts) => {
    // Sleep takes the network down as well; then sleep is the cause.
    const drops = facts.drops.filter((drop) => drop.mobility.length > 0 && drop.sleep.length === 0);
    if (drops.length === 0) return strandedMatch(facts);
    const others = facts.drops.filter((drop) => !startedHere(drop)).length;
    const pattern = facts.dropPattern("after-network-change");
    const isRare = others > drops.length || pattern?.verdict === "no-pattern";
    return {
      severity: "degrades",
      confidence: lowered(drops.some(isSaidByClient) ? "certain" : "likely", isRare),
      evidence: [
        ...drops
          .slice(-drawnDrops)
          .flatMap((drop) => [...dropsEvidence([drop]), ...drop.mobility.slice(-2).map(witnessEvidence)]),
        { text: `The network changed before ${drops.length} of ${facts.drops.length} drops in the logs.` },
        ...patternEvidence(pattern),
        ...(others > drops.length ? [{ text: "Against it: most drops came without such a change." }] : []),
      ],
      fixes: mobilityFixes(),
    };
  },
};

/** After MOBIKE has found another path, or the gateway was heard, the tunnel lives. */
const recoveries: ReadonlySet<string> = new Set([
  "ike_peer_replied",
  "ike_sa_established",
  "ipsec_sa_established",
  "mobike_update",
  "rekey_ok",
  "session_connected",
]);

/** The client says that its path is gone, and finds no other: the tunnel is dead, although nobody has ended it yet. */
function strandedMatch(facts: Facts): Match | null {
  const lost = facts.eventsNamed("path_lost");
  const last = lost.at(-1);
  if (last === undefined || facts.eventsNamed("no_route", "send_error").length === 0) return null;
  const { events } = facts.observations;
  const since = events.slice(events.indexOf(last) + 1);
  if (since.some(({ event }) => recoveries.has(event))) return null;
  const unreachable = since.filter(({ event }) => event === "no_route" || event === "send_error");
  if (unreachable.length === 0) return null;
  return {
    title: "The network under the VPN changed, and the new one has no way to the gateway",
    severity: "degrades",
    confidence: "likely",
    evidence: eventsEvidence([last, ...unreachable]),
    fixes: mobilityFixes(),
  };
}

function isSaidByClient(drop: Drop): boolean {
  return drop.mobility.some((witness) => saidByClient.has(witness.event));
}
