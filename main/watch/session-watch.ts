import { buildSessions } from "../logs/sessions.ts";
import { dropIdOf } from "../model/history.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { Session } from "../model/session.ts";
import type { VpnState } from "../model/vpn-state.ts";

/** The events of the last hours and the drops that were told of them. */
export interface SessionWatch {
  readonly events: readonly LogEvent[];
  /** The drops of the last minutes that are known, with their ends. */
  readonly told: ReadonlyMap<string, number>;
}

export interface NewDrop {
  readonly dropId: string;
  readonly session: Session;
  /** What was heard since the session began, and some time before. */
  readonly events: readonly LogEvent[];
}

export const nothingWatched: SessionWatch = { events: [], told: new Map() };

/** Enough for every session of some hours, and little enough to be gone through at every batch. */
const maxEvents = 2_000;
/** A drop that ended longer ago than this is known: what is new about it is only that its beginning is forgotten. */
const freshMs = 600_000;
/** The minute before the end begins, and the longest time that a daemon needs to declare it (charon: 165 s). */
const witnessMs = 60_000 + 200_000;

/**
 * Takes events in, and says which sessions have dropped since the last time.
 *
 * @param startedAtMs wall time when the watch began: what had ended before is not its business
 */
export function watchSessions(
  watch: SessionWatch,
  events: readonly LogEvent[],
  startedAtMs: number,
): { readonly watch: SessionWatch; readonly drops: readonly NewDrop[] } {
  if (events.length === 0) return { watch, drops: [] };
  const all = [...watch.events, ...events].slice(-maxEvents);
  const newestMs = Math.max(...events.map(({ atMs }) => atMs ?? Number.NEGATIVE_INFINITY));
  const earliestMs = Math.max(startedAtMs - 1_000, newestMs - freshMs);
  const fresh = buildSessions(all).filter(
    (session) => session.outcome === "dropped" && endOf(session) >= earliestMs && !watch.told.has(dropIdOf(session)),
  );
  const known = [...watch.told].filter(([, endedAtMs]) => endedAtMs >= newestMs - 2 * freshMs);
  const told = new Map([...known, ...fresh.map((session) => [dropIdOf(session), endOf(session)] as const)]);
  return { watch: { events: all, told }, drops: fresh.map((session) => newDrop(session, all)) };
}

function newDrop(session: Session, all: readonly LogEvent[]): NewDrop {
  const endedAtMs = Date.parse(session.endedAt ?? "");
  const beganAtMs = Date.parse(session.startedAt ?? session.endedAt ?? "");
  const events = all.filter(({ atMs }) => atMs !== null && atMs <= endedAtMs && atMs >= beganAtMs - witnessMs);
  return { dropId: dropIdOf(session), session, events };
}

function endOf({ endedAt }: Session): number {
  return endedAt === undefined ? Number.NaN : Date.parse(endedAt);
}

/** A drop of which only the tunnel's interface tells, because no log of a VPN can be read. */
export function interfaceDrop(vpn: VpnState, atMs: number, watch: SessionWatch): NewDrop {
  const name = vpn.connection ?? vpn.interfaceName;
  const before = watch.events.flatMap(({ event, atMs: eventMs }) =>
    eventMs === null || eventMs > atMs || eventMs < atMs - 60_000
      ? []
      : [{ event, secondsBefore: (atMs - eventMs) / 1000 }],
  );
  const session: Session = {
    ...(name === undefined ? {} : { connection: name }),
    ...(vpn.type === undefined ? {} : { type: vpn.type }),
    ...(vpn.server === undefined ? {} : { peer: vpn.server }),
    connectedAt: vpn.since,
    startedAt: vpn.since,
    endedAt: new Date(atMs).toISOString(),
    lengthMs: atMs - Date.parse(vpn.since),
    outcome: "dropped",
    endedBy: "unknown",
    stage: "connected",
    cause: "vpn-interface-down",
    before,
    natDetected: false,
    keepalivesSeen: false,
    duringRekey: false,
  };
  return newDrop(session, watch.events);
}
