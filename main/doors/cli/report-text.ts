import type { ChecklistItem, Finding, Fix } from "../../model/finding.ts";
import type { Report, Verdict } from "../../model/report.ts";
import type { Say } from "../../language/say.ts";
import { asItIs } from "./language.ts";
import { measurementLines } from "./measurement-text.ts";
import { wrap, type Terminal } from "./terminal.ts";

const verdictTexts: Readonly<
  Record<Verdict, readonly [mark: string, text: string, style: "green" | "red" | "yellow"]>
> = {
  healthy: ["✓", "Nothing wrong was found on the way to your VPN.", "green"],
  "problem-found": ["✗", "A problem was found.", "red"],
  "not-enough-checked": ["?", "Too little could be checked to say.", "yellow"],
  cancelled: ["■", "The check was stopped; this is what was measured until then.", "yellow"],
};

const whoTexts: Readonly<Record<Fix["who"], string>> = {
  you: "You can do this",
  router: "The owner of the router can do this",
  "vpn-admin": "The VPN administrator can do this",
};

const confidenceTexts: Readonly<Record<Finding["confidence"], string>> = {
  certain: "certain",
  likely: "likely",
  possible: "possible",
};

/** The report as a person reads it: verdict first, then evidence and fixes, then what was measured. */
export function reportText(report: Report, terminal: Terminal, say: Say = asItIs): string {
  const [mark, text, style] = verdictTexts[report.verdict];
  const gateway = report.gateway === undefined ? "" : `  ${say(`gateway ${report.gateway.host}`)}`;
  const lines = [
    "",
    terminal.paint(["bold", style], `${mark} ${headline(report, say(text))}`),
    ...(report.because === undefined ? [] : [wrap(report.because, terminal.widthColumns, "  ")]),
    terminal.paint(
      "dim",
      `  ${report.client.osName} ${say(report.client.osVersion)}${gateway}  ${report.run.startedAt}`,
    ),
    ...report.findings.flatMap((finding) => ["", ...findingLines(finding, terminal, say)]),
    "",
    terminal.paint("bold", say("What was measured")),
    ...measurementLines(report.measurements, terminal, say),
    ...sessionLines(report, terminal, say),
    ...checklistLines(report, terminal, say),
    ...adviceLines(report, terminal, say),
  ];
  return `${lines.join("\n")}\n`;
}

/** One line for device management: verdict, codes and the measured numbers that matter. */
export function summaryLine(report: Report): string {
  const maxCharacters = 2048;
  const findings = report.findings.map((finding) => `${finding.code}(${finding.confidence})`).join(" ");
  const numbers = report.measurements
    .filter(
      (entry) =>
        entry.outcome === "measured" && ["path-mtu", "reach-udp-500", "reach-udp-4500", "loss"].includes(entry.kind),
    )
    .map((entry) => `${entry.kind}=${String(entry.value)}`)
    .join(" ");
  const gateway = report.gateway === undefined ? "" : `gateway=${report.gateway.host}`;
  const parts = [`tunnel-doctor ${report.tool.version}`, `verdict=${report.verdict}`, gateway, findings, numbers];
  return parts
    .filter((part) => part !== "")
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .slice(0, maxCharacters);
}

function headline(report: Report, verdictText: string): string {
  const first = report.findings[0];
  return report.verdict === "problem-found" && first !== undefined ? first.title : verdictText;
}

/** One finding with its evidence and its fixes. */
export function findingLines(finding: Finding, terminal: Terminal, say: Say = asItIs): readonly string[] {
  const width = terminal.widthColumns;
  const heading = `${finding.title} ${terminal.paint("dim", `[${finding.code}, ${say(confidenceTexts[finding.confidence])}]`)}`;
  return [
    terminal.paint("bold", heading),
    ...(finding.plain === undefined ? [] : [wrap(finding.plain, width, "  ")]),
    ...(finding.expert === undefined ? [] : [wrap(say(`For experts: ${finding.expert}`), width, "  ")]),
    ...finding.evidence.map((item) =>
      wrap(item.at === undefined ? item.text : `${item.at} ${item.text}`, width, "  • "),
    ),
    ...finding.fixes.flatMap((fix) => fixLines(fix, terminal, say)),
  ];
}

function fixLines(fix: Fix, terminal: Terminal, say: Say): readonly string[] {
  const width = terminal.widthColumns;
  return [
    `  ${terminal.paint("cyan", `${say(whoTexts[fix.who])}:`)} ${fix.title}`,
    ...(fix.why === undefined ? [] : [wrap(say(`Why: ${fix.why}.`), width, "    ")]),
    ...fix.steps.map((step, index) => wrap(step, width, `    ${index + 1}. `)),
    ...fix.commands
      .slice(0, commandsShownAtMost)
      .flatMap(({ os, text }) => [
        `    ${terminal.paint("dim", os)}`,
        ...text.split("\n").map((line) => `      ${line}`),
      ]),
    ...otherCommandsLines(fix, width, say),
    wrap(say(`To check: ${fix.verify}`), width, "    "),
    ...(fix.risk === undefined ? [] : [wrap(say(`Risk: ${fix.risk}`), width, "    ")]),
    ...(fix.undo === undefined ? [] : [wrap(say(`To undo: ${fix.undo}`), width, "    ")]),
  ];
}

/** Where the gateway's or the router's product is not known, a fix has words for many; the report in JSON has them all. */
const commandsShownAtMost = 6;

function otherCommandsLines({ commands }: Fix, width: number, say: Say): readonly string[] {
  const others = [...new Set(commands.slice(commandsShownAtMost).map(({ os }) => os.split(" (", 1)[0] ?? os))];
  return others.length === 0 ? [] : [wrap(say(`Also for ${others.join(", ")}: see --json.`), width, "    ")];
}

function sessionLines({ sessions, events }: Report, terminal: Terminal, say: Say): readonly string[] {
  if (events.total === 0) return [];
  const dropped = sessions.filter((session) => session.outcome === "dropped").length;
  const failed = sessions.filter((session) => session.outcome === "never-connected").length;
  return [
    "",
    terminal.paint("bold", say("What the logs say")),
    wrap(
      say(
        `Events: ${events.total}. Sessions: ${sessions.length}, of which ${dropped} dropped and ${failed} never connected.`,
      ),
      terminal.widthColumns,
      "  ",
    ),
  ];
}

const checklistMarks: Readonly<Record<ChecklistItem["status"], string>> = {
  found: "✗",
  clear: "✓",
  done: "·",
  "not-possible": "?",
};

function checklistLines({ checklist }: Report, terminal: Terminal, say: Say): readonly string[] {
  if (checklist.length === 0) return [];
  return [
    "",
    terminal.paint("bold", say("Checklist")),
    ...checklist.flatMap(({ step, status, note, next }) => [
      wrap(note === "" ? step : `${step}: ${note}`, terminal.widthColumns, `  ${checklistMarks[status]} `),
      ...(next === undefined ? [] : [wrap(next, terminal.widthColumns, "    → ")]),
    ]),
  ];
}

function adviceLines({ advice }: Report, terminal: Terminal, say: Say): readonly string[] {
  if (advice.length === 0) return [];
  return [
    "",
    terminal.paint("bold", say("What to do next")),
    ...advice.map((text) => wrap(text, terminal.widthColumns, "  • ")),
  ];
}
