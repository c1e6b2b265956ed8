import { networkChanges, sleepEvents } from "../logs/disturbances.ts";
import type { LogEvent, LogEventName } from "../model/log-event.ts";
import type { Session } from "../model/session.ts";
import type { TimedEvent, Timeline } from "./timeline.ts";

/** A session that ended against the person's will, with what this computer went through just before. */
export interface Drop {
  readonly session: Session;
  /** Null where the log lines carry no time. */
  readonly endedAtMs: number | null;
  readonly mobility: readonly Witness[];
  readonly sleep: readonly Witness[];
}

/** Something that happened shortly before a drop: a log event, or what the session remembers of one. */
export interface Witness {
  readonly event: string;
  readonly secondsBefore: number;
  readonly logged?: TimedEvent;
}

/** The first signs that a tunnel is dying: the end begins here, although it is declared later. */
const firstSigns: ReadonlySet<string> = new Set<LogEventName>([
  "l2tp_control_retry",
  "ppp_lcp_echo_missing",
  "retransmit",
]);

/** What happens within a minute before the end begins counts as "just before". */
const beforeMs = 60_000;

/** strongSwan gives up 165 s after the first packet by default; longer than that is not the same ending. */
const longestEndingMs = 200_000;

/** Daemons also log that the tunnel's own interface vanishes; that is the drop itself and not its cause. */
const tunnelInterface = /^(?:ppp|u?tun|tap|wg|ipsec|vti|xfrm|l2tp)[\w-]{0,12}$/i;

/** The drops among the sessions, each with its witnesses. */
export function dropsOf(sessions: readonly Session[], timeline: Timeline): readonly Drop[] {
  const isOfTheTunnel = tunnelOwnership(timeline);
  return sessions
    .filter((session) => session.outcome === "dropped")
    .map((session) => dropOf(session, timeline, isOfTheTunnel));
}

/** Whether something on this computer, and not the path or the gateway, came before the drop. */
export function startedHere(drop: Drop): boolean {
  return drop.mobility.length > 0 || drop.sleep.length > 0;
}

/** The drops within a minute of an event: what it says, it says of them. */
export function dropsAround(drops: readonly Drop[], { atMs }: LogEvent): readonly Drop[] {
  return drops.filter(({ endedAtMs }) => atMs !== null && endedAtMs !== null && Math.abs(endedAtMs - atMs) <= beforeMs);
}

/** Whether an event is only a sign of a drop that started on this computer. */
export function belongsToOwnDrop(drops: readonly Drop[], event: LogEvent): boolean {
  return dropsAround(drops, event).some(startedHere);
}

type EventTest = (event: TimedEvent) => boolean;

function dropOf(session: Session, timeline: Timeline, isOfTheTunnel: EventTest): Drop {
  const endedAtMs = session.endedAt === undefined ? null : Date.parse(session.endedAt);
  const witnesses =
    endedAtMs === null ? rememberedWitnesses(session) : loggedWitnesses(session, endedAtMs, timeline, isOfTheTunnel);
  return {
    session,
    endedAtMs,
    mobility: witnesses.filter((witness) => networkChanges.has(witness.event)),
    sleep: witnesses.filter((witness) => sleepEvents.has(witness.event)),
  };
}

function loggedWitnesses(
  session: Session,
  endedAtMs: number,
  timeline: Timeline,
  isOfTheTunnel: EventTest,
): readonly Witness[] {
  const ending = timeline.between(endedAtMs - longestEndingMs, endedAtMs);
  const beganAtMs = ending.find((event) => firstSigns.has(event.event))?.atMs ?? endedAtMs;
  const around = timeline.between(beganAtMs - beforeMs, endedAtMs);
  const interesting = around.filter((event) => networkChanges.has(event.event) || sleepEvents.has(event.event));
  const logged = interesting
    .filter((event) => !isOfTheTunnel(event))
    .map((event) => ({
      event: event.event,
      secondsBefore: Math.round((endedAtMs - event.atMs) / 1000),
      logged: event,
    }));
  // A session may outlive its events (a report read back): then its own memory is all there is.
  const seen = new Set<string>(interesting.map((event) => event.event));
  return [...logged, ...rememberedWitnesses(session).filter((witness) => !seen.has(witness.event))];
}

function rememberedWitnesses(session: Session): readonly Witness[] {
  return session.before.map(({ event, secondsBefore }) => ({ event, secondsBefore }));
}

/** An event is the tunnel's own when it names a tunnel interface or an address that was given out inside the tunnel. */
function tunnelOwnership(timeline: Timeline): EventTest {
  const inside = new Set(
    timeline
      .between(-Infinity, Infinity)
      .filter((event) => event.event === "virtual_ip_assigned" || event.event === "ppp_ip_assigned")
      .flatMap((event) => Object.values(event.fields).filter((value) => /[.:]/.test(value))),
  );
  return ({ fields }) => Object.values(fields).some((value) => tunnelInterface.test(value) || inside.has(value));
}
