import { startedHere } from "../drops.ts";
import { dropsEvidence, eventsEvidence, patternEvidence, witnessEvidence } from "../evidence.ts";
import { sleepFixes } from "../fixes/client.ts";
import { codedEvents } from "../coded-events.ts";
import { lowered, type Rule } from "../rule.ts";

const saidByClient: ReadonlySet<string> = new Set(["sleep_disconnect", "sleep_expired"]);

const drawnDrops = 3;

/** The computer slept, and the session did not survive it. */
export const clientSleep: Rule = {
  code: "client-sleep",
  cause: "client-mobility",
  title: "The VPN dropped because this computer went to sleep",
  explains: ["l2tp-control-lost", "ppp-failure"],
  test: (facts) => {
    const drops = facts.drops.filter((drop) => drop.sleep.length > 0);
    const codes = codedEvents(facts, "client-sleep");
    if (drops.length === 0 && codes.length === 0) return null;
    const said = drops.some((drop) => drop.sleep.some((witness) => saidByClient.has(witness.event)));
    const others = facts.drops.filter((drop) => !startedHere(drop)).length;
    const pattern = facts.dropPattern("after-sleep");
    const isRare = codes.length === 0 && (others > drops.length || pattern?.verdict === "no-pattern");
    return {
      severity: "degrades",
      confidence: lowered(said || codes.length > 0 ? "certain" : "likely", isRare),
      evidence: [
        ...eventsEvidence(codes),
        ...drops
          .slice(-drawnDrops)
          .flatMap((drop) => [...dropsEvidence([drop]), ...drop.sleep.slice(-2).map(witnessEvidence)]),
        ...(drops.length === 0
          ? []
          : [
              { text: `The computer slept before ${drops.length} of ${facts.drops.length} drops in the logs.` },
              ...patternEvidence(pattern),
            ]),
        ...(isRare && others > 0 ? [{ text: "Against it: other drops came without sleep." }] : []),
      ],
      fixes: sleepFixes(),
    };
  },
};
