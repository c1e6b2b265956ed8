import { eventsEvidence } from "../evidence.ts";
import { idlePolicyFixes } from "../fixes/tunnel.ts";
import { codedEvents } from "../coded-events.ts";
import type { Rule } from "../rule.ts";

/** pppd(8): 12 is "idle", 13 is "connect time limit". */
const pppLimits: ReadonlySet<string> = new Set(["12", "13"]);

/** A rule on one of the two ends limits idle or total time. */
export const idleTimeoutPolicy: Rule = {
  code: "idle-timeout-policy",
  cause: "configuration",
  title: "A time limit ended the session",
  explains: ["peer-terminated", "nat-udp-timeout", "ike-rekey-failure"],
  test: (facts) => {
    const exits = facts
      .eventsNamed("ppp_exit")
      .filter((event) => Object.values(event.fields).some((value) => pppLimits.has(value)));
    const said = [
      ...facts.eventsNamed("idle_timeout", "session_time_limit"),
      ...codedEvents(facts, "idle-timeout-policy"),
    ];
    // The reason is the gateway's own text.
    const farEnd = facts
      .eventsNamed("ppp_terminated_by_peer")
      .filter(({ fields }) => /\b(?:session|idle|time)[ -]?(?:time-?out|limit)\b/iu.test(fields["reason"] ?? ""));
    if (said.length + exits.length + farEnd.length === 0) return null;
    return {
      severity: "degrades",
      confidence: said.length > 0 ? "certain" : "likely",
      evidence: eventsEvidence([...said, ...exits, ...farEnd]),
      fixes: idlePolicyFixes(),
    };
  },
};
