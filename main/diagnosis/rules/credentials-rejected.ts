import { failedAttemptMatch } from "../attempts.ts";
import { credentialsFixes } from "../fixes/identity.ts";
import { rejectedIdentities } from "../negotiation.ts";
import { codedEvents } from "../coded-events.ts";
import type { Rule } from "../rule.ts";

/** pppd(8): 19 is "we failed to authenticate ourselves to the peer". */
const pppAuthenticationFailed = "19";

/** The gateway answered and rejected the user name, the password or the identity. */
export const credentialsRejected: Rule = {
  code: "credentials-rejected",
  cause: "credentials",
  title: "The gateway rejects the user name or password",
  explains: ["ppp-failure", "l2tp-control-lost", "peer-terminated"],
  test: (facts) => {
    const explicit = facts.eventsNamed(
      "auth_credentials_rejected",
      "eap_failed",
      "l2tp_auth_failed",
      "ppp_auth_fail",
      "ppp_auth_password_expired",
    );
    const codes = codedEvents(facts, "credentials-rejected");
    const exits = facts
      .eventsNamed("ppp_exit")
      .filter((event) => Object.values(event.fields).includes(pppAuthenticationFailed));
    // AUTHENTICATION_FAILED alone may be about a key, a certificate or an identity.
    const vague = [...facts.eventsNamed("identity_mismatch"), ...rejectedIdentities(facts)];
    const proved = [...explicit, ...codes];
    if (proved.length > 0) {
      return failedAttemptMatch(facts, [...proved, ...exits], { confidence: "certain", fixes: credentialsFixes() });
    }
    return failedAttemptMatch(facts, [...vague, ...exits], {
      title: "The gateway rejects this computer's credentials or identity",
      confidence: exits.length > 0 ? "likely" : "possible",
      fixes: credentialsFixes(),
    });
  },
};
