import type { ChecklistItem, Finding } from "../model/finding.ts";
import type { Observations } from "../model/observations.ts";
import { adviceFor } from "./advice.ts";
import { checklistFor } from "./checklist.ts";
import { factsFrom, type Facts } from "./facts.ts";
import { withCommandsFor } from "./fixes/shown-commands.ts";
import { nextCheck } from "./next-checks.ts";
import { confidenceRank, mayHide, severityRank, type Rule } from "./rule.ts";
import { allRules } from "./rules/all-rules.ts";
import { findingTexts } from "./texts/finding-texts.ts";
import { unknownBecause } from "./unknown-because.ts";

export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** The steps of a rapid VPN diagnosis, with what became of each. */
  readonly checklist: readonly ChecklistItem[];
  /** At most five sentences: what to do, or what would decide. */
  readonly advice: readonly string[];
  /** "Unknown, because …", where too little could be checked to say. */
  readonly because?: string;
}

/**
 * Says why the VPN drops. Runs every rule over the observations, leaves out what another finding explains, and sorts
 * the worst and surest first.
 */
export function diagnose(observations: Observations): Diagnosis {
  const facts = factsFrom(observations);
  const findings = findingsOf(facts);
  const because = unknownBecause(facts, findings);
  return {
    findings,
    checklist: checklistFor(facts, findings),
    advice: adviceFor(facts, findings),
    ...(because === undefined ? {} : { because }),
  };
}

interface Found {
  readonly rule: Rule;
  readonly finding: Finding;
  readonly onlyIfUnexplained: boolean;
}

function findingsOf(facts: Facts): readonly Finding[] {
  const found = allRules.flatMap((rule): readonly Found[] => {
    const match = rule.test(facts);
    if (match === null) return [];
    const { title = rule.title, severity, confidence, evidence } = match;
    const fixes = match.fixes.map((fix) => withCommandsFor(facts, fix));
    const about = { code: rule.code, cause: rule.cause, title, ...(match.texts ?? findingTexts[rule.code]) };
    const next = nextCheck({ code: rule.code, confidence, severity });
    const finding = { ...about, severity, confidence, evidence: [...evidence, ...next], fixes };
    return [{ rule, finding, onlyIfUnexplained: match.onlyIfUnexplained === true }];
  });
  return found
    .filter((one) => !found.some((other) => explains(other, one) || (one.onlyIfUnexplained && isAnswer(other))))
    .map(({ finding }) => finding)
    .sort(
      (a, b) =>
        severityRank[b.severity] - severityRank[a.severity] ||
        confidenceRank[b.confidence] - confidenceRank[a.confidence],
    );
}

/** A finding with which a person has something to do: no further guess is wanted. */
function isAnswer({ finding }: Found): boolean {
  return finding.severity !== "notice" && finding.confidence !== "possible";
}

function explains(cause: Found, consequence: Found): boolean {
  return (
    (cause.finding.severity !== "notice" || consequence.finding.severity === "notice") &&
    cause.rule.explains.includes(consequence.finding.code) &&
    mayHide(cause.finding.confidence, consequence.finding.confidence)
  );
}
