import { failedAttemptMatch } from "../attempts.ts";
import { certificateFixes } from "../fixes/identity.ts";
import { codedEvents } from "../coded-events.ts";
import type { Rule } from "../rule.ts";

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
    return failedAttemptMatch(facts, [...expired, ...others, ...codes], {
      ...(others.length + codes.length === 0
        ? { title: "A certificate has expired, or this computer's clock is wrong" }
        : {}),
      confidence: "certain",
      fixes: certificateFixes(),
    });
  },
};
