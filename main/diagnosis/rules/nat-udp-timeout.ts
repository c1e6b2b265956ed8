import { durationText } from "../../model/duration-text.ts";
import type { Evidence } from "../../model/finding.ts";
import { type Drop, startedHere } from "../drops.ts";
import { dropsEvidence, eventsEvidence, measurementsEvidence, patternEvidence } from "../evidence.ts";
import { gatewayAnswers, measuredNumber, measuredValue, type Facts } from "../facts.ts";
import { natUdpTimeoutFixes } from "../fixes/nat-udp-timeout.ts";
import { type KeepaliveInterval, keepaliveInterval } from "../keepalive.ts";
import { lowered, type Match, type Rule } from "../rule.ts";
import { median } from "../wording.ts";

/** No common router forgets a UDP mapping sooner (Linux: 30 s, RouterOS: 10 s for unanswered ones). */
const shortestIdleMs = 10_000;

/** Keepalives at this interval or faster hold the mappings of nearly every router; slower ones do not. */
const safeKeepaliveMs = 30_000;

/** Idle times within this ratio of each other count as alike. */
const alikeRatio = 1.5;

/** A tunnel that is up again so soon had a path and a gateway that were alive all the time. */
const revivalMs = 60_000;

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
    if (measuredValue(facts, "nat-present") === false) return null;
    return afterSilence(facts) ?? revivedAtOnce(facts) ?? keptOpenTooSeldom(facts);
  },
};

/** Drops after silence, weighed with what was measured of the NAT and with how often keepalives are sent. */
function afterSilence(facts: Facts): Match | null {
  const drops = facts.drops.filter(
    (drop) => isSilent(drop) && (drop.session.idleBeforeEndMs ?? 0) >= shortestIdleMs && behindNat(facts, drop),
  );
  if (drops.length === 0) return null;
  const idleMs = median(drops.map((drop) => drop.session.idleBeforeEndMs ?? 0)) ?? 0;
  const keepalive = keepaliveInterval(facts);
  const lifetimeSeconds = measuredNumber(facts, "nat-lifetime-replied");
  const confidence =
    lifetimeSeconds === undefined
      ? withoutLifetime(facts, drops, keepalive)
      : withLifetime(facts, drops, keepalive, lifetimeSeconds * 1000);
  if (confidence === null) return null;
  return {
    severity: "degrades",
    confidence,
    evidence: [
      ...dropsEvidence(drops),
      ...patternEvidence(facts.dropPattern("constant-idle-time")),
      ...eventsEvidence(facts.eventsNamed("natt_detected").slice(-1)),
      keepaliveEvidence(keepalive),
      ...measurementsEvidence(facts.measurement("nat-present"), facts.measurement("nat-lifetime-replied")),
      ...(gatewayAnswers(facts)
        ? [{ text: "The gateway answers IKE now, so it is not the gateway that is dead." }]
        : []),
    ],
    fixes: natUdpTimeoutFixes(lifetimeSeconds ?? idleMs / 1000),
  };
}

/**
 * The far end fell silent, and the next attempt was up at once: path and gateway were alive, only the flow was dead. A
 * gateway that was started anew looks the same, so this is never more than possible.
 */
function revivedAtOnce(facts: Facts): Match | null {
  const drops = facts.drops.filter(
    (drop) =>
      isSilent(drop) &&
      drop.session.idleBeforeEndMs === undefined &&
      // WireGuard shakes hands anew in any case, which opens the mapping again.
      drop.session.type !== "wireguard" &&
      revivalOf(facts, drop) !== undefined,
  );
  const lifetimeSeconds = measuredNumber(facts, "nat-lifetime-replied");
  const keepaliveMs = keepaliveInterval(facts)?.intervalMs;
  const isHeld = keepaliveMs !== undefined && keepaliveMs <= (lifetimeSeconds ?? safeKeepaliveMs / 1000) * 1000;
  if (drops.length === 0 || isHeld) return null;
  return {
    title: "The VPN's connection was forgotten on the way, probably by a NAT while it was idle",
    severity: "degrades",
    confidence: "possible",
    evidence: [
      ...dropsEvidence(drops),
      ...drops.slice(-1).flatMap((drop) => revivalEvidence(drop, revivalOf(facts, drop))),
      ...measurementsEvidence(facts.measurement("nat-lifetime-replied")),
      { text: "Against it: the logs do not show whether the connection was idle before." },
    ],
    fixes: natUdpTimeoutFixes(lifetimeSeconds),
  };
}

/** Measured: the mapping dies before the client's next keepalive. Where nothing dropped so far, the next idle hour will. */
function keptOpenTooSeldom(facts: Facts): Match | null {
  const lifetime = facts.measurement("nat-lifetime-replied");
  const lifetimeSeconds = measuredNumber(facts, "nat-lifetime-replied");
  const keepalive = keepaliveInterval(facts);
  if (lifetimeSeconds === undefined || keepalive?.kind !== "keepalive" || lifetime?.details["atLeast"] === true) {
    return null;
  }
  // With drops on record, it is those that have to show it.
  if (keepalive.intervalMs <= lifetimeSeconds * 1000 || facts.drops.length > 0) return null;
  return {
    title: "A NAT on the way forgets the VPN connection before the next keepalive",
    severity: "degrades",
    confidence: "likely",
    evidence: [...measurementsEvidence(lifetime), keepalive.evidence],
    fixes: natUdpTimeoutFixes(lifetimeSeconds),
  };
}

function isSilent(drop: Drop): boolean {
  const { cause, endedBy, duringRekey } = drop.session;
  const isUnheard = silentEnds.has(cause ?? "") && endedBy !== "peer" && endedBy !== "local";
  return isUnheard && !duringRekey && !startedHere(drop);
}

/**
 * Whether the tunnel itself crossed a NAT. L2TP without IPsec does not look, and its unanswered question is the client's
 * own packet, which would open a mapping again: a NAT that is there now proves nothing about it.
 */
function behindNat(facts: Facts, { session }: Drop): boolean {
  if (session.natDetected) return true;
  return session.cause !== "l2tp_control_timeout" && measuredValue(facts, "nat-present") === true;
}

function withLifetime(
  facts: Facts,
  drops: readonly Drop[],
  keepalive: KeepaliveInterval | undefined,
  lifetimeMs: number,
): Match["confidence"] | null {
  // The mapping outlives the silence that was seen, or a keepalive comes in between: then it is not the NAT.
  const died = drops.filter((drop) => (drop.session.idleBeforeEndMs ?? 0) >= lifetimeMs);
  if (died.length === 0 || (keepalive !== undefined && keepalive.intervalMs < lifetimeMs)) return null;
  // "At least so long" was measured: whether the mapping outlives the silence was not.
  if (facts.measurement("nat-lifetime-replied")?.details["atLeast"] === true) return "possible";
  if (died.length * 2 < drops.length) return "possible";
  // Clients that log no keepalives look idle whatever they send; silence of the same length again and again does not.
  return died.length > 1 && (keepalive?.kind === "keepalive" || areAlike(died)) ? "certain" : "likely";
}

function withoutLifetime(
  facts: Facts,
  drops: readonly Drop[],
  keepalive: KeepaliveInterval | undefined,
): Match["confidence"] | null {
  const alike = areAlike(drops);
  const wasHeld = keepalive !== undefined && keepalive.intervalMs <= safeKeepaliveMs;
  // Frequent keepalives speak against it; only a pattern across several drops outweighs them.
  if (wasHeld) return alike && gatewayAnswers(facts) ? "possible" : null;
  const isSlow = keepalive !== undefined && gatewayAnswers(facts);
  // A mapping that is gone is noticed at the next packet, whenever that is: silence of many lengths is no contradiction,
  // but drops without any silence are.
  const busy = facts.drops.filter((drop) => !startedHere(drop)).length - drops.length;
  return lowered(alike || isSlow ? "likely" : "possible", busy > drops.length);
}

function areAlike(drops: readonly Drop[]): boolean {
  const idleTimes = drops.map((drop) => drop.session.idleBeforeEndMs ?? 0).sort((a, b) => a - b);
  return drops.length > 1 && (idleTimes.at(-1) ?? 0) <= alikeRatio * (idleTimes[0] ?? 0);
}

/** How long after a drop the next session was up; undefined where that took longer than a moment. */
function revivalOf(facts: Facts, { session, endedAtMs }: Drop): number | undefined {
  if (endedAtMs === null) return undefined;
  const next = facts.observations.sessions.find(
    ({ connectedAt, type }) =>
      connectedAt !== undefined && Date.parse(connectedAt) >= endedAtMs && type === session.type,
  );
  const afterMs = next?.connectedAt === undefined ? Infinity : Date.parse(next.connectedAt) - endedAtMs;
  return afterMs <= revivalMs ? afterMs : undefined;
}

function revivalEvidence({ session }: Drop, afterMs: number | undefined): readonly Evidence[] {
  if (afterMs === undefined) return [];
  const at = session.endedAt === undefined ? {} : { at: session.endedAt };
  return [{ text: `The next attempt was up ${durationText(afterMs)} later, so path and gateway were alive.`, ...at }];
}

function keepaliveEvidence(keepalive: KeepaliveInterval | undefined): Evidence {
  return keepalive?.evidence ?? { text: "The logs show no regular NAT keepalives." };
}
