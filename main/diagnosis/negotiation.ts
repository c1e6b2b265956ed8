import type { LogEvent } from "../model/log-event.ts";
import type { Session } from "../model/session.ts";
import type { Facts } from "./facts.ts";

/* Questions about IKE negotiations that several rules ask. */

/** How far a refusal and the rekey that it belongs to lie apart at most: IKE retransmits once or twice in between. */
const sameExchangeMs = 15_000;

/** Whether an event carries a word in its code or fields, whatever its case and separators. */
export function mentions(event: LogEvent, word: string): boolean {
  const wanted = normalised(word);
  return [event.code ?? "", ...Object.values(event.fields)].some((value) => normalised(value).includes(wanted));
}

/** The name of a connection without the instance numbers that daemons append: `"l2tp-psk"[4]` is `l2tp-psk`. */
export function connectionName(connection: string): string {
  return connection
    .replaceAll('"', "")
    .replace(/(?:[[{<|#].*)$/, "")
    .trim();
}

/** Whether two events can belong to the same connection; an event that names none can belong to any. */
export function sameConnection(a: LogEvent, b: LogEvent): boolean {
  if (a.connection === undefined || b.connection === undefined) return true;
  return connectionName(a.connection) === connectionName(b.connection);
}

/** Whether a refused negotiation was about renewing keys and not about connecting. */
export function isDuringRekey(facts: Facts, event: LogEvent): boolean {
  if (event.atMs === null)
    return facts.eventsNamed("rekey_started", "rekey_failed", "ike_peer_request").some(asksForKeys);
  const atMs = event.atMs;
  const around = facts.timeline.between(atMs - sameExchangeMs, atMs + sameExchangeMs);
  const rekeying = around.some((other) => asksForKeys(other) && sameConnection(event, other));
  return rekeying || facts.observations.sessions.some((session) => wasConnectedAt(session, event, atMs));
}

/** Whether an event is part of a rekey, of either end: only an IKE SA that is up carries CREATE_CHILD_SA (RFC 7296 1.3). */
function asksForKeys({ event, fields }: LogEvent): boolean {
  if (event === "ike_peer_request") return fields["exchange"] === "CREATE_CHILD_SA";
  return event === "rekey_started" || event === "rekey_failed";
}

/** The gateway's AUTHENTICATION_FAILED, which does not say whether a key, a certificate or an identity was at fault. */
export function rejectedIdentities(facts: Facts): readonly LogEvent[] {
  const notified = facts.eventsNamed("ike_notify_error").filter((event) => mentions(event, "AUTHENTICATION_FAILED"));
  return [...facts.eventsNamed("ike_auth_failed"), ...notified];
}

/**
 * A session of the same connection that connected after the last of these events: then what failed works now, or the
 * failure was only one of several tries.
 */
export function laterSuccess(facts: Facts, events: readonly LogEvent[]): Session | undefined {
  const last = events.findLast((event) => event.atMs !== null);
  const lastAtMs = last?.atMs ?? null;
  if (last === undefined || lastAtMs === null) return undefined;
  return facts.observations.sessions.find(
    (session) =>
      session.connectedAt !== undefined &&
      Date.parse(session.connectedAt) >= lastAtMs &&
      belongsTo(last, session.connection),
  );
}

/** Whether an attempt ended because an IKE message stayed without an answer before anything was agreed. */
export function gaveUpAtStart({ outcome, stage, cause }: Session): boolean {
  const silent = cause === "ike_no_response" || cause === "ipsec_no_response" || cause === "retransmit_giveup";
  return outcome === "never-connected" && stage === "start" && silent;
}

/** The answers of the peer during a session; none where the log carries no times. */
export function repliesIn(facts: Facts, { startedAt, endedAt }: Session): readonly LogEvent[] {
  if (startedAt === undefined || endedAt === undefined) return [];
  const during = facts.timeline.between(Date.parse(startedAt), Date.parse(endedAt));
  return during.filter(({ event }) => event === "ike_peer_replied");
}

function wasConnectedAt(session: Session, event: LogEvent, atMs: number): boolean {
  // A session that was up when its log begins has a stage and no time at which it connected.
  const upSince = session.connectedAt ?? (session.stage === "connected" ? session.startedAt : undefined);
  if (upSince === undefined || !belongsTo(event, session.connection)) return false;
  const endMs = session.endedAt === undefined ? Infinity : Date.parse(session.endedAt);
  return Date.parse(upSince) < atMs && atMs <= endMs;
}

function belongsTo(event: LogEvent, connection: string | undefined): boolean {
  if (event.connection === undefined || connection === undefined) return true;
  return connectionName(event.connection) === connectionName(connection);
}

function normalised(text: string): string {
  return text.toUpperCase().replaceAll(/[\s-]+/g, "_");
}
