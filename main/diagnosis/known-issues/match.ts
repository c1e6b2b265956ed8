import type { Clue, KnownIssue } from "../../model/known-issue.ts";
import type { Evidence, Finding } from "../../model/finding.ts";
import type { LogEvent } from "../../model/log-event.ts";
import type { Session } from "../../model/session.ts";
import { assertNever } from "../../model/exhaustive.ts";
import { dropsEvidence, eventsEvidence } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { affects, isKnownToEnd, versionsOf, type Affects, type Versions } from "./versions.ts";

/** A known issue that may be what happens here, how sure that is, and what shows it. */
export interface IssueMatch {
  readonly issue: KnownIssue;
  readonly confidence: Finding["confidence"];
  /** What the versions alone say. */
  readonly version: Affects;
  readonly evidence: readonly Evidence[];
}

/**
 * Known issues that fit, surest first. A signature that nothing else shows makes one certain, the version and the
 * signature together likely, and the version alone possible, and that only where this kind of VPN is in trouble.
 */
export function matchKnownIssues(facts: Facts, issues: readonly KnownIssue[]): readonly IssueMatch[] {
  const versions = versionsOf(facts.observations);
  const order: readonly Finding["confidence"][] = ["certain", "likely", "possible"];
  const matches = issues.flatMap((issue) => matchOf(facts, issue, versions) ?? []);
  return order.flatMap((confidence) => matches.filter((match) => match.confidence === confidence));
}

function matchOf(facts: Facts, issue: KnownIssue, versions: Versions): IssueMatch | null {
  const version = affects(issue, versions);
  if (version === "no") return null;
  const shown = signatureShown(facts, issue);
  if (shown !== null && issue.signature?.strength === "deterministic") {
    return { issue, confidence: "certain", version, evidence: [...shown, ...versionEvidence(issue, versions)] };
  }
  if (version !== "yes") return null;
  if (shown !== null) {
    return { issue, confidence: "likely", version, evidence: [...shown, ...versionEvidence(issue, versions)] };
  }
  // A range without an end says "every version so far": by itself that is no sign.
  if (!isKnownToEnd(issue, versions) || !isInTrouble(facts, issue)) return null;
  const evidence = [...versionEvidence(issue, versions), { text: `To tell whether it is this: ${issue.check}` }];
  return { issue, confidence: "possible", version, evidence };
}

function versionEvidence({ affected, fixedIn }: KnownIssue, versions: Versions): readonly Evidence[] {
  const fixed = fixedIn === undefined ? "no corrected version of it is known" : `the fault is corrected in ${fixedIn}`;
  return affected.flatMap(({ product }) => {
    const version = versions.get(product);
    return version === undefined ? [] : [{ text: `The version here is ${product} ${version}; ${fixed}.` }];
  });
}

/** The evidence when every clue is there, else null. */
function signatureShown(facts: Facts, issue: KnownIssue): readonly Evidence[] | null {
  const found = (issue.signature?.clues ?? []).map((clue) => clueShown(facts, issue, clue));
  return found.length > 0 && found.every((evidence) => evidence.length > 0) ? found.flat() : null;
}

function clueShown(facts: Facts, issue: KnownIssue, clue: Clue): readonly Evidence[] {
  switch (clue.kind) {
    case "line": {
      const candidates = clue.events === undefined ? facts.observations.events : eventsOf(facts, clue.events);
      return eventsEvidence(candidates.filter((event) => hasAll(event, clue)));
    }
    case "drops-after": {
      const { minutes, toleranceMinutes, atLeast } = clue;
      const drops = dropsOfTunnels(facts, issue).filter(
        ({ session }) => Math.abs((session.lengthMs ?? 0) / 60_000 - minutes) <= toleranceMinutes,
      );
      return drops.length < atLeast ? [] : dropsEvidence(drops);
    }
    case "drops-following": {
      const wanted = new Set<string>(clue.events);
      const drops = dropsOfTunnels(facts, issue).filter(({ session }) =>
        session.before.some(({ event }) => wanted.has(event)),
      );
      return drops.length < clue.atLeast ? [] : dropsEvidence(drops);
    }
    case "attempts-fail": {
      const failed = failedSinceLastSuccess(sessionsOfTunnels(facts, issue));
      return failed.length < clue.atLeast
        ? []
        : [{ text: `The last ${failed.length} attempts to connect failed, and none came through since.` }];
    }
    default:
      return assertNever(clue);
  }
}

function eventsOf(facts: Facts, names: readonly LogEvent["event"][]): readonly LogEvent[] {
  const wanted = new Set(names);
  return facts.observations.events.filter(({ event }) => wanted.has(event));
}

function hasAll(event: LogEvent, { stacks, codes, fragments }: Extract<Clue, { kind: "line" }>): boolean {
  if (stacks !== undefined && !stacks.includes(event.stack)) return false;
  if (codes !== undefined && !codes.includes(event.code ?? "")) return false;
  const raw = event.raw.toLowerCase();
  return (fragments ?? []).every((fragment) => raw.includes(fragment.toLowerCase()));
}

function dropsOfTunnels(facts: Facts, issue: KnownIssue) {
  return facts.drops.filter(({ session }) => concerns(issue, session));
}

function sessionsOfTunnels(facts: Facts, issue: KnownIssue): readonly Session[] {
  return facts.observations.sessions.filter((session) => concerns(issue, session));
}

function concerns({ tunnels }: KnownIssue, { type }: Session): boolean {
  return tunnels.some((tunnel) => tunnel === type);
}

/** A VPN of a kind that the issue is about drops, or does not come up. */
function isInTrouble(facts: Facts, issue: KnownIssue): boolean {
  const sessions = sessionsOfTunnels(facts, issue);
  return sessions.some(({ outcome }) => outcome === "dropped") || failedSinceLastSuccess(sessions).length > 0;
}

function failedSinceLastSuccess(sessions: readonly Session[]): readonly Session[] {
  const lastSuccess = sessions.findLastIndex(({ outcome }) => outcome !== "never-connected");
  return sessions.slice(lastSuccess + 1).filter(({ endedBy }) => endedBy !== "local");
}
