import type { CallOutput } from "../../api/contract.ts";
import { gatewaySideText } from "./gateway-text.ts";
import type { Say } from "../../language/say.ts";
import { asItIs } from "./language.ts";
import { reportText } from "./report-text.ts";
import { wrap, type Terminal } from "./terminal.ts";

type Preview = CallOutput<"bundle.preview">;
type Opened = CallOutput<"bundle.open">;
type Origin = Pick<Opened, "manifest" | "signature" | "isSealed" | "files" | "events">;

/** What would leave, file by file, and what was taken out of it. */
export function previewText(
  { files, secretsRemoved, replaced = {}, parts = [], warnings }: Preview,
  terminal: Terminal,
  say: Say = asItIs,
): string {
  const leftOut = parts.filter(({ isIncluded }) => !isIncluded).map(({ part }) => part);
  const lines = [
    terminal.paint("bold", say("In the bundle")),
    ...files.map(({ path, sizeBytes, about }) =>
      wrap(say(about), terminal.widthColumns, `  ${path.padEnd(32)} ${sizeText(sizeBytes).padStart(9)}  `),
    ),
    ...(leftOut.length === 0 ? [] : [`  ${say(`Left out: ${leftOut.join(", ")}.`)}`]),
    "",
    `${say("Secrets removed")}: ${countsText(secretsRemoved, say)}`,
    `${say("Replaced by pseudonyms")}: ${countsText(replaced, say)}`,
    ...warnings.map(say),
  ];
  return `${lines.join("\n")}\n`;
}

/** A bundle as its reader needs it: who made it, whether it is what they wrote, the report, and the notes. */
export function openedText(path: string, opened: Opened, terminal: Terminal): string {
  const { manifest, report, notes } = opened;
  const lines = [
    terminal.paint("bold", path),
    ...originLines(opened),
    ...(manifest.cut ?? []).map(
      ({ path: file, keptBytes, ofBytes }) => `  ${file}: the newest ${sizeText(keptBytes)} of ${sizeText(ofBytes)}`,
    ),
    ...(opened.captures ?? []).map(({ path: file, packets, client, gateway, note }) =>
      wrap(captureLine(packets, client, gateway, note), terminal.widthColumns, `  ${file}: `),
    ),
    reportText(report, terminal),
    ...(report.gatewaySide === undefined ? [] : [gatewaySideText(report.gatewaySide, terminal)]),
    ...(notes.length === 0 ? [] : [terminal.paint("bold", "Notes")]),
    ...notes.map(({ at, text }) => wrap(text, terminal.widthColumns, `  ${at} `)),
  ];
  return `${lines.join("\n")}\n`;
}

/** What a packet capture in it is, and what became of it. */
function captureLine(packets: number, client?: string, gateway?: string, note?: string): string {
  const ends = client === undefined || gateway === undefined ? "" : ` between ${client} and ${gateway}`;
  const told = packets === 0 ? "" : `${packets} packets${ends}; the report is made again with what they tell.`;
  return [told, note ?? ""].filter((part) => part !== "").join(" ");
}

/** Whose it is and whether it can be trusted. */
export function originLines({ manifest, signature, isSealed, files, events }: Origin): readonly string[] {
  const { consent, redaction } = manifest;
  const signed =
    signature === undefined
      ? "not signed: the files fit to the manifest, and anybody could have made both"
      : `signed by the installation ${signature.fingerprint}`;
  return [
    `  made ${manifest.createdAt} by Tunnel Doctor ${manifest.tool.version}${isSealed ? ", sealed" : ""}; ${signed}`,
    `  ${files.length} files, all as the manifest says; ${events.total} events${events.notUnderstood === 0 ? "" : `, ${events.notUnderstood} not understood by this version`}`,
    `  ${redaction.pseudonyms ? `names and addresses are pseudonyms (of ${redaction.salt === "organisation" ? "the organisation" : "this bundle"})` : "names and addresses are as they were"}`,
    ...(consent === undefined
      ? []
      : [
          `  agreed to by ${consent.by} at ${consent.at} (${consent.how})${consent.leftOut.length === 0 ? "" : `, without ${consent.leftOut.join(", ")}`}`,
        ]),
    ...(manifest.requestId === undefined ? [] : [`  answers the request ${manifest.requestId}`]),
  ];
}

/** Several bundles of one case, oldest first: what they share and what they do not. */
export function caseText(
  bundles: readonly { readonly path: string; readonly opened: Opened }[],
  terminal: Terminal,
): string {
  const inTime = [...bundles].sort((one, other) =>
    one.opened.report.run.startedAt.localeCompare(other.opened.report.run.startedAt),
  );
  const codes = [...new Set(inTime.flatMap(({ opened }) => opened.report.findings.map(({ code }) => code)))];
  const lines = [
    terminal.paint("bold", `${inTime.length} bundles of one case, oldest first`),
    ...inTime.flatMap(({ path, opened: { report } }) => [
      `  ${report.run.startedAt}  ${path}`,
      `    ${report.client.osName} ${report.client.osVersion}, ${report.verdict}: ${report.findings.map(({ code, confidence }) => `${code} (${confidence})`).join(", ") || "no finding"}`,
    ]),
    "",
    ...codes.map((code) => {
      const having = inTime.filter(({ opened }) => opened.report.findings.some((finding) => finding.code === code));
      return `  ${code}: in ${having.length} of ${inTime.length}`;
    }),
  ];
  return `${lines.join("\n")}\n`;
}

function countsText(counts: Readonly<Record<string, number>>, say: Say = asItIs): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.length === 0 ? say("none") : parts.map(([name, count]) => `${say(name)} (${count})`).join(", ");
}

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
