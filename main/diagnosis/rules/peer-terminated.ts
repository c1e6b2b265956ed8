import { startedHere } from "../drops.ts";
import { dropsEvidence, eventsEvidence } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { peerTerminatedFixes } from "../fixes/tunnel.ts";
import { codedEvents } from "../coded-events.ts";
import type { Rule } from "../rule.ts";
import type { LogEvent } from "../../model/log-event.ts";

/** The message that ends a session and the end that is logged lie closer together than this. */
const sameEndMs = 10_000;

/** The gateway ended sessions by itself: it said so, which is why nothing was lost on the way. */
export const peerTerminated: Rule = {
  code: "peer-terminated",
  cause: "gateway",
  title: "The gateway ended the session",
  explains: ["ppp-failure"],
  test: (facts) => {
    const drops = facts.drops.filter(
      (drop) => drop.session.endedBy === "peer" && !drop.session.duringRekey && !startedHere(drop),
    );
    const codes = codedEvents(facts, "peer-terminated");
    if (drops.length === 0 && codes.length === 0) return null;
    const messages = drops.flatMap((drop) => endMessages(facts, drop.endedAtMs));
    return {
      severity: "degrades",
      confidence: messages.length > 0 ? "certain" : "likely",
      evidence: [...dropsEvidence(drops), ...eventsEvidence([...messages, ...codes])],
      fixes: peerTerminatedFixes(),
    };
  },
};

function endMessages(facts: Facts, endedAtMs: number | null): readonly LogEvent[] {
  if (endedAtMs === null) return [];
  const saying: ReadonlySet<string> = new Set([
    "ike_sa_deleted_by_peer",
    "ipsec_sa_deleted_by_peer",
    "l2tp_stopccn",
    "l2tp_stopccn_received",
    "ppp_terminated_by_peer",
    "session_disconnected_by_server",
  ]);
  return facts.timeline
    .between(endedAtMs - sameEndMs, endedAtMs + sameEndMs)
    .filter((event) => saying.has(event.event));
}
