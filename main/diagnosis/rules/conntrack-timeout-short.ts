import type { Facts } from "../facts.ts";
import { conntrackTimeoutFixes, gatewayConntrackTimeoutFixes } from "../fixes/conntrack.ts";
import type { Match, Rule } from "../rule.ts";
import { profileInQuestion, settingSeconds } from "../tunnel.ts";

/** The kernel's defaults (Documentation/networking/nf_conntrack-sysctl.rst). */
const defaultUnrepliedSeconds = 30;
const defaultStreamSeconds = 120;

/** RFC 3948's default keepalive interval: a longer timeout than this is held open by any client that sends keepalives. */
const usualKeepaliveSeconds = 20;

/** This computer's own kernel forgets UDP flows sooner than it does by default. */
export const conntrackTimeoutShort: Rule = {
  code: "conntrack-timeout-short",
  cause: "conntrack",
  title: "This computer forgets idle UDP connections sooner than usual",
  explains: [],
  test: (facts) => {
    const table = facts.observations.network.conntrack;
    const unreplied = table?.udpTimeoutSeconds ?? defaultUnrepliedSeconds;
    const stream = table?.udpStreamTimeoutSeconds ?? defaultStreamSeconds;
    if (unreplied >= defaultUnrepliedSeconds && stream >= defaultStreamSeconds) return onTheGateway(facts);
    const keepalive = keepaliveSeconds(facts);
    const tooShort = stream <= keepalive;
    return {
      severity: tooShort ? "degrades" : "notice",
      confidence: tooShort ? "likely" : "possible",
      evidence: [
        {
          text: `UDP flows are forgotten after ${unreplied} s without an answer and after ${stream} s otherwise; the defaults are ${defaultUnrepliedSeconds} s and ${defaultStreamSeconds} s.`,
          measurement: "conntrack",
        },
        {
          text: tooShort
            ? `The VPN sends something every ${keepalive} s at the latest, which is too seldom.`
            : `The VPN sends something every ${keepalive} s at the latest, which holds them open.`,
        },
      ],
      fixes: conntrackTimeoutFixes(unreplied, stream),
    };
  },
};

/** How often the VPN sends something at the latest. */
function keepaliveSeconds(facts: Facts): number {
  return (
    settingSeconds(profileInQuestion(facts), "dpd_delay", "dpddelay", "lcp-echo-interval", "PersistentKeepalive") ??
    usualKeepaliveSeconds
  );
}

/** The gateway's own kernel, where its facts are there: a stateful firewall on it forgets the client's flow. */
function onTheGateway(facts: Facts): Match | null {
  const table = facts.observations.gatewaySide?.facts.conntrack;
  const unreplied = table?.udpTimeoutSeconds ?? defaultUnrepliedSeconds;
  const stream = table?.udpStreamTimeoutSeconds ?? defaultStreamSeconds;
  if (unreplied >= defaultUnrepliedSeconds && stream >= defaultStreamSeconds) return null;
  const keepalive = keepaliveSeconds(facts);
  const tooShort = stream <= keepalive;
  return {
    title: "The gateway forgets idle UDP connections sooner than usual",
    severity: tooShort ? "degrades" : "notice",
    confidence: tooShort ? "likely" : "possible",
    evidence: [
      {
        text: `The gateway forgets UDP flows after ${unreplied} s without an answer and after ${stream} s otherwise; the defaults are ${defaultUnrepliedSeconds} s and ${defaultStreamSeconds} s.`,
        source: "gateway",
      },
      {
        text: tooShort
          ? `The VPN sends something every ${keepalive} s at the latest, which is too seldom.`
          : `The VPN sends something every ${keepalive} s at the latest, which holds them open.`,
      },
    ],
    fixes: gatewayConntrackTimeoutFixes(unreplied, stream),
  };
}
