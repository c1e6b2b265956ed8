import { buildSessions } from "../logs/sessions.ts";
import { surroundings } from "../logs/session-vocabulary.ts";
import { interfaceDropCause } from "../logs/watched-drops.ts";
import { dropIdOf } from "../model/history.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { Session } from "../model/session.ts";
import type { VpnState } from "../model/vpn-state.ts";

/** The events of the last hours and the drops that were told of them. */
export interface SessionWatch {
  readonly events: readonly LogEvent[];
  /** The drops of the last minutes that are known, with their ends. */
  readonly told: ReadonlyMap<string, number>;
  /** The lines of about the start that were read before they were followed: they may come again. */
  readonly recalled: ReadonlySet<string>;
}

export interface NewDrop {
  readonly dropId: string;
  readonly session: Session;
  /** What was heard since the session began, and some time before. */
  readonly events: readonly LogEvent[];
}

export const nothingWatched: SessionWatch = { events: [], told: new Map(), recalled: new Set() };

/** Enough for every session of some hours, and little enough to be gone through at every batch. */
const maxEvents = 2_000;
/** A drop that ended longer ago than this is known: what is new about it is only that its beginning is forgotten. */
const freshMs = 600_000;
/** The minute before the end begins, and the longest time that a daemon needs to declare it (charon: 165 s). */
const witnessMs = 60_000 + 200_000;
/** Of the time before the start, lines may come again that were written this shortly before it. */
const aboutStartMs = 60_000;

/**
 * Takes events in, and says which sessions have dropped since the last time.
 *
 * @param startedAtMs wall time when the watch began: what had ended before is not its business
 */
export function watchSessions(watch: SessionWatch, events: readonly LogEvent[], startedAtMs: number): Watched {
  const fresh = events.filter((event) => !watch.recalled.has(lineOf(event)));
  return weigh({ ...watch, events: [...watch.events, ...fresh] }, fresh, startedAtMs);
}

/**
 * Takes in what the logs tell of the time before the watch began: a session that was up already has its beginning there.
 * Says which sessions have dropped since the watch began.
 */
export function recallSessions(watch: SessionWatch, past: readonly LogEvent[], startedAtMs: number): Watched {
  const known = new Set(watch.events.map(lineOf));
  const older = past.filter((event) => !known.has(lineOf(event)));
  const near = older.filter(({ atMs }) => atMs === null || atMs >= startedAtMs - aboutStartMs);
  const recalled = new Set(near.map(lineOf));
  return weigh({ ...watch, events: [...older, ...watch.events], recalled }, older, startedAtMs);
}

interface Watched {
  readonly watch: SessionWatch;
  readonly drops: readonly NewDrop[];
}

function lineOf({ atMs, source, raw }: LogEvent): string {
  return `${String(atMs)} ${source} ${raw}`;
}

/** @param events those of the watch that are new to it */
function weigh(watch: SessionWatch, events: readonly LogEvent[], startedAtMs: number): Watched {
  if (events.length === 0) return { watch, drops: [] };
  const all = watch.events.slice(-maxEvents);
  const newestMs = Math.max(...events.map(({ atMs }) => atMs ?? Number.NEGATIVE_INFINITY));
  const earliestMs = Math.max(startedAtMs - 1_000, newestMs - freshMs);
  const fresh = buildSessions(all).filter(
    (session) => session.outcome === "dropped" && endOf(session) >= earliestMs && !watch.told.has(dropIdOf(session)),
  );
  const known = [...watch.told].filter(([, endedAtMs]) => endedAtMs >= newestMs - 2 * freshMs);
  const told = new Map([...known, ...fresh.map((session) => [dropIdOf(session), endOf(session)] as const)]);
  return { watch: { ...watch, events: all, told }, drops: fresh.map((session) => newDrop(session, all)) };
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
  // What befalls the tunnel's own interface is the tunnel, and not what is under it.
  const events = watch.events.filter(
    ({ fields }) => vpn.interfaceName === undefined || fields["interface"] !== vpn.interfaceName,
  );
  const before = events.flatMap(({ event, atMs: eventMs }) =>
    eventMs === null || eventMs > atMs || eventMs < atMs - 60_000 || !surroundings.has(event)
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
    cause: interfaceDropCause,
    before,
    natDetected: false,
    keepalivesSeen: false,
    duringRekey: false,
  };
  return newDrop(session, events);
}
