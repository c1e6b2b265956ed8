import type { LogEvent } from "../model/log-event.ts";
import type { Session } from "../model/session.ts";
import type { TunnelType } from "../model/vpn-profile.ts";
import { beginOfEnd, endedByOf, endedDuringRekey, endingOf, surroundingsOf, type TimeOf } from "./session-ending.ts";
import { managerWord } from "./session-codes.ts";
import { isIkev2, joinTracks, type JoinedTracks } from "./session-joining.ts";
import { trackEvents } from "./session-tracks.ts";
import {
  establishments,
  isSignOfLife,
  keepalives,
  laterStage,
  layerOf,
  natSigns,
  openers,
  refusals,
  surroundings,
  unasked,
  type EndedBy,
  type Stage,
} from "./session-vocabulary.ts";

/**
 * Makes sessions of events, the oldest first. Events may come in any order; those without a time keep their place after
 * the ones before them.
 */
export function buildSessions(events: readonly LogEvent[]): readonly Session[] {
  const axis = timeAxis(events);
  const timeOf: TimeOf = (event) => axis.get(event) ?? Number.NEGATIVE_INFINITY;
  const sorted = events.toSorted((a, b) => compare(timeOf(a), timeOf(b)));
  const around = sorted.filter(({ event, atMs }) => surroundings.has(event) && atMs !== null);
  return joinTracks(trackEvents(sorted, timeOf), timeOf)
    .filter((tracks) => tracks.some((track) => track.events.some(tellsOfSession)))
    .map((joined) => summarise(joined, around, timeOf));
}

function tellsOfSession(event: LogEvent): boolean {
  const { event: name } = event;
  return (
    openers.has(name) ||
    establishments.has(name) ||
    refusals.has(name) ||
    isSignOfLife(event) ||
    name === "vpn_plugin_state"
  );
}

/** The time of every event; one without takes that of the last one before it in its source. */
function timeAxis(events: readonly LogEvent[]): ReadonlyMap<LogEvent, number> {
  const lastOfSource = new Map<string, number>();
  return new Map(
    events.map((event) => {
      const atMs = event.atMs ?? lastOfSource.get(event.source) ?? Number.NEGATIVE_INFINITY;
      lastOfSource.set(event.source, atMs);
      return [event, atMs] as const;
    }),
  );
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function summarise(tracks: JoinedTracks, around: readonly LogEvent[], timeOf: TimeOf): Session {
  const events = tracks.flatMap((track) => track.events).sort((a, b) => compare(timeOf(a), timeOf(b)));
  const type = typeOf(tracks);
  const connected = events.find((event) => connects(event, tracks));
  const wasUp = connected !== undefined || beganBeforeLog(events);
  const end = wasUp ? endOfConnected(tracks, events, connected, timeOf) : failureOf(tracks, events, timeOf);
  const name = tracks.find((track) => track.name !== undefined)?.name;
  const peer = events.find((event) => event.peer !== undefined)?.peer;
  const length = end === null ? undefined : (difference(end.atMs, connected?.atMs) ?? statedLengthMs(events));
  return {
    ...(name === undefined ? {} : { connection: name }),
    type,
    ...(peer === undefined ? {} : { peer }),
    ...moment("startedAt", events[0]),
    ...moment("connectedAt", connected),
    ...(end === null ? {} : moment("endedAt", end)),
    ...(length === undefined ? {} : { lengthMs: length }),
    stage: wasUp ? "connected" : events.reduce<Stage>((stage, { event }) => laterStage(stage, event), "start"),
    natDetected: events.some(({ event }) => natSigns.has(event)),
    keepalivesSeen: events.some(({ event }) => keepalives.has(event)),
    ...(wasUp ? endOfUp(events, end, around, timeOf) : endOfAttempt(end)),
  };
}

type EndPart = Pick<Session, "outcome" | "endedBy" | "cause" | "code" | "idleBeforeEndMs" | "before" | "duringRekey">;

function endOfAttempt(failure: LogEvent | null): EndPart {
  return {
    outcome: "never-connected",
    endedBy: failure === null ? "unknown" : refusedBy(failure),
    ...(failure === null ? {} : causeOf(failure)),
    before: [],
    duringRekey: false,
  };
}

function endOfUp(
  events: readonly LogEvent[],
  end: LogEvent | null,
  around: readonly LogEvent[],
  timeOf: TimeOf,
): EndPart {
  if (end === null) return { outcome: "still-up", endedBy: "unknown", before: [], duringRekey: false };
  const { lastProof, begin } = beginOfEnd(events, end, timeOf);
  const endedBy = endedByOf(end);
  const before = surroundingsOf(events, around, { begin, end }, timeOf);
  const duringRekey = endedDuringRekey(events, { begin, end }, timeOf);
  const silent = endedBy === "timeout" && end.event !== "sa_expired" && logsTraffic(end);
  const idleMs = silent ? difference(begin.atMs, lastProof?.atMs) : undefined;
  const sinceProofMs = lastProof === undefined ? Number.POSITIVE_INFINITY : timeOf(begin) - timeOf(lastProof);
  const unhealed = before.filter(({ secondsBefore }) => secondsBefore * 1000 <= sinceProofMs);
  return {
    outcome: isDrop(end, endedBy, unhealed, duringRekey) ? "dropped" : "closed",
    endedBy,
    ...causeOf(end),
    ...(idleMs === undefined ? {} : { idleBeforeEndMs: idleMs }),
    before,
    duringRekey,
  };
}

function refusedBy(failure: LogEvent): EndedBy {
  const said = refusals.get(failure.event) ?? "unknown";
  return said === "unknown" ? endedByOf(failure) : said;
}

function causeOf({ event, code }: LogEvent): Pick<Session, "cause" | "code"> {
  return { cause: event, ...(code === undefined ? {} : { code }) };
}

/** Managers, pppd and OpenVPN answer echoes and pass traffic on without a word, so that their silence tells nothing. */
function logsTraffic({ stack }: LogEvent): boolean {
  const layer = layerOf(stack);
  return layer !== "manager" && layer !== "ppp" && layer !== "openvpn";
}

/** A manager that reacts to sleep or a lost network closes the tunnel within this time. */
const reactionSeconds = 10;

const reasonsToClose = new Set([
  "sleep",
  "sleep_wake",
  "link_down",
  "network_disconnected",
  "address_removed",
  "wifi_disconnected",
]);

/** `unhealed`: changes after which no traffic was proved any more. */
function isDrop(end: LogEvent, endedBy: EndedBy, unhealed: Session["before"], duringRekey: boolean): boolean {
  if (end.event === "vpn_plugin_state") return false;
  const word = managerWord(end);
  if (word !== null) return !word.wasAskedFor;
  if (endedBy !== "local" || unasked.has(end.event) || duringRekey) return true;
  return unhealed.some(({ event, secondsBefore }) => secondsBefore <= reactionSeconds && reasonsToClose.has(event));
}

function endOfConnected(
  tracks: JoinedTracks,
  events: readonly LogEvent[],
  connected: LogEvent | undefined,
  timeOf: TimeOf,
): LogEvent | null {
  const end = endingOf(tracks, timeOf);
  if (end === null || connected === undefined || events.indexOf(end) > events.indexOf(connected)) return end;
  return (
    tracks
      .map((track) => track.end)
      .find((other) => other !== null && events.indexOf(other) > events.indexOf(connected)) ?? null
  );
}

/** Why an attempt failed: the most telling refusal, else what ended it. */
function failureOf(tracks: JoinedTracks, events: readonly LogEvent[], timeOf: TimeOf): LogEvent | null {
  for (const name of refusals.keys()) {
    const refusal = events.find(({ event }) => event === name);
    if (refusal !== undefined) return refusal;
  }
  return endingOf(tracks, timeOf) ?? tracks.map((track) => track.end).find((end) => end !== null) ?? null;
}

/** The event that brings the tunnel up depends on what the tunnel is made of. */
function connects({ event, fields }: LogEvent, tracks: JoinedTracks): boolean {
  const has = (layer: string): boolean => tracks.some((track) => track.layer === layer);
  if (event === "session_connected" || event === "wg_handshake_ok") return true;
  if (has("ppp")) return event === "ppp_ip_assigned";
  if (has("l2tp")) return event === "l2tp_session_up";
  if (has("ike")) return event === "ipsec_sa_established";
  return event === "vpn_plugin_state" && fields["state"] === "started";
}

function typeOf(tracks: JoinedTracks): TunnelType {
  const ike = tracks.find((track) => track.layer === "ike");
  if (tracks.some((track) => track.layer === "l2tp" || (track.layer === "ppp" && ike !== undefined)))
    return "l2tp-ipsec";
  if (tracks.some((track) => track.layer === "openvpn")) return "openvpn";
  if (tracks.some((track) => track.layer === "wireguard")) return "wireguard";
  if (ike === undefined) return typeByProtocol(tracks);
  if (isIkev2(ike)) return "ikev2";
  return ike.events.some(({ event, fields }) => event === "ike_start" && fields["mode"] !== undefined)
    ? "ikev1"
    : "unknown";
}

/** Whether the first that is told of a tunnel is that it was up. */
function beganBeforeLog(events: readonly LogEvent[]): boolean {
  const first = events.find(
    (event) => openers.has(event.event) || establishments.has(event.event) || isSignOfLife(event),
  );
  return first !== undefined && isSignOfLife(first);
}

/** pppd says at the end how long the link was up, to a tenth of a minute. */
function statedLengthMs(events: readonly LogEvent[]): number | undefined {
  const minutes = Number(events.find(({ event }) => event === "ppp_session_length")?.fields["minutes"]);
  return Number.isNaN(minutes) ? undefined : Math.round(minutes * 60_000);
}

const protocolTypes: Readonly<Record<string, TunnelType>> = { L2TP: "l2tp-ipsec", IKEV2: "ikev2", PPTP: "pptp" };

/** Managers of the systems' own clients name the protocol. */
function typeByProtocol(tracks: JoinedTracks): TunnelType {
  const named = tracks.flatMap((track) => track.events).find(({ fields }) => fields["protocol"] !== undefined);
  return protocolTypes[named?.fields["protocol"]?.toUpperCase() ?? ""] ?? "unknown";
}

function moment<Key extends string>(key: Key, event: LogEvent | undefined): Partial<Record<Key, string>> {
  if (event?.atMs === undefined || event.atMs === null) return {};
  return { [key]: new Date(event.atMs).toISOString() } as Partial<Record<Key, string>>;
}

function difference(later: number | null | undefined, earlier: number | null | undefined): number | undefined {
  return typeof later === "number" && typeof earlier === "number" ? Math.max(0, later - earlier) : undefined;
}
