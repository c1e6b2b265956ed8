import { failedAttemptMatch } from "../attempts.ts";
import { ambiguouslyCodedEvents, codedEvents } from "../coded-events.ts";
import { measuredNumber } from "../facts.ts";
import { certificateFixes } from "../fixes/identity.ts";
import type { Rule } from "../rule.ts";

/** A clock that is right to this many seconds is not why a certificate looks out of date. */
const rightClockSeconds = 300;

/** One end refuses the other's certificate. */
export const certificateProblem: Rule = {
  code: "certificate-problem",
  cause: "credentials",
  title: "A certificate is refused",
  explains: ["credentials-rejected"],
  test: (facts) => {
    const expired = facts.eventsNamed("cert_expired");
    const others = facts.eventsNamed("cert_error", "cert_identity_mismatch", "cert_untrusted");
    const codes = codedEvents(facts, "certificate-problem");
    const proved = [...expired, ...others, ...codes];
    const fixes = certificateFixes();
    if (proved.length === 0) {
      const ambiguous = ambiguouslyCodedEvents(facts, "certificate-problem");
      return failedAttemptMatch(facts, ambiguous, {
        title: "A certificate, or the identity in it, is refused",
        confidence: "likely",
        fixes,
      });
    }
    const onlyExpired = others.length + codes.length === 0;
    const clockOffsetSeconds = measuredNumber(facts, "clock-offset");
    const clockIsRight =
      clockOffsetSeconds === undefined
        ? facts.observations.client.system?.clockSynchronized.answer === "yes"
        : Math.abs(clockOffsetSeconds) < rightClockSeconds;
    return failedAttemptMatch(facts, proved, {
      ...(onlyExpired && !clockIsRight
        ? { title: "A certificate has expired, or this computer's clock is wrong" }
        : {}),
      confidence: onlyExpired && !clockIsRight ? "likely" : "certain",
      fixes,
    });
  },
};
