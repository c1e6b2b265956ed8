import { type Drop, startedHere } from "../drops.ts";
import { dropsEvidence, patternEvidence, witnessEvidence } from "../evidence.ts";
import { mobilityFixes } from "../fixes/client.ts";
import type { Rule } from "../rule.ts";

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
    if (drops.length === 0) return null;
    const others = facts.drops.filter((drop) => !startedHere(drop)).length;
    return {
      severity: "degrades",
      confidence: drops.some(isSaidByClient) ? "certain" : "likely",
      evidence: [
        ...drops
          .slice(-drawnDrops)
          .flatMap((drop) => [...dropsEvidence([drop]), ...drop.mobility.slice(-2).map(witnessEvidence)]),
        { text: `The network changed before ${drops.length} of ${facts.drops.length} drops in the logs.` },
        ...patternEvidence(facts.dropPattern("after-network-change")),
        ...(others > drops.length ? [{ text: "Against it: most drops came without such a change." }] : []),
      ],
      fixes: mobilityFixes(),
    };
  },
};

function isSaidByClient(drop: Drop): boolean {
  return drop.mobility.some((witness) => saidByClient.has(witness.event));
}
