import type { Evidence } from "../../model/finding.ts";
import type { LogEventName } from "../../model/log-event.ts";
import type { Measurement } from "../../model/measurement.ts";
import { eventsEvidence, measurementsEvidence } from "../evidence.ts";
import { measuredValue, type Facts } from "../facts.ts";
import { gatewaySilentFixes } from "../fixes/reach.ts";
import { bothEndsEvidence, silentFrom } from "../reach.ts";
import type { Match, Rule } from "../rule.ts";

/**
 * Neither IKE port answers. Whether the gateway is down, refuses strangers, or the network blocks IPsec cannot be told
 * from one place, so the title says only what was seen.
 */
export const gatewaySilent: Rule = {
  code: "gateway-silent",
  cause: "gateway",
  title: "The gateway answers neither on UDP port 500 nor on 4500",
  explains: [],
  test: (facts) => {
    const ike = measuredValue(facts, "reach-udp-500");
    const natTraversal = measuredValue(facts, "reach-udp-4500");
    if (ike === "answered" || natTraversal === "answered") return null;
    if (ike === undefined && natTraversal === undefined) return saidByLogs(facts);
    const asked = facts.measurement("reach-udp-500");
    if (silentFrom(asked) === "the-way") return null;
    if (asked !== undefined && silentFrom(asked) === "the-gateway") return saidByBothEnds(facts, asked);
    const unanswered = facts.eventsNamed("ike_no_response");
    const bothAsked = ike !== undefined && natTraversal !== undefined;
    // A client moves to port 4500 after an answer on 500 only (RFC 7296 section 2.23), so it may never have asked there.
    const gaveUpOn500 = ike !== undefined && unanswered.length > 0;
    if (!bothAsked && !gaveUpOn500) return null;
    const refused = ike === "refused" || natTraversal === "refused";
    return {
      ...verdict(facts, ike === "refused" && natTraversal === "refused"),
      title: bothAsked ? titleFor(refused, measuredValue(facts, "reach-icmp")) : titleForOnePort(refused),
      evidence: [
        ...measurementsEvidence(
          facts.measurement("reach-udp-500"),
          facts.measurement("reach-udp-4500"),
          facts.measurement("reach-icmp"),
        ),
        ...eventsEvidence(unanswered.slice(-2)),
        ...sessionUpEvidence(facts),
      ],
      fixes: gatewaySilentFixes(
        facts.observations.gateway?.host ?? "the gateway's name",
        refused ? "refused" : "unknown",
      ),
    };
  },
};

function verdict(facts: Facts, refused: boolean): Pick<Match, "severity" | "confidence"> {
  // Some gateways answer only clients whose proposals they like: a session that is up speaks against silence.
  if (sessionUpEvidence(facts).length > 0) return { severity: "notice", confidence: "possible" };
  // Silence on both ports may as well be a network that drops IPsec; only the host's own refusal tells of the gateway.
  return { severity: "blocks", confidence: refused ? "certain" : "likely" };
}

const unansweredEvents = [
  "ike_no_response",
  "ipsec_no_response",
  "ovpn_handshake_timeout",
  "wg_handshake_giveup",
] as const;

const attemptStarts: ReadonlySet<string> = new Set<LogEventName>([
  "ike_start",
  "l2tp_start",
  "ovpn_sticky_remote",
  "session_start",
  "wg_handshake_sent",
]);

/** After one of these the gateway was heard. */
const heard: ReadonlySet<string> = new Set<LogEventName>([
  "ike_peer_replied",
  "ike_sa_established",
  "ipsec_sa_established",
  "l2tp_tunnel_up",
  "ovpn_tls_up",
  "session_connected",
  "wg_handshake_ok",
]);

/**
 * Where nothing was measured: the client's first message got no answer, and no later attempt fared better. Where a tunnel
 * was up before, it is the drop that has to be explained.
 */
function saidByLogs(facts: Facts): Match | null {
  const { events } = facts.observations;
  const unanswered = facts.eventsNamed(...unansweredEvents);
  const last = unanswered.at(-1);
  if (last === undefined || facts.drops.length > 0) return null;
  const at = events.indexOf(last);
  const from = events.slice(0, at).findLastIndex(({ event }) => attemptStarts.has(event));
  if (events.slice(Math.max(0, from)).some(({ event }) => heard.has(event))) return null;
  return {
    title: "The gateway did not answer the VPN client's first message",
    severity: "blocks",
    confidence: "possible",
    evidence: [
      ...eventsEvidence(unanswered),
      { text: "Whether the gateway is down or the network drops its packets was not measured." },
    ],
    fixes: gatewaySilentFixes(facts.observations.gateway?.host ?? "the gateway's name", "unknown"),
  };
}

/** Captures from both ends: what the client sends arrives, so the way there is free. */
function saidByBothEnds(facts: Facts, asked: Measurement): Match {
  return {
    title: "The client's IKE messages arrive at the gateway, and it does not answer",
    texts: {
      plain: "What your computer sends reaches the VPN server, and the server does not answer.",
      expert:
        "The gateway's capture holds the client's IKE messages and no answer to them, so the path is not the cause.",
    },
    severity: "blocks",
    confidence: "certain",
    evidence: [...measurementsEvidence(asked), ...bothEndsEvidence(asked, 500)],
    fixes: gatewaySilentFixes(facts.observations.gateway?.host ?? "the gateway's name", "all-arrives"),
  };
}

function titleFor(refused: boolean, ping: unknown): string {
  if (refused) return "The gateway's host is up, but no IKE service listens on it";
  if (ping === "answered") return "The gateway's host answers pings, but its IKE service answers on neither port";
  return gatewaySilent.title;
}

function titleForOnePort(refused: boolean): string {
  return refused
    ? "The gateway's host is up, but refuses IKE on UDP port 500"
    : "The gateway does not answer the first IKE message on UDP port 500";
}

function sessionUpEvidence(facts: Facts): readonly Evidence[] {
  const up = facts.observations.sessions.find((session) => session.outcome === "still-up");
  if (up === undefined) return [];
  return [
    {
      text: "Against it: the logs show a session that is still up, so the gateway may answer its own clients only.",
      ...(up.connectedAt === undefined ? {} : { at: up.connectedAt }),
    },
  ];
}
