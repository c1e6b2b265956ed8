import type { CallOutput } from "../../api/contract.ts";
import type { CaptureJoin, JoinedDirection } from "../../model/capture-join.ts";
import type { CaptureStory } from "../../model/capture-story.ts";
import { durationText } from "../../model/duration-text.ts";
import type { Say } from "../../language/say.ts";
import { localTime, printable } from "./log-text.ts";
import { findingLines } from "./report-text.ts";
import { wrap, type Terminal } from "./terminal.ts";

/** One rung of the ladder: an arrow between the two hosts, or a note across both. */
interface Rung {
  readonly atMs: number;
  readonly text: string;
  readonly style?: "red" | "yellow" | "dim";
}

const mostRungs = 200;
const arrowColumns = 6;
const longestText = 160;

/**
 * The story of a capture: who spoke with whom, the ladder of exchanges, and what follows from it.
 *
 * @param reading with its findings in the language already
 */
export function captureText({ story, findings }: CallOutput<"capture.read">, terminal: Terminal, say: Say): string {
  const isTelling = story.client !== undefined;
  const lines = [
    "",
    ...headLines(story, terminal, say),
    "",
    ...ladderLines(story, terminal, say),
    ...espLines(story, terminal, say),
    "",
    ...conclusionLines(findings, isTelling, terminal, say),
  ];
  return `${lines.join("\n")}\n`;
}

/** What left one end and did not arrive at the other, and what follows from it. */
export function joinText({ join, client, findings }: CallOutput<"capture.join">, terminal: Terminal, say: Say): string {
  const isTelling = join.clock !== undefined;
  const lines = [
    "",
    ...headLines(client, terminal, say),
    wrap(say(clockText(join)), terminal.widthColumns, "  "),
    ...join.mappings
      .filter((mapping) => mapping.client !== mapping.seenByGateway)
      .map((mapping) =>
        wrap(say(`NAT: ${mapping.client} is ${mapping.seenByGateway} for the gateway`), terminal.widthColumns, "  "),
      ),
    "",
    ...join.directions.flatMap((direction) => directionLines(direction, terminal, say)),
    ...conclusionLines(findings, isTelling, terminal, say),
  ];
  return `${lines.join("\n")}\n`;
}

function headLines(
  { file, counts, client, gateway, capturedAt }: CaptureStory,
  terminal: Terminal,
  say: Say,
): readonly string[] {
  const durationMs = (file.lastAtMs ?? 0) - (file.firstAtMs ?? 0);
  const where = capturedAt === "unknown" ? [] : [say(`captured at the ${capturedAt}`)];
  const hosts =
    client === undefined
      ? [say("no VPN packets")]
      : [say(`client ${client}`), say(`gateway ${gateway ?? "unknown"}`), ...where];
  const kinds = [
    [counts.ike, "IKE"],
    [counts.esp + counts.espInUdp, "ESP"],
    [counts.natKeepalives, say("NAT keepalives")],
    [counts.l2tpControl + counts.l2tpData, "L2TP"],
    [counts.wireguard, "WireGuard"],
    [counts.openvpn, "OpenVPN"],
    [counts.fragments, say("fragments")],
    [counts.icmpErrors, say("ICMP errors")],
  ] as const;
  const shown = kinds.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`);
  const packets = say(`${counts.packets} packets in ${durationText(durationMs)}`);
  return [
    terminal.paint("bold", printable(file.name, longestText)),
    wrap(`${packets}: ${shown.join(", ") || say("none of a VPN")}`, terminal.widthColumns, "  "),
    wrap(hosts.join(", "), terminal.widthColumns, "  "),
    ...(file.note === undefined ? [] : [wrap(file.note, terminal.widthColumns, "  ")]),
  ];
}

function ladderLines(story: CaptureStory, terminal: Terminal, say: Say): readonly string[] {
  const rungs = [...exchangeRungs(story, say), ...noteRungs(story, say)].sort((a, b) => a.atMs - b.atMs);
  const startMs = story.file.firstAtMs ?? 0;
  const shown = rungs.slice(0, mostRungs).map(({ atMs, text, style }) => {
    const when = `${((atMs - startMs) / 1000).toFixed(3)} s`.padStart(12);
    const line = `${when}  ${printable(text, longestText)}`;
    return style === undefined ? line : terminal.paint(style, line);
  });
  const left = rungs.length - shown.length;
  if (rungs.length === 0) return [];
  const began = story.file.firstAtMs === undefined ? "" : ` (${say(`0 s is ${localTime(startMs)} local time`)})`;
  return [
    terminal.paint("bold", `${say("What happened, client left, gateway right")}${began}`),
    ...shown,
    ...(left === 0 ? [] : [`  ${say(`${left} more are in the JSON document (--json)`)}`]),
  ];
}

function exchangeRungs(story: CaptureStory, say: Say): readonly Rung[] {
  return story.exchanges.flatMap((exchange): readonly Rung[] => {
    const { name, byInitiator, triesAtMs, tries, requestBytes, outcome, answeredAtMs, answerBytes, answerSays } =
      exchange;
    const asked = `${arrow(byInitiator)} ${name}, ${say(`${requestBytes} bytes`)}`;
    const requests = triesAtMs.map((atMs, index): Rung => {
      const again = index === 0 ? "" : ` (${say(`again, ${index + 1} of ${tries}`)})`;
      const lost = outcome === "unanswered" && index === triesAtMs.length - 1;
      const text = `${asked}${again}${lost ? `: ${say("no answer")}` : ""}`;
      return lost ? { atMs, text, style: "red" } : { atMs, text };
    });
    if (answeredAtMs === undefined) return requests;
    const says =
      answerSays === undefined ? (outcome === "refused" ? say("an error, by its size") : "") : say(answerSays);
    const size = answerBytes === undefined || answerBytes === 0 ? "" : `, ${say(`${answerBytes} bytes`)}`;
    const text = `${arrow(!byInitiator)} ${name}${size}${says === "" ? "" : `: ${says}`}`;
    return [
      ...requests,
      outcome === "refused" ? { atMs: answeredAtMs, text, style: "red" } : { atMs: answeredAtMs, text },
    ];
  });
}

function arrow(toRight: boolean): string {
  const line = "─".repeat(arrowColumns);
  return toRight ? `${line}>` : `<${line}`;
}

/** What followed on a silence. */
const afterTexts = { answered: ", then answered", unanswered: ", then no answer", "not-seen": "" } as const;

function noteRungs(story: CaptureStory, say: Say): readonly Rung[] {
  return [
    ...story.idle.map(({ fromMs, lengthMs, after }): Rung => {
      const text = `  … ${say(`nothing for ${durationText(lengthMs)}${afterTexts[after]}`)}`;
      return { atMs: fromMs, text, style: after === "unanswered" ? "yellow" : "dim" };
    }),
    // A rekey that failed is told by its exchange already.
    ...story.rekeys
      .filter(({ outcome }) => outcome === "new-keys-used" || outcome === "ike-renewed")
      .map(({ atMs, outcome }): Rung => ({ atMs, text: `  ${say(outcome.replaceAll("-", " "))}`, style: "dim" })),
    ...story.tooBig.map(({ atMs, router, mtuBytes }): Rung => ({
      atMs,
      text: `  ${say(`${router} says "packet too big", the next link carries ${mtuBytes} bytes`)}`,
      style: "yellow",
    })),
    ...story.addressChanges.map(({ atMs, before, after }): Rung => ({
      atMs,
      text: `  ${say(`packets come from ${after} instead of ${before}`)}`,
      style: "yellow",
    })),
  ];
}

function espLines({ esp, fragments }: CaptureStory, terminal: Terminal, say: Say): readonly string[] {
  const width = terminal.widthColumns;
  const cut = fragments.map(({ from, to, datagrams, complete, incomplete }) => {
    const counts = `${datagrams} datagrams in fragments, ${complete} whole, ${incomplete} with parts missing`;
    return wrap(`${from} > ${to}: ${say(counts)}`, width, "  ");
  });
  const flows = esp.map(({ spi, from, to, packets, missing, longestGap }) => {
    const gap = missing === 0 ? "none missing" : `${missing} missing, up to ${longestGap} in a row`;
    return wrap(`ESP ${spi} ${from} > ${to}: ${say(`${packets} packets, ${gap}`)}`, width, "  ");
  });
  return flows.length + cut.length === 0 ? [] : ["", terminal.paint("bold", say("Data")), ...flows, ...cut];
}

function clockText({ clock, directions }: CaptureJoin): string {
  if (directions.every(({ arrived }) => arrived === 0)) {
    return "No packet is in both captures: nothing passed, or they are not of the same tunnel and the same time.";
  }
  if (clock === undefined) return "The clocks of the two ends cannot be compared.";
  const { offsetMs, uncertaintyMs } = clock;
  const ahead = `${Math.abs(offsetMs).toFixed(1)} ms ${offsetMs >= 0 ? "ahead of" : "behind"}`;
  const sure = uncertaintyMs === undefined ? "" : `, to within ${uncertaintyMs.toFixed(1)} ms`;
  return `the gateway's clock is ${ahead} the client's${sure}`;
}

function directionLines(direction: JoinedDirection, terminal: Terminal, say: Say): readonly string[] {
  const { sent, arrived, lost, outside, bySize, byPort, laterFragments, outages } = direction;
  const width = terminal.widthColumns;
  const from =
    direction.direction === "to-gateway" ? "From the client to the gateway" : "From the gateway to the client";
  const damaged = bySize.filter((group) => group.lost > 0);
  const ports = byPort.filter((group) => group.lost > 0);
  return [
    terminal.paint("bold", say(`${from}: ${sent} sent, ${arrived} arrived, ${lost} lost`)),
    ...damaged.map(
      (group) => `  ${say(`${group.fromBytes} to ${group.toBytes} bytes: ${group.lost} of ${group.sent} lost`)}`,
    ),
    ...ports.map((group) => `  ${say(`to port ${group.port}: ${group.lost} of ${group.sent} lost`)}`),
    ...(laterFragments.sent === 0
      ? []
      : [`  ${say(`fragments after the first: ${laterFragments.lost} of ${laterFragments.sent} lost`)}`]),
    ...outages
      .slice(0, 10)
      .map(({ fromMs, toMs, packets }) =>
        wrap(
          say(`${packets} packets in a row lost, for ${durationText(toMs - fromMs)} from ${localTime(fromMs)}`),
          width,
          "  ",
        ),
      ),
    ...(outside === 0
      ? []
      : [
          wrap(
            say(`${outside} more were sent before the first or after the last packet of the other capture`),
            width,
            "  ",
          ),
        ]),
    "",
  ];
}

function conclusionLines(
  findings: CallOutput<"capture.read">["findings"],
  isTelling: boolean,
  terminal: Terminal,
  say: Say,
): readonly string[] {
  if (findings.length > 0) return findings.flatMap((finding) => [...findingLines(finding, terminal, say), ""]);
  return [say(isTelling ? "The capture shows no cause for a drop." : "There is too little in it to say anything.")];
}
