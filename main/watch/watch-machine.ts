import type { HistoryRecord } from "../model/history.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { NetworkChange } from "../model/network-change.ts";
import type { NetworkSnapshot } from "../model/network.ts";
import type { TunnelCounters, TunnelReport, VpnState } from "../model/vpn-state.ts";
import { eventsOfChanges } from "../network/change-events.ts";
import { networkChanges } from "../network/change.ts";
import { foldFlaps, noFlaps, settleFlaps, type FlapState } from "../network/flap.ts";
import { findStandstill, type ClockReading } from "../network/sleep.ts";
import {
  interfaceDrop,
  nothingWatched,
  recallSessions,
  watchSessions,
  type NewDrop,
  type SessionWatch,
} from "./session-watch.ts";
import { vpnStates, watchVpn, type VpnWatch } from "./vpn-watch.ts";

/** What the watch is told. */
export type WatchInput =
  | {
      readonly kind: "network";
      readonly network: NetworkSnapshot;
      readonly counters: readonly TunnelCounters[];
      readonly tunnels: readonly TunnelReport[];
    }
  | { readonly kind: "tick" }
  | { readonly kind: "events"; readonly events: readonly LogEvent[] }
  /** Of the time before the watch began, in the order of time. */
  | { readonly kind: "past"; readonly events: readonly LogEvent[] };

/** A session that dropped; why, is not the business of the machine. */
export interface DropFound extends NewDrop {
  readonly kind: "drop-found";
  readonly network: NetworkSnapshot;
}

/** What the watch has to say. */
export type WatchOutput =
  | Exclude<HistoryRecord, { readonly kind: "watch-started" | "watch-ended" | "drop" | "drop-snapshot" }>
  | DropFound
  | { readonly kind: "log"; readonly event: LogEvent };

export interface WatchState {
  readonly watchId: string;
  readonly startedAtMs: number;
  readonly network: NetworkSnapshot;
  /** As it was before the first change of the last minute. */
  readonly calm: NetworkSnapshot;
  readonly lastChangeMs: number;
  readonly ticked: ClockReading;
  readonly flaps: FlapState;
  readonly sessions: SessionWatch;
  readonly vpn: VpnWatch;
  /** The gateway that the logs named last. */
  readonly server?: string;
  /** Whether a VPN daemon's log can be followed: then its word counts, and not that of an interface. */
  readonly hearsDaemons: boolean;
}

/** How often the clocks are compared. */
export const tickMs = 2_000;
const calmAfterMs = 60_000;

/** The state of a watch that begins. */
export function startWatch(about: Pick<WatchState, "watchId" | "network">, now: ClockReading): WatchState {
  return {
    ...about,
    startedAtMs: now.wallMs,
    calm: about.network,
    lastChangeMs: Number.NEGATIVE_INFINITY,
    ticked: now,
    flaps: noFlaps,
    sessions: nothingWatched,
    vpn: [],
    hearsDaemons: false,
  };
}

interface Advanced {
  readonly state: WatchState;
  readonly outputs: readonly WatchOutput[];
}

/** One step of the watch: what it is told and when, and what it says to that. */
export function advanceWatch(state: WatchState, input: WatchInput, now: ClockReading): Advanced {
  switch (input.kind) {
    case "network":
      return seeNetwork(state, input, now);
    case "tick":
      return seeTick(state, now);
    case "events":
      return seeEvents(state, input.events);
    case "past":
      return recall(state, input.events);
  }
}

function seeNetwork(
  state: WatchState,
  { network, counters, tunnels }: Extract<WatchInput, { kind: "network" }>,
  now: ClockReading,
): Advanced {
  const folded = foldFlaps(state.flaps, networkChanges(state.network, network), now.monotonicMs);
  const { watch, news } = watchVpn(state.vpn, { network, counters, tunnels, server: state.server, ...now });
  const isCalm = now.monotonicMs - state.lastChangeMs > calmAfterMs;
  const changed = tellChanges(
    {
      ...state,
      flaps: folded.state,
      vpn: watch,
      calm: isCalm ? state.network : state.calm,
      network,
      lastChangeMs: folded.told.length > 0 ? now.monotonicMs : state.lastChangeMs,
    },
    folded.told,
  );
  const at = new Date(now.wallMs).toISOString();
  const said = news.map(({ kind, vpn }): WatchOutput => ({ kind, at, watchId: state.watchId, vpn }));
  const lost = news.filter(({ kind }) => kind === "vpn-down").map(({ vpn }) => vpn);
  const drops = state.hearsDaemons ? [] : lost.map((vpn) => dropOfInterface(changed.state, vpn, now));
  return {
    state: changed.state,
    outputs: [...changed.outputs, ...said, ...drops.map((drop) => dropFound(state, drop))],
  };
}

function dropOfInterface(state: WatchState, vpn: VpnState, now: ClockReading): NewDrop {
  return interfaceDrop(vpn, now.wallMs, state.sessions);
}

/** Compares the clocks, and ends what flapped and is quiet now. */
function seeTick(state: WatchState, now: ClockReading): Advanced {
  const stood = findStandstill(state.ticked, now, tickMs);
  const settled = settleFlaps(state.flaps, now.monotonicMs);
  const ticked = { ...state, ticked: now, flaps: settled.state };
  const changes = [...(stood === null ? [] : [stood]), ...settled.told];
  if (changes.length === 0) return { state: ticked, outputs: [] };
  return tellChanges({ ...ticked, lastChangeMs: now.monotonicMs }, changes);
}

function seeEvents(state: WatchState, events: readonly LogEvent[]): Advanced {
  const server = lastPeer(events) ?? state.server;
  const { watch, drops } = watchSessions(state.sessions, events, state.startedAtMs);
  return {
    state: heard(state, { events, watch, server }),
    outputs: [
      ...events.map((event): WatchOutput => ({ kind: "log", event })),
      ...drops.map((drop) => dropFound(state, drop)),
    ],
  };
}

/** What was logged before is not told again, but a session that was up already is known by it. */
function recall(state: WatchState, past: readonly LogEvent[]): Advanced {
  const server = state.server ?? lastPeer(past);
  const { watch, drops } = recallSessions(state.sessions, past, state.startedAtMs);
  return {
    state: heard(state, { events: past, watch, server }),
    outputs: drops.map((drop) => dropFound(state, drop)),
  };
}

function lastPeer(events: readonly LogEvent[]): string | undefined {
  return events.findLast(({ peer }) => peer !== undefined)?.peer;
}

interface Heard {
  readonly events: readonly LogEvent[];
  readonly watch: SessionWatch;
  readonly server: string | undefined;
}

function heard(state: WatchState, { events, watch, server }: Heard): WatchState {
  return {
    ...state,
    sessions: watch,
    hearsDaemons:
      state.hearsDaemons || events.some(({ peer, connection }) => peer !== undefined || connection !== undefined),
    ...(server === undefined ? {} : { server }),
  };
}

/** A change is told, and weighed with the events of the logs, because it may come after the end of a session was logged. */
function tellChanges(state: WatchState, changes: readonly NetworkChange[]): Advanced {
  if (changes.length === 0) return { state, outputs: [] };
  const { watch, drops } = watchSessions(state.sessions, eventsOfChanges(changes), state.startedAtMs);
  const { watchId } = state;
  return {
    state: { ...state, sessions: watch },
    outputs: [
      ...changes.map((change): WatchOutput => ({ kind: "change", at: change.at, watchId, change })),
      ...drops.map((drop) => dropFound(state, drop)),
    ],
  };
}

function dropFound({ network }: WatchState, drop: NewDrop): WatchOutput {
  return { kind: "drop-found", network, ...drop };
}

/** The events of the minute before the end of a session began, until now. */
export function eventsAround(state: WatchState, endedAtMs: number): readonly LogEvent[] {
  return state.sessions.events.filter(({ atMs }) => atMs !== null && atMs >= endedAtMs - calmAfterMs).slice(-maxAround);
}
const maxAround = 200;

/** The tunnels that are up now. */
export function tunnelsNow(state: WatchState): readonly VpnState[] {
  return vpnStates(state.vpn);
}
