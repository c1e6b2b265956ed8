import type { LogEvent } from "../../model/log-event.ts";
import { eventsEvidence, measurementsEvidence } from "../evidence.ts";
import { measuredNumber, type Facts } from "../facts.ts";
import { clockSkewFixes } from "../fixes/this-computer.ts";
import type { Match, Rule } from "../rule.ts";

/** This rule is younger than that, so a clock that shows an earlier moment is wrong. */
const surelyPastMs = Date.parse("2026-01-01T00:00:00Z");

/** Certificates are made valid a few minutes early at most; Kerberos, too, tolerates five minutes (RFC 4120 section 1.6). */
const toleratedSeconds = 300;

/** The computer's clock is wrong, so that valid certificates look expired or not yet valid. */
export const clockSkew: Rule = {
  code: "clock-skew",
  cause: "client-os",
  title: "This computer's clock is wrong",
  explains: ["certificate-problem"],
  test: (facts) => impossibleTime(facts) ?? measuredOffset(facts) ?? outsideValidity(facts),
};

function impossibleTime(facts: Facts): Match | null {
  const { client, network } = facts.observations;
  // Without facts of the system the moment is not this computer's own: the observations come from a file.
  if (client.system === undefined || Date.parse(network.takenAt) >= surelyPastMs) return null;
  return {
    severity: facts.eventsNamed("cert_expired").length > 0 ? "blocks" : "degrades",
    confidence: "certain",
    evidence: [
      { text: `The clock shows ${network.takenAt}, which is earlier than this program was made.` },
      ...clockEvidence(facts),
      ...eventsEvidence(facts.eventsNamed("cert_expired").slice(-2)),
    ],
    fixes: clockSkewFixes(),
  };
}

function measuredOffset(facts: Facts): Match | null {
  const offsetSeconds = measuredNumber(facts, "clock-offset");
  if (offsetSeconds === undefined || !(Math.abs(offsetSeconds) > toleratedSeconds)) return null;
  const expired = facts.eventsNamed("cert_expired");
  return {
    title: `This computer's clock and the gateway's differ by ${Math.round(Math.abs(offsetSeconds) / 60)} min`,
    // Which of the two is wrong, the difference does not tell; alone it ends no session.
    severity: expired.length > 0 ? "blocks" : "notice",
    confidence: "likely",
    evidence: [...measurementsEvidence(facts.measurement("clock-offset")), ...eventsEvidence(expired.slice(-2))],
    fixes: clockSkewFixes(),
  };
}

/** A certificate that is not valid yet tells of a clock that is behind; one that has expired usually tells of itself. */
function outsideValidity(facts: Facts): Match | null {
  const clock = facts.observations.client.system?.clockSynchronized;
  const refused = facts.eventsNamed("cert_expired");
  if (refused.length === 0 || clock?.answer === "yes") return null;
  const early = refused.filter(isNotYetValid);
  const unkept = clock?.answer === "no";
  if (early.length === 0 && !unkept) return null;
  return {
    severity: early.length > 0 ? "blocks" : "notice",
    confidence: early.length > 0 && unkept ? "likely" : "possible",
    evidence: [...eventsEvidence(early.length > 0 ? early : refused), ...clockEvidence(facts)],
    fixes: clockSkewFixes(),
  };
}

/** strongSwan prints both ends of the validity; a day of difference leaves room for its missing time zone. */
function isNotYetValid({ atMs, fields }: LogEvent): boolean {
  const fromMs = Date.parse(fields["from"] ?? "");
  const dayMs = 86_400_000;
  return atMs !== null && Number.isFinite(fromMs) && atMs + dayMs < fromMs;
}

function clockEvidence(facts: Facts): readonly { readonly text: string }[] {
  const clock = facts.observations.client.system?.clockSynchronized;
  switch (clock?.answer) {
    case "no":
      return [{ text: "No time service keeps this computer's clock right." }];
    case "unknown":
      return [{ text: `Whether a time service keeps the clock right is not known: ${clock.reason}` }];
    case "yes":
    case undefined:
      return [];
  }
}
