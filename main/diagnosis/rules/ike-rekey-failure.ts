import { lifetimeNear } from "../../logs/lifetimes.ts";
import { durationText } from "../../model/duration-text.ts";
import type { LogEvent } from "../../model/log-event.ts";
import { type Drop, startedHere } from "../drops.ts";
import { dropsEvidence, eventsEvidence, patternEvidence } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { rekeyFixes } from "../fixes/ike-rekey-failure.ts";
import { isDuringRekey, mentions, sameConnection } from "../negotiation.ts";
import { codedEvents } from "../coded-events.ts";
import { confidenceRank, type Match, type Rule } from "../rule.ts";
import { median } from "../wording.ts";

/** A refusal that another attempt made good within this time is no failure. */
const madeGoodMs = 120_000;

/** Messages of one failed exchange lie closer together than this. */
const sameExchangeMs = 15_000;

/** An SA whose expiry ends the session does so within this time; dead peer detection may come in between. */
const expiryEndsMs = 120_000;

/** Fewer drops after the same time are easily chance: people also stop working after an hour. */
const strikingRepeats = 3;

const refusals = ["no_proposal_chosen", "invalid_ke_payload", "child_sa_failed", "ts_unacceptable"] as const;

/** Renewing the keys fails, and the session ends when the old ones expire. */
export const ikeRekeyFailure: Rule = {
  code: "ike-rekey-failure",
  cause: "rekey",
  title: "Renewing the VPN's keys fails (rekey failure)",
  explains: ["l2tp-control-lost", "ppp-failure", "peer-terminated"],
  test: (facts) => together(failedRekey(facts), expiredWithoutReplacement(facts)) ?? lifetimeHit(facts),
};

/** A refused rekey and the expiry that follows tell of one failure: as sure as the surer of the two. */
function together(refused: Match | null, expired: Match | null): Match | null {
  if (refused === null || expired === null) return refused ?? expired;
  const [surer] = [refused, expired].toSorted((a, b) => confidenceRank[b.confidence] - confidenceRank[a.confidence]);
  const told = new Set(refused.evidence.map(({ text, at }) => `${at} ${text}`));
  const further = expired.evidence.filter(({ text, at }) => !told.has(`${at} ${text}`));
  return {
    ...refused,
    confidence: surer?.confidence ?? refused.confidence,
    evidence: [...refused.evidence, ...further],
  };
}

function failedRekey(facts: Facts): Match | null {
  const failures = facts.eventsNamed("rekey_failed").filter((event) => !wasMadeGood(facts, event));
  const refused = refusalsOf(facts).filter((event) => isDuringRekey(facts, event) && !wasMadeGood(facts, event));
  const codes = codedEvents(facts, "ike-rekey-failure");
  if (failures.length + refused.length + codes.length === 0) return null;
  const unanswered =
    refused.length === 0 && failures.length > 0 && failures.every((event) => wasUnanswered(facts, event));
  const drops = facts.drops.filter((drop) => drop.session.duringRekey);
  // A capture cannot read the answer: that it was an error is concluded from its size.
  const isSaid = [...failures, ...refused].some(({ stack }) => stack !== "capture");
  return {
    severity: "degrades",
    // A rekey that got no answer at all tells of a dead path as much as of the rekey.
    confidence: unanswered ? "possible" : failures.length > 0 && isSaid ? "certain" : "likely",
    evidence: [
      ...eventsEvidence(inTime([...failures, ...refused, ...codes])),
      ...dropsEvidence(drops),
      ...(unanswered ? [{ text: "Against it: the rekey got no answer at all, so the path may have been dead." }] : []),
    ],
    fixes: rekeyFixes({ sessionLengthMs: usualLengthMs(drops), proposalRefused: refused.length > 0 }),
  };
}

function expiredWithoutReplacement(facts: Facts): Match | null {
  const expiries = facts.eventsNamed("sa_expired", "dpd_no_phase1");
  const ended = facts.drops.flatMap((drop) => {
    const event = expiries.find((expiry) => endedBy(drop, expiry) && !wasReplaced(facts, expiry));
    return event === undefined || startedHere(drop) ? [] : [{ drop, event }];
  });
  if (ended.length === 0) return null;
  const drops = ended.map(({ drop }) => drop);
  return {
    severity: "degrades",
    confidence: "certain",
    evidence: [...eventsEvidence([...new Set(ended.map(({ event }) => event))]), ...dropsEvidence(drops)],
    fixes: rekeyFixes({ sessionLengthMs: usualLengthMs(drops), proposalRefused: false }),
  };
}

function lifetimeHit(facts: Facts): Match | null {
  const hits = facts.drops.flatMap((drop) => {
    const lifetime = startedHere(drop) ? undefined : lifetimeNear(drop.session.lengthMs ?? 0, drop.session.type);
    return lifetime === undefined ? [] : [{ drop, lifetime }];
  });
  const byLifetime = [...Map.groupBy(hits, ({ lifetime }) => lifetime)].sort((a, b) => b[1].length - a[1].length)[0];
  if (byLifetime === undefined) return null;
  const [lifetime, same] = byLifetime;
  const drops = same.map(({ drop }) => drop);
  const pattern = facts.dropPattern("constant-length");
  // People stop working after an hour; gateways do not, unless something is over then.
  const endedByGateway = drops.some(({ session }) => session.endedBy === "peer");
  const isStriking = (endedByGateway || drops.length >= strikingRepeats) && pattern?.verdict !== "no-pattern";
  return {
    severity: "degrades",
    confidence: isStriking ? "likely" : "possible",
    evidence: [
      ...dropsEvidence(drops),
      ...patternEvidence(pattern),
      { text: `${durationText(lifetime.lifetimeMs)} is ${lifetime.meaning}.`, source: lifetime.source },
      { text: "Against it: the logs show no rekey that failed." },
    ],
    fixes: rekeyFixes({ sessionLengthMs: usualLengthMs(drops), proposalRefused: false }),
  };
}

function refusalsOf(facts: Facts): readonly LogEvent[] {
  const notified = facts.eventsNamed("ike_notify_error").filter((event) => mentions(event, "NO_PROPOSAL_CHOSEN"));
  return [...facts.eventsNamed(...refusals), ...notified];
}

function wasMadeGood(facts: Facts, event: LogEvent): boolean {
  return around(facts, event, 0, madeGoodMs).some(
    (other) => other.event === "rekey_ok" && sameConnection(event, other),
  );
}

function wasUnanswered(facts: Facts, event: LogEvent): boolean {
  return around(facts, event, sameExchangeMs, sameExchangeMs).some((other) => other.event === "retransmit_giveup");
}

function wasReplaced(facts: Facts, expiry: LogEvent): boolean {
  // An SA lives on for its margin after its successor is there; a margin is a tenth of the lifetime, an hour at most.
  return around(facts, expiry, 3_600_000, 0).some(
    (other) => other.event === "rekey_ok" && sameConnection(expiry, other),
  );
}

function endedBy({ endedAtMs, session }: Drop, { atMs, event }: LogEvent): boolean {
  if (endedAtMs === null || atMs === null) return session.cause === event;
  return atMs <= endedAtMs && endedAtMs - atMs <= expiryEndsMs;
}

function around(facts: Facts, { atMs }: LogEvent, beforeMs: number, afterMs: number): readonly LogEvent[] {
  return atMs === null ? [] : facts.timeline.between(atMs - beforeMs, atMs + afterMs);
}

function inTime(events: readonly LogEvent[]): readonly LogEvent[] {
  return [...new Set(events)].sort((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
}

function usualLengthMs(drops: readonly Drop[]): number | undefined {
  return median(drops.flatMap(({ session }) => (session.lengthMs === undefined ? [] : [session.lengthMs])));
}
