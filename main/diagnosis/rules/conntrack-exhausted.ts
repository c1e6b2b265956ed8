import { eventsEvidence } from "../evidence.ts";
import { conntrackExhaustedFixes } from "../fixes/conntrack.ts";
import type { Evidence } from "../../model/finding.ts";
import type { Facts } from "../facts.ts";
import type { Rule } from "../rule.ts";
import { countText } from "../wording.ts";

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
    const gateway = gatewayTable(facts);
    if (full.length + expectations.length + gateway.full.length === 0 && !crowded && !gateway.isCrowded) return null;
    return {
      severity: "degrades",
      confidence:
        full.length + gateway.full.length > 0 ? "certain" : crowded || gateway.isCrowded ? "likely" : "possible",
      evidence: [
        ...eventsEvidence([...full, ...expectations]),
        ...gateway.evidence,
        ...(table === undefined
          ? []
          : [
              {
                text: `This computer tracks ${table.count} connections now and has room for ${table.max}.`,
                measurement: "conntrack",
              },
            ]),
      ],
      fixes: conntrackExhaustedFixes(gateway.isFull ? gateway.table?.max : table?.max),
    };
  },
};

/** The same question to the gateway, where its facts are there. */
function gatewayTable({ observations: { gatewaySide } }: Facts) {
  const table = gatewaySide?.facts.conntrack;
  const full = gatewaySide?.events.filter(({ event }) => event === "conntrack_table_full") ?? [];
  const messages = gatewaySide?.facts.tableFullMessages.count ?? 0;
  const isCrowded = (table !== undefined && table.max > 0 && table.count / table.max >= nearlyFull) || messages > 0;
  const isFull = isCrowded || full.length > 0;
  const evidence: Evidence[] = [
    ...eventsEvidence(full),
    ...(isFull && table !== undefined
      ? [
          {
            text: `The gateway tracks ${table.count} connections now and has room for ${table.max}.`,
            source: "gateway",
          },
        ]
      : []),
    ...(messages > 0
      ? [
          {
            text: `The gateway's kernel said ${countText(messages, "time")} that its table was full.`,
            source: "gateway",
          },
        ]
      : []),
  ];
  return { table, full, isCrowded, isFull, evidence };
}
