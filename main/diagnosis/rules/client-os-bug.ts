import type { Evidence, Fix } from "../../model/finding.ts";
import { codedEvents, leavesCauseOpen } from "../coded-events.ts";
import { eventsEvidence } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { clientBugFixes } from "../fixes/client.ts";
import { builtInKnownIssues } from "../known-issues/built-in.ts";
import { matchKnownIssues, type IssueMatch } from "../known-issues/match.ts";
import type { Match, Rule } from "../rule.ts";

/** Further known issues that are named beside the first one. */
const namedAtMost = 4;

/** A known fault of the software: of the system, of the VPN client, or of what runs at the other end. */
export const clientOsBug: Rule = {
  code: "client-os-bug",
  cause: "client-os",
  title: "This version of the operating system has a known fault in its VPN client",
  explains: ["ike-rekey-failure", "proposal-mismatch"],
  test: (facts) => {
    const issues = facts.observations.knownIssues ?? builtInKnownIssues.issues;
    const [first, ...others] = matchKnownIssues(facts, issues);
    const coded = codedMatch(facts);
    if (first === undefined) return coded;
    // A version alone proves less than the code of an error that only a damaged client gives.
    return first.confidence === "possible" && coded !== null ? coded : issueMatch(first, others);
  },
};

function issueMatch({ issue, confidence, evidence }: IssueMatch, others: readonly IssueMatch[]): Match {
  return {
    title: issue.title,
    severity: confidence === "possible" ? "notice" : issue.severity,
    confidence,
    evidence: [...evidence, sourcesEvidence(issue), ...othersEvidence(others)],
    fixes: [copyOf(issue.fix)],
    onlyIfUnexplained: confidence === "possible",
  };
}

function sourcesEvidence({ id, dated, sources }: IssueMatch["issue"]): Evidence {
  return { text: `Known issue ${id} (${dated}): ${sources.join(" ")}` };
}

function othersEvidence(others: readonly IssueMatch[]): readonly Evidence[] {
  return others.slice(0, namedAtMost).map(({ issue, confidence }) => ({
    text: `Also ${confidence}: ${issue.title} (${issue.id}). To tell: ${issue.check}`,
  }));
}

function copyOf(fix: Fix): Fix {
  return { ...fix, steps: [...fix.steps], commands: [...fix.commands] };
}

/** Error codes that stand for a damaged VPN client, such as missing WAN miniports. */
function codedMatch(facts: Facts): Match | null {
  const found = codedEvents(facts, "client-os-bug");
  if (found.length === 0) return null;
  return {
    severity: "degrades",
    confidence: found.every(leavesCauseOpen) ? "likely" : "certain",
    evidence: eventsEvidence(found),
    fixes: clientBugFixes(),
  };
}
