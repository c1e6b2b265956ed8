import type { Client } from "../model/client.ts";
import type { ChecklistItem, Finding, Fix } from "../model/finding.ts";
import type { Observations } from "../model/observations.ts";
import { adviceFor } from "./advice.ts";
import { checklistFor } from "./checklist.ts";
import { factsFrom, type Facts } from "./facts.ts";
import { confidenceRank, mayHide, severityRank, type Rule } from "./rule.ts";
import { allRules } from "./rules/all-rules.ts";

export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** The steps of a rapid VPN diagnosis, with what became of each. */
  readonly checklist: readonly ChecklistItem[];
  /** At most five sentences: what to do, or what would decide. */
  readonly advice: readonly string[];
}

/**
 * Says why the VPN drops. Runs every rule over the observations, leaves out what another finding explains, and sorts
 * the worst and surest first.
 */
export function diagnose(observations: Observations): Diagnosis {
  const facts = factsFrom(observations);
  const findings = findingsOf(facts);
  return { findings, checklist: checklistFor(facts, findings), advice: adviceFor(facts, findings) };
}

interface Found {
  readonly rule: Rule;
  readonly finding: Finding;
}

function findingsOf(facts: Facts): readonly Finding[] {
  const found = allRules.flatMap((rule): readonly Found[] => {
    const match = rule.test(facts);
    if (match === null) return [];
    const { title = rule.title, severity, confidence, evidence } = match;
    const fixes = match.fixes.map((fix) => forClient(fix, facts.observations.client));
    const finding = { code: rule.code, cause: rule.cause, title, severity, confidence, evidence: [...evidence], fixes };
    return [{ rule, finding }];
  });
  return found
    .filter((one) => !found.some((other) => explains(other, one)))
    .map(({ finding }) => finding)
    .sort(
      (a, b) =>
        severityRank[b.severity] - severityRank[a.severity] ||
        confidenceRank[b.confidence] - confidenceRank[a.confidence],
    );
}

function explains(cause: Found, consequence: Found): boolean {
  return (
    cause.finding.severity !== "notice" &&
    cause.rule.explains.includes(consequence.finding.code) &&
    mayHide(cause.finding.confidence, consequence.finding.confidence)
  );
}

const commandPrefix: Readonly<Record<Client["os"], string>> = { linux: "Linux", macos: "macOS", windows: "Windows" };

/** What people do on their own computer is shown for its operating system only. */
function forClient(fix: Fix, client: Client): Fix {
  if (fix.who !== "you") return fix;
  const commands = fix.commands.filter(({ os }) => os.startsWith("any") || os.startsWith(commandPrefix[client.os]));
  return { ...fix, commands };
}
