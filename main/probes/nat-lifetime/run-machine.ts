import type { SendResult } from "../../model/ports/udp.ts";
import { bracketOf, isSettled } from "./bracket.ts";
import {
  afterArrival,
  afterEcho,
  afterSent,
  afterTime,
  hasEnded,
  type Lane,
  type LaneArrival,
  type LaneDue,
  type LaneRequest,
  type NatLifetimeMethod,
  newLane,
  nextOfLane,
  voidLane,
} from "./lane.ts";
import { groupKeyOf, type LaneGroup, type LanePlan } from "./plan.ts";
import { afterSample, type RoundTrip, roundTripBoundMs } from "./round-trip.ts";

/** What the run wants to be sent. */
export type RunRequest =
  /** From the control socket: what can the server do? */
  | { readonly kind: "hello"; readonly attempt: number }
  | { readonly kind: "lane"; readonly lane: number; readonly request: LaneRequest }
  /** From the control socket: the rest of this group is not needed any more. */
  | { readonly kind: "cancel"; readonly group: number };

export type RunAction =
  | { readonly kind: "send"; readonly request: RunRequest }
  | { readonly kind: "listen"; readonly forMs: number }
  | { readonly kind: "done" };

export type RunEvent =
  | { readonly kind: "sent"; readonly request: RunRequest; readonly result: SendResult }
  /** `method` is null where the server can do neither. */
  | { readonly kind: "hello"; readonly method: NatLifetimeMethod | null; readonly roundTripMs: number }
  | { readonly kind: "arrival"; readonly lane: number; readonly arrival: LaneArrival; readonly roundTripMs?: number }
  | { readonly kind: "echo"; readonly lane: number; readonly roundTripMs: number }
  /** A shot was answered to the control socket: the server does not do what it was asked for. */
  | { readonly kind: "shot-ignored" }
  | { readonly kind: "refused" }
  | { readonly kind: "no-socket"; readonly lane: number }
  /** The computer slept, or its clock was set. */
  | { readonly kind: "interrupted" }
  /** Comes again and again, so that what is due happens. */
  | { readonly kind: "time" };

export type RunFailure = "no-answer" | "refused" | "not-supported" | "interrupted" | "over-budget";

export interface RunState {
  readonly lanes: readonly Lane[];
  readonly groups: readonly LaneGroup[];
  readonly groupOfLane: readonly number[];
  /** What every lane wants next; kept, because it is asked for after every packet. */
  readonly dues: readonly (LaneDue | null)[];
  readonly method: NatLifetimeMethod | null;
  readonly roundTrip: RoundTrip | null;
  /** What nearly no round trip exceeds. */
  readonly roundTripMs: number;
  readonly helloAttempts: number;
  readonly helloSentMs: number | null;
  readonly lastSentMs: number;
  readonly packets: number;
  /** Groups whose rest was cancelled, and how often that was said. */
  readonly cancels: readonly number[];
  /** Groups for which longer silences can add nothing any more. */
  readonly settled: readonly boolean[];
  /** By group: the longest silence that mappings are known to outlive. */
  readonly outlivedMs: readonly number[];
  readonly failure: RunFailure | null;
}

export interface RunPlan {
  readonly lanes: readonly LanePlan[];
  readonly packetBudget: number;
  /** Absent: whichever the server can do, best first. */
  readonly method?: NatLifetimeMethod;
}

/** Between two packets: at most 333 of them in a second. */
const paceMs = 3;
const helloRetryMs = [0, 350, 900, 1_800, 2_800];
const helloGiveUpMs = 4_000;
/** Said twice, because nobody says that it was heard. */
const cancelCopies = 2;

/** A run in which nothing has happened. */
export function newRun(plan: RunPlan): RunState {
  const keys = plan.lanes.map(groupKeyOf);
  const groupKeys = [...new Set(keys)];
  const groups = groupKeys.flatMap((key): readonly LaneGroup[] => {
    const first = plan.lanes[keys.indexOf(key)];
    return first === undefined ? [] : [first];
  });
  const lanes = plan.lanes.map((lane) => newLane(lane, "delayed-answer"));
  return {
    lanes,
    dues: duesOf(lanes, 0),
    groups,
    groupOfLane: keys.map((key) => groupKeys.indexOf(key)),
    method: null,
    roundTrip: null,
    roundTripMs: 0,
    helloAttempts: 0,
    helloSentMs: null,
    lastSentMs: -Infinity,
    packets: 0,
    cancels: groups.map(() => 0),
    settled: groups.map(() => false),
    outlivedMs: groups.map(() => 0),
    failure: null,
  };
}

/** The lanes of one group. */
export function lanesOf({ lanes, groupOfLane }: RunState, group: number): readonly Lane[] {
  return lanes.filter((_, index) => groupOfLane[index] === group);
}

/** What to do at `nowMs`, in ms since the run began. */
export function nextOfRun(state: RunState, nowMs: number): RunAction {
  if (state.failure !== null) return { kind: "done" };
  const due = state.method === null ? nextHello(state, nowMs) : nextDue(state);
  if (due === null) return { kind: "done" };
  const atMs = due.request === null ? due.atMs : Math.max(due.atMs, state.lastSentMs + paceMs);
  if (due.request !== null && atMs <= nowMs) return { kind: "send", request: due.request };
  return { kind: "listen", forMs: Math.max(1, Math.ceil(atMs - nowMs)) };
}

interface RunDue {
  readonly atMs: number;
  readonly request: RunRequest | null;
}

function nextHello({ helloAttempts, helloSentMs }: RunState, nowMs: number): RunDue {
  const startedMs = helloSentMs ?? nowMs;
  const afterMs = helloRetryMs[helloAttempts];
  if (afterMs === undefined) return { atMs: startedMs + helloGiveUpMs, request: null };
  return { atMs: startedMs + afterMs, request: { kind: "hello", attempt: helloAttempts } };
}

function nextDue(state: RunState): RunDue | null {
  const { dues, groups, groupOfLane, settled } = state;
  const cancelled = groups.findIndex((_, group) => wantsCancel(state, group));
  if (cancelled !== -1) return { atMs: -Infinity, request: { kind: "cancel", group: cancelled } };
  let earliest: RunDue | null = null;
  for (let index = 0; index < dues.length; index += 1) {
    if (settled[groupOfLane[index] ?? 0] === true) continue;
    const due = dues[index] ?? null;
    if (due === null || (earliest !== null && earliest.atMs <= due.atMs)) continue;
    const request: RunRequest | null =
      due.request === null ? null : { kind: "lane", lane: index, request: due.request };
    earliest = { atMs: due.atMs, request };
  }
  return earliest;
}

function wantsCancel(state: RunState, group: number): boolean {
  if (state.settled[group] !== true || state.method !== "delayed-answer") return false;
  return (state.cancels[group] ?? 0) < cancelCopies && !lanesOf(state, group).every(hasEnded);
}

/** The state after an event at `nowMs`. */
export function afterRunEvent(state: RunState, event: RunEvent, nowMs: number, plan: RunPlan): RunState {
  const next = afterEvent(state, event, nowMs);
  return next.packets >= plan.packetBudget && next.failure === null ? { ...next, failure: "over-budget" } : next;
}

function afterEvent(state: RunState, event: RunEvent, nowMs: number): RunState {
  switch (event.kind) {
    case "sent":
      return afterRequest(state, event.request, nowMs);
    case "hello":
      return afterHello(state, event.method, event.roundTripMs);
    case "arrival":
      return withRoundTrip(
        change(state, event.lane, (lane) => afterArrival(lane, event.arrival, nowMs)),
        event.roundTripMs,
      );
    case "echo": {
      const slower = withRoundTrip(state, event.roundTripMs);
      return change(slower, event.lane, (lane) => afterEcho(lane, slower.roundTripMs));
    }
    case "shot-ignored":
      return { ...state, failure: "not-supported" };
    case "refused":
      // Only before the first answer: later it is one packet of many, and the echo tells whether the server is there.
      return state.method === null ? { ...state, failure: "refused" } : state;
    case "no-socket":
      return change(state, event.lane, (lane) => voidLane(lane, "no-socket"));
    case "interrupted":
      return { ...state, failure: "interrupted" };
    case "time":
      return atTime(state, nowMs);
  }
}

function afterRequest(state: RunState, request: RunRequest, nowMs: number): RunState {
  const counted = { ...state, packets: state.packets + 1, lastSentMs: nowMs };
  switch (request.kind) {
    case "hello":
      return { ...counted, helloAttempts: state.helloAttempts + 1, helloSentMs: state.helloSentMs ?? nowMs };
    case "lane":
      return change(counted, request.lane, (lane) => afterSent(lane, nowMs, state.roundTripMs));
    case "cancel":
      return { ...counted, cancels: state.cancels.map((said, group) => (group === request.group ? said + 1 : said)) };
  }
}

function afterHello(state: RunState, method: NatLifetimeMethod | null, roundTripMs: number): RunState {
  if (state.method !== null) return state;
  if (method === null) return { ...state, failure: "not-supported" };
  const lanes = state.lanes.map(({ plan }) => newLane(plan, method));
  return withRoundTrip({ ...state, method, lanes, dues: duesOf(lanes, state.roundTripMs) }, roundTripMs);
}

function atTime(state: RunState, nowMs: number): RunState {
  if (state.method === null) {
    const gaveUp = state.helloSentMs !== null && nowMs - state.helloSentMs >= helloGiveUpMs;
    return gaveUp ? { ...state, failure: "no-answer" } : state;
  }
  const late = state.dues.flatMap((due, index) => (due?.request === null && due.atMs <= nowMs ? [index] : []));
  return late.reduce((changed, index) => change(changed, index, afterTime), state);
}

function withRoundTrip(state: RunState, sampleMs: number | undefined): RunState {
  if (sampleMs === undefined) return state;
  const roundTrip = afterSample(state.roundTrip, sampleMs);
  const roundTripMs = roundTripBoundMs(roundTrip);
  return roundTripMs === state.roundTripMs
    ? { ...state, roundTrip }
    : { ...state, roundTrip, roundTripMs, dues: duesOf(state.lanes, roundTripMs) };
}

function duesOf(lanes: readonly Lane[], roundTripMs: number): RunState["dues"] {
  return lanes.map((lane) => nextOfLane(lane, roundTripMs));
}

function change(state: RunState, index: number, by: (lane: Lane) => Lane): RunState {
  const lane = state.lanes[index];
  if (lane === undefined) return state;
  const changed = by(lane);
  if (changed === lane) return state;
  const dues = state.dues.with(index, nextOfLane(changed, state.roundTripMs));
  const next = { ...state, lanes: state.lanes.with(index, changed), dues };
  if (!hasEnded(changed)) return next;
  const group = state.groupOfLane[index] ?? 0;
  // A group that is settled stays so: its rest was cancelled.
  const members = lanesOf(next, group);
  return {
    ...next,
    settled: state.settled.with(group, state.settled[group] === true || isSettled(members)),
    outlivedMs: state.outlivedMs.with(group, bracketOf(members)?.lowMs ?? 0),
  };
}
