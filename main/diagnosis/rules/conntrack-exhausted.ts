import { eventsEvidence } from "../evidence.ts";
import { conntrackExhaustedFixes } from "../fixes/conntrack.ts";
import type { Rule } from "../rule.ts";

/** From this share on, the next burst of connections fills the table. */
const nearlyFull = 0.95;

/** The connection tracking table is full, so that packets of new flows are dropped. */
export const conntrackExhausted: Rule = {
  code: "conntrack-exhausted",
  cause: "conntrack",
  title: "The connection tracking table is full, so packets are dropped",
  explains: ["l2tp-control-lost", "ppp-failure"],
  test: (facts) => {
    const full = facts.eventsNamed("conntrack_table_full");
    const expectations = facts.eventsNamed("conntrack_expect_full");
    const table = facts.observations.network.conntrack;
    const crowded = table !== undefined && table.max > 0 && table.count / table.max >= nearlyFull;
    if (full.length + expectations.length === 0 && !crowded) return null;
    return {
      severity: "degrades",
      confidence: full.length > 0 ? "certain" : crowded ? "likely" : "possible",
      evidence: [
        ...eventsEvidence([...full, ...expectations]),
        ...(table === undefined
          ? []
          : [
              {
                text: `This computer tracks ${table.count} connections now and has room for ${table.max}.`,
                measurement: "conntrack",
              },
            ]),
      ],
      fixes: conntrackExhaustedFixes(table?.max),
    };
  },
};
