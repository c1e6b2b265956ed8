import { durationText } from "../../model/duration-text.ts";
import type { Evidence } from "../../model/finding.ts";
import { type Drop, startedHere } from "../drops.ts";
import { dropsEvidence, eventsEvidence, measurementsEvidence, patternEvidence } from "../evidence.ts";
import { gatewayAnswers, measuredNumber, measuredValue, type Facts } from "../facts.ts";
import { natUdpTimeoutFixes } from "../fixes/nat-udp-timeout.ts";
import type { Match, Rule } from "../rule.ts";
import { median } from "../wording.ts";

/** No common router forgets a UDP mapping sooner (Linux: 30 s, RouterOS: 10 s for unanswered ones). */
const shortestIdleMs = 10_000;

/** Keepalives at this interval or faster hold the mappings of nearly every router; slower ones do not. */
const safeKeepaliveMs = 30_000;

/** Idle times within this ratio of each other count as alike. */
const alikeRatio = 1.5;

/** The ways in which a tunnel ends whose peer has become unreachable. */
const silentEnds: ReadonlySet<string> = new Set([
  "dpd_timeout",
  "ike_no_response",
  "l2tp_control_timeout",
  "ppp_lcp_echo_timeout",
  "retransmit_giveup",
  "wg_handshake_giveup",
]);

/** A NAT on the way forgets the tunnel's idle mapping, after which the two ends no longer hear each other. */
export const natUdpTimeout: Rule = {
  code: "nat-udp-timeout",
  cause: "nat-timeout",
  title: "A NAT on the way forgets the VPN connection while it is idle",
  explains: ["l2tp-control-lost", "ppp-failure", "conntrack-timeout-short"],
  test: (facts) => {
    const drops = facts.drops.filter((drop) => isSilentAfterIdle(drop) && behindNat(facts, drop));
    if (drops.length === 0 || measuredValue(facts, "nat-present") === false) return null;
    const idleMs = median(drops.map((drop) => drop.session.idleBeforeEndMs ?? 0)) ?? 0;
    const keepaliveMs = keepaliveIntervalMs(facts);
    const lifetimeSeconds = measuredNumber(facts, "nat-lifetime-replied");
    const confidence = confidenceOf(facts, drops, idleMs, keepaliveMs, lifetimeSeconds);
    if (confidence === null) return null;
    return {
      severity: "degrades",
      confidence,
      evidence: [
        ...dropsEvidence(drops),
        ...patternEvidence(facts.dropPattern("constant-idle-time")),
        ...eventsEvidence(facts.eventsNamed("natt_detected").slice(-1)),
        keepaliveEvidence(keepaliveMs),
        ...measurementsEvidence(facts.measurement("nat-present"), facts.measurement("nat-lifetime-replied")),
        ...(gatewayAnswers(facts)
          ? [{ text: "The gateway answers IKE now, so it is not the gateway that is dead." }]
          : []),
      ],
      fixes: natUdpTimeoutFixes(lifetimeSeconds ?? idleMs / 1000),
    };
  },
};

function isSilentAfterIdle(drop: Drop): boolean {
  const { session } = drop;
  return (
    silentEnds.has(session.cause ?? "") &&
    session.endedBy !== "peer" &&
    session.endedBy !== "local" &&
    !session.duringRekey &&
    !startedHere(drop) &&
    (session.idleBeforeEndMs ?? 0) >= shortestIdleMs
  );
}

/**
 * Whether the tunnel itself crossed a NAT. L2TP without IPsec does not look, and its unanswered question is the client's
 * own packet, which would open a mapping again: a NAT that is there now proves nothing about it.
 */
function behindNat(facts: Facts, { session }: Drop): boolean {
  if (session.natDetected) return true;
  return session.cause !== "l2tp_control_timeout" && measuredValue(facts, "nat-present") === true;
}

function confidenceOf(
  facts: Facts,
  drops: readonly Drop[],
  idleMs: number,
  keepaliveMs: number | undefined,
  lifetimeSeconds: number | undefined,
): Match["confidence"] | null {
  const lifetimeMs = lifetimeSeconds === undefined ? undefined : lifetimeSeconds * 1000;
  // Measured: the mapping dies within the silence that was seen, and no keepalive came in between.
  if (lifetimeMs !== undefined) {
    const outlived = idleMs < lifetimeMs || (keepaliveMs !== undefined && keepaliveMs < lifetimeMs);
    if (outlived) return null;
    // "At least so long" was measured: whether the mapping outlives the silence was not.
    if (facts.measurement("nat-lifetime-replied")?.details["atLeast"] === true) return "possible";
    return drops.length > 1 ? "certain" : "likely";
  }
  const idleTimes = drops.map((drop) => drop.session.idleBeforeEndMs ?? 0).sort((a, b) => a - b);
  const alike = drops.length > 1 && (idleTimes.at(-1) ?? 0) <= alikeRatio * (idleTimes[0] ?? 0);
  const wasHeld = keepaliveMs !== undefined && keepaliveMs <= safeKeepaliveMs;
  // Frequent keepalives speak against it; only a pattern across several drops outweighs them.
  if (wasHeld) return alike && gatewayAnswers(facts) ? "possible" : null;
  return alike || gatewayAnswers(facts) ? "likely" : "possible";
}

/** The usual time between two keepalives in the logs, or undefined where fewer than three were logged. */
function keepaliveIntervalMs(facts: Facts): number | undefined {
  const times = facts.eventsNamed("nat_keepalive_sent").flatMap(({ atMs }) => (atMs === null ? [] : [atMs]));
  const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
  return gaps.length < 2 ? undefined : median(gaps.filter((gap) => gap > 0));
}

function keepaliveEvidence(keepaliveMs: number | undefined): Evidence {
  return {
    text:
      keepaliveMs === undefined
        ? "The logs show no regular NAT keepalives."
        : `NAT keepalives were sent every ${durationText(keepaliveMs)}.`,
  };
}
