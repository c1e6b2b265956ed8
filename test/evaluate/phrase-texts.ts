import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { valueClasses } from "../../main/bundle/redaction/row.ts";
import { secretBlocks, secretRows } from "../../main/bundle/redaction/secret-rows.ts";
import { compareReports } from "../../main/diagnosis/compare.ts";
import { diagnose } from "../../main/diagnosis/evaluate.ts";
import { explanations } from "../../main/diagnosis/explanations.ts";
import { builtInKnownIssues } from "../../main/diagnosis/known-issues/built-in.ts";
import { allRules } from "../../main/diagnosis/rules/all-rules.ts";
import { findingTexts } from "../../main/diagnosis/texts/finding-texts.ts";
import {
  mapComparisonTexts,
  mapFindingTexts,
  mapKnownIssueTexts,
  mapReportTexts,
  type Say,
} from "../../main/language/report-texts.ts";
import type { Fix } from "../../main/model/finding.ts";
import { reportSchemaId, type Report } from "../../main/model/report.ts";
import type { Input } from "./input.ts";

/* The texts that reports are made of, from what the program says of the evaluation's inputs and from its tables. */

/** Texts by what they were found in. */
export type PhraseTexts = ReadonlyMap<string, string>;

/** Every text of the reports that inputs lead to, and of comparisons of each with the next. Quoted log lines are left out. */
export function textsOfInputs(inputs: readonly Input[]): PhraseTexts {
  const texts = new Map<string, string>();
  const reports = inputs.map(({ truth, observations }) => {
    const report = reportOf(truth.id, observations);
    const lines = new Set(observations.events.map(({ raw }) => oneLine(raw)));
    mapReportTexts(report, (text) => {
      if (!lines.has(text) && !texts.has(text)) texts.set(text, truth.id);
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
  for (const issue of builtInKnownIssues.issues) mapKnownIssueTexts(issue, collect(texts, issue.id));
  for (const [name, { title }] of Object.entries(valueClasses)) collect(texts, name)(title);
  for (const { name } of [...secretRows, ...secretBlocks]) collect(texts, "redaction of secrets")(name);
  const about = { code: "dns-failure", cause: "dns", title: "A certificate is refused" } as const;
  const plain = { severity: "notice", confidence: "possible", evidence: [] } as const;
  for (const fix of fixes)
    mapFindingTexts({ ...about, ...plain, evidence: [], fixes: [fix] }, collect(texts, fix.title));
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

/** Properties and functions whose strings are commands, settings, sources or faults of this program. */
const notSaid = new Set(["commands", "source", "sources", "samples"]);
const notSaidFolder = /\/fixes\/settings\/|\/fixes\/products|\/known-issues\/versions/;

/** Names that only look like a part of a sentence. */
const notSaidPieces = new Set(["(by its logs)"]);

/** A piece of a text that a source file says, with no placeholder in it. */
export interface SaidPiece {
  readonly piece: string;
  readonly file: string;
}

/** Pieces that are long enough to be words of a sentence, of all sources that say something in a report. */
export function piecesOfSources(): readonly SaidPiece[] {
  return filesOf(sources)
    .filter((file) => !notSaidFolder.test(`/${file}`))
    .flatMap((file) => piecesOf(treeOf(file)).map((piece) => ({ piece, file })));
}

/** Folders whose failures a page shows. */
const failingSources = ["api", "bundle", "request"] as const;

/** Files whose failures only a command or a fault of this program leads to. */
const notShown = new Set(["api/dispatcher.ts", "api/known-issue-store.ts", "request/create-request.ts"]);

/** The same pieces of the sentences that say why a call failed. */
export function piecesOfFailures(): readonly SaidPiece[] {
  return filesOf(failingSources)
    .filter((file) => !notShown.has(file))
    .flatMap((file) =>
      failureTextsIn(treeOf(file))
        .flatMap(piecesOf)
        .map((piece) => ({ piece, file })),
    );
}

function failureTextsIn(tree: ts.Node): readonly ts.Node[] {
  const texts: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === "failure") texts.push(...node.arguments.slice(1));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return texts;
}

const root = new URL("../../main/", import.meta.url);

function filesOf(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) =>
    path.endsWith(".ts")
      ? [path]
      : readdirSync(new URL(path, root), { recursive: true, encoding: "utf8" })
          .filter((name) => name.endsWith(".ts"))
          .map((name) => `${path}/${name}`),
  );
}

function treeOf(file: string): ts.Node {
  return ts.createSourceFile("a.ts", readFileSync(new URL(file, root), "utf8"), ts.ScriptTarget.Latest, true);
}

function piecesOf(tree: ts.Node): readonly string[] {
  const pieces: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isThrowStatement(node) || ts.isTypeNode(node)) return;
    if (ts.isPropertyAssignment(node) && notSaid.has(node.name.getText())) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      // Three words or more: what is shorter is also a code, a key or a unit.
      const piece = node.text.trim();
      if (!notSaidPieces.has(piece) && /[a-z]{2,} [a-z(]+ [a-z(]+/i.test(piece) && !piece.includes("\n"))
        pieces.push(piece);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return pieces;
}
