import type { LogEvent } from "../../model/log-event.ts";
import { failedAttemptMatch } from "../attempts.ts";
import { measurementsEvidence } from "../evidence.ts";
import { measuredValue, type Facts } from "../facts.ts";
import { pskFixes } from "../fixes/identity.ts";
import { isDuringRekey, mentions, rejectedIdentities } from "../negotiation.ts";
import { ambiguouslyCodedEvents, codedEvents } from "../coded-events.ts";
import { lowered, type Match, type Rule } from "../rule.ts";

/** The pre-shared keys of the two ends differ, or one end has none. */
export const pskMismatch: Rule = {
  code: "psk-mismatch",
  cause: "credentials",
  title: "The pre-shared keys of this computer and the gateway differ",
  explains: ["credentials-rejected", "l2tp-control-lost"],
  test: (facts) => {
    const missing = facts.eventsNamed("psk_missing");
    const mismatched = facts.eventsNamed("psk_mismatch").filter((event) => !isDuringRekey(facts, event));
    const codes = codedEvents(facts, "psk-mismatch");
    const proved = [...missing, ...mismatched];
    // A blocked port 4500 loses the same message that a wrong key makes unreadable.
    const portBlocked = measuredValue(facts, "reach-udp-4500") === "silent";
    if (proved.length === 0 && codes.length === 0) {
      const refused = refusedAfterPsk(facts);
      const ambiguous = ambiguouslyCodedEvents(facts, "psk-mismatch");
      const confidence = refused.length > 0 ? "likely" : "possible";
      return failedAttemptMatch(facts, [...refused, ...ambiguous], { confidence, fixes: pskFixes() });
    }
    return failedAttemptMatch(
      facts,
      [...proved, ...codes],
      {
        ...(mismatched.length + codes.length === 0 ? { title: "No pre-shared key is set for this gateway" } : {}),
        confidence: confidenceOf(proved, portBlocked),
        fixes: pskFixes(),
      },
      portBlocked ? measurementsEvidence(facts.measurement("reach-udp-4500")) : [],
    );
  },
};

/**
 * A message that decrypts to nonsense was encrypted with another key. Where there was no acceptable answer to the first
 * encrypted message, a blocked port 4500 or another identity may be the reason as well.
 */
function confidenceOf(proved: readonly LogEvent[], portBlocked: boolean): Match["confidence"] {
  const isDeterministic = proved.some(({ raw }) => !/no acceptable response/iu.test(raw));
  if (proved.length > 0 && isDeterministic) return lowered("certain", portBlocked);
  return lowered("likely", portBlocked);
}

/** IKEv2 clients are told only AUTHENTICATION_FAILED; it is about the key when that was what they had presented. */
function refusedAfterPsk(facts: Facts): readonly LogEvent[] {
  const presentedPsk = facts.eventsNamed("ike_auth_sent").some((event) => mentions(event, "PRE_SHARED_KEY"));
  return presentedPsk ? rejectedIdentities(facts) : [];
}
