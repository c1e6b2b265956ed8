import type { CallOutput } from "../../api/contract.ts";
import type { Say } from "../../language/say.ts";
import { asItIs } from "./language.ts";
import { wrap, type Terminal } from "./terminal.ts";

type Facts = CallOutput<"gateway.facts">["facts"];
type GatewaySide = NonNullable<CallOutput<"gateway.join">["gatewaySide"]>;

const clampTexts: Readonly<Record<Facts["mssClamp"]["state"], string>> = {
  present: "the firewall clamps the TCP MSS",
  missing: "MISSING: no firewall rule clamps the TCP MSS",
  unknown: "unknown",
};

/** The facts as a person reads them. */
export function gatewayFactsText(facts: Facts, events: number, terminal: Terminal): string {
  const { conntrack, tableFullMessages, mssClamp, daemons, tunnels, interfaces, collectors } = facts;
  const seconds = (value: number | undefined): string => (value === undefined ? "?" : `${value} s`);
  const rows: readonly (readonly [string, string])[] = [
    ["System", [facts.host.osName, facts.host.kernel].filter((text) => text !== undefined).join(", ")],
    [
      "Connections",
      conntrack === undefined
        ? "not tracked, or not readable by this user"
        : `${conntrack.count} of ${conntrack.max} tracked; UDP is forgotten after ${seconds(conntrack.udpTimeoutSeconds)} without and ${seconds(conntrack.udpStreamTimeoutSeconds)} with an answer`,
    ],
    [
      "Table full",
      tableFullMessages.count === 0 ? "no message" : `${tableFullMessages.count} messages in the kernel's log`,
    ],
    ["MSS clamp", mssClamp.reason ?? clampTexts[mssClamp.state]],
    ...mssClamp.rules.slice(0, 5).map(({ source, text }) => ["", `${source}: ${text}`] as const),
    [
      "VPN servers",
      daemons.map(({ name, count }) => (count === 1 ? name : `${name} (${count})`)).join(", ") || "none runs",
    ],
    [
      "Tunnels",
      tunnels === undefined ? "no IKE daemon answered" : `${tunnels.ikeSas} IKE SAs, ${tunnels.childSas} IPsec SAs`,
    ],
    ["Interfaces", interfaces.map(({ name, mtuBytes }) => `${name} ${mtuBytes}`).join(", ")],
    ["Logs", `${events} VPN events`],
  ];
  const failed = collectors.filter(({ outcome }) => outcome === "failed").map(({ name }) => name);
  const lines = [
    terminal.paint("bold", "What this gateway says of itself"),
    ...rows.map(([name, text]) => wrap(text, terminal.widthColumns, `  ${name.padEnd(12)} `)),
    ...(failed.length === 0
      ? []
      : ["", wrap(`Not answered (rights, or not in use): ${failed.join(", ")}`, terminal.widthColumns, "  ")]),
  ];
  return `${lines.join("\n")}\n`;
}

/** What the gateway adds to a joined report. */
export function gatewaySideText({ facts, clock, drops }: GatewaySide, terminal: Terminal, say: Say = asItIs): string {
  const width = terminal.widthColumns;
  const collected = [`Collected ${facts.collectedAt}.`, clockText(clock)].map(say).join(" ");
  return [
    "",
    terminal.paint("bold", say("The gateway's side")),
    wrap(collected, width, "  "),
    ...drops.flatMap(({ at, lines }) => [
      `  ${at} ${say(`the client's connection dropped; the gateway logged ${lines.length === 0 ? "nothing within a minute" : "within a minute:"}`)}`,
      ...lines.map((line) => wrap(`${line.at} ${line.text}`, width, "    ")),
    ]),
    "",
  ].join("\n");
}

function clockText(clock: GatewaySide["clock"]): string {
  if (clock === undefined) return "Both clocks agree, or the logs share no event to compare them by.";
  const { gatewayAheadMs, pairs, isUsed } = clock;
  const off = `${Math.abs(gatewayAheadMs) / 1000} s ${gatewayAheadMs < 0 ? "behind" : "ahead"}`;
  const use = isUsed ? "; its times are shown in the client's" : ", too few to rely on";
  return `The gateway's clock is ${off}, by ${pairs} common events${use}.`;
}
