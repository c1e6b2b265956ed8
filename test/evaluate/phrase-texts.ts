import { valueClasses } from "../../main/bundle/redaction/row.ts";
import { secretBlocks, secretRows } from "../../main/bundle/redaction/secret-rows.ts";
import { compareReports } from "../../main/diagnosis/compare.ts";
import { diagnose } from "../../main/diagnosis/evaluate.ts";
import { explanations } from "../../main/diagnosis/explanations.ts";
import { builtInKnownIssues } from "../../main/diagnosis/known-issues/built-in.ts";
import { allRules } from "../../main/diagnosis/rules/all-rules.ts";
import { findingTexts } from "../../main/diagnosis/texts/finding-texts.ts";
import { mapCommandLabel } from "../../main/language/command-label.ts";
import {
  mapComparisonTexts,
  mapFindingTexts,
  mapKnownIssueTexts,
  mapReportTexts,
} from "../../main/language/report-texts.ts";
import type { Say } from "../../main/language/say.ts";
import type { Fix } from "../../main/model/finding.ts";
import { reportSchemaId, type Report } from "../../main/model/report.ts";
import type { Input } from "./input.ts";
import { filesOf, piecesOf, treeOf, type SaidPiece } from "./source-pieces.ts";

/* The texts that reports are made of, from what the program says of the evaluation's inputs and from its tables. */

/** Texts by what they were found in. */
export type PhraseTexts = ReadonlyMap<string, string>;

/** Names of products, programs, files and their sections: the same in every language. */
const names = new Set([
  ...[
    "Linux",
    "macOS",
    "Windows",
    "Windows Server RRAS",
    "Windows NPS",
    "PowerShell",
    "Terminal",
    "GNOME",
    "WireGuard",
  ],
  ...["NetworkManager", "NetworkManager-l2tp", "strongSwan", "libreswan", "xl2tpd", "systemd", "iptables", "nftables"],
  ...["OpenWrt", "MikroTik RouterOS", "FortiGate", "Cisco IOS", "Cisco ASA", "Ubiquiti EdgeRouter", "Ubuntu", "IKEv2"],
  ...[
    "swanctl.conf",
    "swanctl.conf child",
    "strongswan.conf",
    "ipsec.conf",
    "ipsec.conf conn",
    "ipsec.conf config setup",
  ],
  ...["conn", "child", "config setup", "[Peer]", "Virtual-Template"],
]);

/** Every text that is asked for when the labels of these fixes' commands are said; the parts of one only where it is not known. */
function labelsOf(fixes: readonly Fix[], isKnown: (text: string) => boolean = () => false): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const { os } of fixes.flatMap(({ commands }) => commands)) {
    mapCommandLabel(os, (text) => {
      asked.add(text);
      return isKnown(text) ? "" : text;
    });
  }
  return asked;
}

/** The words in the labels of these fixes' commands and of known issues: wholes that are known, and the parts of others. */
export function textsOfLabels(fixes: readonly Fix[], isKnown: (text: string) => boolean): PhraseTexts {
  const known = builtInKnownIssues.issues.map(({ fix }) => fix);
  const asked = [...labelsOf([...fixes, ...known], isKnown)];
  const words = asked.filter((text) => !names.has(text) && (isKnown(text) || !text.includes(", ")));
  return new Map(words.map((text) => [text, "a label"]));
}

/** Every text of the reports that inputs lead to, and of comparisons of each with the next. Quoted log lines are left out. */
export function textsOfInputs(inputs: readonly Input[]): PhraseTexts {
  const texts = new Map<string, string>();
  const reports = inputs.map(({ truth, observations }) => {
    const report = reportOf(truth.id, observations);
    const lines = new Set(observations.events.map(({ raw }) => oneLine(raw)));
    const labels = labelsOf(report.findings.flatMap(({ fixes }) => fixes));
    mapReportTexts(report, (text) => {
      if (!lines.has(text) && !labels.has(text) && !texts.has(text)) texts.set(text, truth.id);
      return text;
    });
    return report;
  });
  reports.forEach((report, index) => {
    const next = reports[index + 1];
    if (next === undefined || report.run.startedAt === "") return;
    mapComparisonTexts(compareReports(report, next), collect(texts, `${report.run.id} and ${next.run.id}`));
  });
  return texts;
}

/** Every text of the tables: words for findings, explanations, titles of rules, known issues, redactions, and these fixes. */
export function textsOfTables(fixes: readonly Fix[]): PhraseTexts {
  const texts = new Map<string, string>();
  for (const [code, words] of Object.entries(findingTexts)) Object.values(words).forEach(collect(texts, code));
  for (const [code, words] of Object.entries(explanations)) Object.values(words).forEach(collect(texts, code));
  for (const { code, title } of allRules) collect(texts, code)(title);
  for (const issue of builtInKnownIssues.issues) {
    mapKnownIssueTexts({ ...issue, fix: { ...issue.fix, commands: [] } }, collect(texts, issue.id));
  }
  for (const [name, { title }] of Object.entries(valueClasses)) collect(texts, name)(title);
  for (const { name } of [...secretRows, ...secretBlocks]) collect(texts, "redaction of secrets")(name);
  const about = { code: "dns-failure", cause: "dns", title: "A certificate is refused" } as const;
  const plain = { severity: "notice", confidence: "possible", evidence: [] } as const;
  for (const fix of fixes) {
    const said = { ...fix, commands: [] };
    mapFindingTexts({ ...about, ...plain, evidence: [], fixes: [said] }, collect(texts, fix.title));
  }
  return texts;
}

function collect(texts: Map<string, string>, where: string): Say {
  return (text) => {
    if (!texts.has(text)) texts.set(text, where);
    return text;
  };
}

function reportOf(id: string, observations: Input["observations"]): Report {
  const { events, ...observed } = observations;
  const atMs = "2026-12-01T00:00:00.000Z";
  const { because, ...diagnosis } = diagnose(observations);
  return structuredClone({
    ...observed,
    ...diagnosis,
    ...(because === undefined ? {} : { because }),
    schema: reportSchemaId,
    tool: { version: "0" },
    run: { id, profile: "standard", startedAt: atMs, endedAt: atMs, steps: [], packetsSent: 0 },
    verdict: "problem-found",
    events: { total: events.length, bySource: {}, byEvent: {}, unknownLines: 0 },
  }) as unknown as Report;
}

/** As a report quotes a log line. */
function oneLine(raw: string): string {
  const line = raw.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}

/** Folders and files of the sources whose strings stand in reports. */
const sources = [
  "diagnosis",
  "fleet/sentences.ts",
  "fleet/recommend.ts",
  "logs/drop-pattern-verdict.ts",
  "logs/drop-patterns.ts",
  "logs/drop-time-of-day.ts",
  "logs/lifetimes.ts",
  "checkup/measurements.ts",
  "checkup/captive-portal.ts",
  "checkup/rediagnose.ts",
  "probes/nat-sighting.ts",
  "probes/nat-lifetime/measure-by-port.ts",
  "probes/nat-lifetime/measurements.ts",
  "probes/server-sizes",
] as const;

const notSaidFolder = /\/fixes\/settings\/|\/fixes\/products|\/known-issues\/versions/;

/** Pieces that are long enough to be words of a sentence, of all sources that say something in a report. */
export function piecesOfSources(): readonly SaidPiece[] {
  return filesOf(sources)
    .filter((file) => !notSaidFolder.test(`/${file}`))
    .flatMap((file) => piecesOf(treeOf(file)).map((piece) => ({ piece, file })));
}
