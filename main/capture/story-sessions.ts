import type { CaptureStory, CaptureTunnel } from "../model/capture-story.ts";
import type { Session } from "../model/session.ts";
import type { TunnelType } from "../model/vpn-profile.ts";
import { moment } from "./moment.ts";
import { hostOf } from "./seen.ts";
import { noAnswerEvent } from "./story-events.ts";
import { endOfTunnel, type TunnelEnd } from "./tunnel-end.ts";

/** A rekey that fails this long before the end may have led to it. */
const beforeEndMs = 60_000;

/** The sessions of a capture, oldest first, told as those of a log. */
export function sessionsOf(story: CaptureStory): readonly Session[] {
  return story.tunnels.map((tunnel) => sessionOf(tunnel, story));
}

const types: Readonly<Record<CaptureTunnel["protocol"], TunnelType>> = {
  ikev1: "ikev1",
  ikev2: "ikev2",
  l2tp: "l2tp-ipsec",
  wireguard: "wireguard",
  openvpn: "openvpn",
};

function sessionOf(tunnel: CaptureTunnel, story: CaptureStory): Session {
  const end = endOfTunnel(tunnel, story);
  // A tunnel whose beginning was not captured was up before.
  const wasUp = tunnel.establishedAtMs !== undefined || !tunnel.beginSeen;
  const { establishedAtMs } = tunnel;
  return {
    connection: hostOf(tunnel.initiator),
    type: types[tunnel.protocol],
    peer: hostOf(tunnel.responder),
    ...moment("startedAt", tunnel.firstAtMs),
    ...moment("connectedAt", establishedAtMs),
    ...moment("endedAt", end?.endedAtMs),
    ...(end === null || establishedAtMs === undefined
      ? {}
      : { lengthMs: Math.max(0, end.endedAtMs - establishedAtMs) }),
    stage: wasUp ? "connected" : "start",
    natDetected: tunnel.initiatorBehindNat.answer === "yes",
    keepalivesSeen: story.keepalives.some(({ from }) => hostOf(from) === hostOf(tunnel.initiator)),
    ...(wasUp ? endOfUp(tunnel, story, end) : endOfAttempt(tunnel, end)),
  };
}

type EndPart = Pick<Session, "outcome" | "endedBy" | "cause" | "idleBeforeEndMs" | "before" | "duringRekey">;

function endOfAttempt(tunnel: CaptureTunnel, end: TunnelEnd | null): EndPart {
  const base: Pick<EndPart, "outcome" | "before" | "duringRekey"> = {
    outcome: "never-connected",
    before: [],
    duringRekey: false,
  };
  if (end?.exchange === undefined) return { ...base, endedBy: "unknown" };
  if (end.kind === "refused") return { ...base, endedBy: "peer", cause: "ike_auth_failed" };
  return { ...base, endedBy: "timeout", cause: noAnswerEvent(tunnel, end.exchange) };
}

function endOfUp(tunnel: CaptureTunnel, story: CaptureStory, end: TunnelEnd | null): EndPart {
  if (end === null) return { outcome: "still-up", endedBy: "unknown", before: [], duringRekey: false };
  const { beganAtMs, endedAtMs, exchange } = end;
  const idle = story.idle.find(({ fromMs, lengthMs, between }) => {
    const isOurs = between.includes(hostOf(tunnel.initiator)) && between.includes(hostOf(tunnel.responder));
    return isOurs && Math.abs(fromMs + lengthMs - beganAtMs) < 1;
  });
  const failedRekeys = story.rekeys.filter(
    ({ tunnel: id, outcome, atMs }) =>
      id === tunnel.id && (outcome === "refused" || outcome === "unanswered") && endedAtMs - atMs <= beforeEndMs,
  );
  const moves = story.addressChanges.filter(({ atMs }) => atMs <= endedAtMs && endedAtMs - atMs <= beforeEndMs);
  return {
    outcome: "dropped",
    endedBy: "timeout",
    cause: exchange === undefined ? "connectivity_lost" : noAnswerEvent(tunnel, exchange),
    ...(idle === undefined ? {} : { idleBeforeEndMs: idle.lengthMs }),
    before: moves.map(({ atMs }) => ({
      event: story.capturedAt === "client" ? "address_changed" : "nat_mapping_changed",
      secondsBefore: Math.round((endedAtMs - atMs) / 1000),
    })),
    duringRekey: failedRekeys.length > 0,
  };
}
