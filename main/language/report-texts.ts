import { mapCommandLabel } from "./command-label.ts";
import type { Comparison } from "../model/comparison.ts";
import type { DropPattern } from "../model/drop-pattern.ts";
import type { Finding, Fix } from "../model/finding.ts";
import type { KnownIssue } from "../model/known-issue.ts";
import type { Measurement } from "../model/measurement.ts";
import type { Report } from "../model/report.ts";
import type { Say } from "./say.ts";

/*
 * Where the words of people stand in what the program hands out. Codes, names, addresses, log lines and commands are no
 * such words: they stay as they are in every language.
 */

/** A report with each of its texts said anew. */
export function mapReportTexts(report: Report, say: Say): Report {
  return {
    ...report,
    run: { ...report.run, steps: report.run.steps.map((step) => ({ ...step, ...said(step, say, "reason") })) },
    ...said(report, say, "because"),
    network: { ...report.network, notes: report.network.notes.map(say) },
    measurements: report.measurements.map((measurement) => mapMeasurementTexts(measurement, say)),
    ...(report.logSources === undefined
      ? {}
      : { logSources: report.logSources.map((source) => ({ ...source, ...said(source, say, "note") })) }),
    ...(report.dropPatterns === undefined
      ? {}
      : { dropPatterns: report.dropPatterns.map((pattern) => mapDropPatternTexts(pattern, say)) }),
    findings: report.findings.map((finding) => mapFindingTexts(finding, say)),
    checklist: report.checklist.map((item) => ({
      ...item,
      step: say(item.step),
      note: say(item.note),
      ...said(item, say, "next"),
    })),
    advice: report.advice.map(say),
  };
}

/** What drops have in common, with each of its texts said anew. */
export function mapDropPatternTexts(pattern: DropPattern, say: Say): DropPattern {
  const { lifetime } = pattern;
  return {
    ...pattern,
    text: say(pattern.text),
    statistic: say(pattern.statistic),
    ...(lifetime === undefined ? {} : { lifetime: { ...lifetime, meaning: say(lifetime.meaning) } }),
  };
}

/** A measurement with the reason for having no value said anew. */
export function mapMeasurementTexts(measurement: Measurement, say: Say): Measurement {
  return { ...measurement, ...said(measurement, say, "reason") };
}

/** A finding with each of its texts, and those of its fixes, said anew. */
export function mapFindingTexts(finding: Finding, say: Say): Finding {
  return {
    ...finding,
    title: say(finding.title),
    ...said(finding, say, "plain", "expert"),
    evidence: finding.evidence.map((item) => ({ ...item, text: say(item.text) })),
    fixes: finding.fixes.map((fix) => mapFixTexts(fix, say)),
  };
}

function mapFixTexts(fix: Fix, say: Say): Fix {
  return {
    ...fix,
    title: say(fix.title),
    steps: fix.steps.map(say),
    verify: say(fix.verify),
    commands: fix.commands.map((command) => ({ ...command, os: mapCommandLabel(command.os, say) })),
    ...said(fix, say, "why", "risk", "undo"),
  };
}

/** A known issue with what a report may quote of it said anew. */
export function mapKnownIssueTexts(issue: KnownIssue, say: Say): KnownIssue {
  return {
    ...issue,
    title: say(issue.title),
    check: say(issue.check),
    ...said(issue, say, "fixedIn"),
    fix: mapFixTexts(issue.fix, say),
  };
}

/** A comparison of two reports with each of its texts said anew. */
export function mapComparisonTexts(comparison: Comparison, say: Say): Comparison {
  return {
    ...comparison,
    before: { ...comparison.before, ...said(comparison.before, say, "network") },
    after: { ...comparison.after, ...said(comparison.after, say, "network") },
    findings: comparison.findings.map((finding) => ({ ...finding, title: say(finding.title) })),
    drops: { ...comparison.drops, text: say(comparison.drops.text) },
    conclusion: { ...comparison.conclusion, text: say(comparison.conclusion.text) },
    cautions: comparison.cautions.map(say),
  };
}

/** The named members of an object that are there, said anew. */
function said<Key extends string>(
  object: Readonly<Partial<Record<Key, string | undefined>>>,
  say: Say,
  ...keys: readonly Key[]
): Readonly<Partial<Record<Key, string>>> {
  const entries = keys.flatMap((key) => {
    const text = object[key];
    return text === undefined ? [] : [[key, say(text)] as const];
  });
  return Object.fromEntries(entries) as Readonly<Partial<Record<Key, string>>>;
}
