import type { SendResult } from "../../model/ports/udp.ts";
import type { ProbeAction, ProbeEvent, ProbeMachine } from "../conversation.ts";
import { firstRound, isExact, type Knowledge, nextRound } from "./plan.ts";

/** A question that makes an IP packet of that size. */
export interface SizedRequest {
  readonly sizeBytes: number;
}

type PathMtuEnd =
  /** The next larger size does not pass, or the link takes none. */
  | "exact"
  /** The gateway fell silent, or the packets were used up: the true value may be larger. */
  | "bracket"
  /** No size was answered at all. */
  | "silent";

export interface PathMtuState {
  readonly floorBytes: number;
  readonly topBytes: number;
  readonly answeredBytes: number | null;
  readonly unanswered: ReadonlyMap<number, number>;
  readonly knownMtuBytes: number | null;
  /** What the system knew before the first packet left; undefined until it has told. */
  readonly knownBeforeBytes: number | null | undefined;
  /** Sizes of the round under way that are still to be sent, and those that were. */
  readonly queue: readonly number[];
  readonly sentInRound: readonly number[];
  readonly answersInRound: number;
  readonly rounds: number;
  /** Rounds in which nothing was answered, in a row. */
  readonly silentRounds: number;
  /** Nothing is sent before. */
  readonly holdUntilMs: number;
  /** The round under way is there only to give a router the time to say "packet too big". */
  readonly lingering: boolean;
  readonly packets: number;
  readonly lastSentMs: number;
  readonly slowestRoundTripMs: number | null;
  /** The size that the system refused to send last, and why it sent nothing last. */
  readonly refusedBytes: number | null;
  readonly sendFailure: SendResult | null;
  readonly end: PathMtuEnd | null;
}

/** At 1 ms between packets a burst is no more than what TCP sends at its start. */
const pacingMs = 1;
const maximumPackets = 120;
const maximumSilentRounds = 3;
const firstAnswerTimeoutMs = 1_000;
/** Routers limit their ICMP errors: "not heard" needs oversized packets spread over that time. */
const tooBigListeningMs = 200;
const tooBigCopies = 3;

/**
 * The search for the path MTU between `floorBytes` and the link's `topBytes`, in rounds: many sizes at once, then around
 * the largest answered size until the next larger one has failed often enough.
 */
export function pathMtuSearch(floorBytes: number, topBytes: number): ProbeMachine<PathMtuState, SizedRequest, unknown> {
  return { initial: initialState(floorBytes, topBytes), next: nextSize, after: afterEvent };
}

function initialState(floorBytes: number, topBytes: number): PathMtuState {
  return {
    floorBytes,
    topBytes,
    answeredBytes: null,
    unanswered: new Map(),
    knownMtuBytes: null,
    knownBeforeBytes: undefined,
    queue: firstRound(topBytes, floorBytes, null),
    sentInRound: [],
    answersInRound: 0,
    rounds: 1,
    silentRounds: 0,
    holdUntilMs: 0,
    lingering: false,
    packets: 0,
    lastSentMs: 0,
    slowestRoundTripMs: null,
    refusedBytes: null,
    sendFailure: null,
    end: null,
  };
}

function nextSize(state: PathMtuState, nowMs: number): ProbeAction<SizedRequest> {
  if (state.end !== null) return { kind: "done" };
  const [sizeBytes] = state.queue;
  const dueMs =
    sizeBytes === undefined
      ? roundEndMs(state)
      : Math.max(state.holdUntilMs, state.packets === 0 ? 0 : state.lastSentMs + pacingMs);
  if (sizeBytes !== undefined && nowMs >= dueMs) return { kind: "send", request: { sizeBytes } };
  return { kind: "listen", forMs: Math.max(1, Math.ceil(dueMs - nowMs)) };
}

/** When a round whose packets have all left is over. The first needs less patience: its sizes will be asked for again. */
function roundEndMs({ lastSentMs, slowestRoundTripMs, rounds }: PathMtuState): number {
  if (slowestRoundTripMs === null) return lastSentMs + firstAnswerTimeoutMs;
  const marginMs = rounds === 1 ? Math.max(10, slowestRoundTripMs / 4) : Math.max(30, 0.75 * slowestRoundTripMs);
  return lastSentMs + slowestRoundTripMs + marginMs;
}

function afterEvent(state: PathMtuState, event: ProbeEvent<SizedRequest, unknown>, nowMs: number): PathMtuState {
  switch (event.kind) {
    case "path-mtu-known":
      return afterKnown(state, event.mtuBytes);
    case "sent":
      return afterSend(state, event.request.sizeBytes, event.result, nowMs);
    case "reply":
      return afterReply(state, event.request.sizeBytes, event.roundTripMs, nowMs);
    case "silence":
      return state.queue.length === 0 && nowMs >= roundEndMs(state) ? endRound(state, nowMs) : state;
    case "refused":
    case "unreachable":
      return state;
  }
}

function afterKnown(state: PathMtuState, mtuBytes: number | null): PathMtuState {
  if (state.knownBeforeBytes !== undefined) return { ...state, knownMtuBytes: mtuBytes };
  const queue = firstRound(state.topBytes, state.floorBytes, mtuBytes);
  return { ...state, queue, knownMtuBytes: mtuBytes, knownBeforeBytes: mtuBytes };
}

function afterSend(state: PathMtuState, sizeBytes: number, result: SendResult, nowMs: number): PathMtuState {
  if (result === "sent") {
    return {
      ...state,
      queue: state.queue.slice(1),
      sentInRound: [...state.sentInRound, sizeBytes],
      packets: state.packets + 1,
      lastSentMs: nowMs,
    };
  }
  const failed = { ...state, lastSentMs: nowMs, sendFailure: result };
  if (result !== "too-big") return { ...failed, queue: state.queue.slice(1) };
  // An ICMP error makes some systems refuse the next packet, whatever its size: the link's word counts the second time.
  if (state.refusedBytes !== sizeBytes) return { ...failed, refusedBytes: sizeBytes };
  return { ...failed, topBytes: sizeBytes - 1, queue: state.queue.filter((size) => size < sizeBytes) };
}

function afterReply(state: PathMtuState, sizeBytes: number, roundTripMs: number | null, nowMs: number): PathMtuState {
  const answeredBytes = Math.max(sizeBytes, state.answeredBytes ?? 0);
  const answered = {
    ...state,
    answeredBytes,
    answersInRound: state.answersInRound + 1,
    slowestRoundTripMs: Math.max(roundTripMs ?? 0, state.slowestRoundTripMs ?? 0),
  };
  const nothingOpen = state.queue.length === 0 && state.sentInRound.every((size) => size <= answeredBytes);
  return answeredBytes >= state.topBytes || nothingOpen ? endRound(answered, nowMs) : answered;
}

/** Draws the conclusion of a round, and begins the next or ends the search. */
function endRound(state: PathMtuState, nowMs: number): PathMtuState {
  const silentRounds = state.answersInRound === 0 ? state.silentRounds + 1 : 0;
  const over = {
    ...state,
    silentRounds,
    unanswered: state.answersInRound === 0 ? state.unanswered : countUnanswered(state),
  };
  if (silentRounds >= maximumSilentRounds) return { ...over, end: state.answeredBytes === null ? "silent" : "bracket" };
  if (over.answeredBytes === null) return startRound(over, silentRoundSizes(over));
  const knowledge: Knowledge = { ...over, answeredBytes: over.answeredBytes };
  if (isExact(knowledge)) return linger(over, knowledge, nowMs);
  const sizes = nextRound(knowledge);
  return over.packets + sizes.length > maximumPackets ? { ...over, end: "bracket" } : startRound(over, sizes);
}

/** Only sizes above the largest answered one can have failed for their size. */
function countUnanswered(state: PathMtuState): ReadonlyMap<number, number> {
  const counts = new Map(state.unanswered);
  for (const size of state.sentInRound) {
    if (size > (state.answeredBytes ?? 0)) counts.set(size, (counts.get(size) ?? 0) + 1);
  }
  return counts;
}

/** Once more, without the large sizes, in case the first round was too much at once for a slow link. */
function silentRoundSizes({ topBytes, floorBytes }: PathMtuState): readonly number[] {
  return firstRound(Math.min(topBytes, 1_280), floorBytes, null).flatMap((size) => [size, size]);
}

/** Ends the search, where needed after some more packets that are too big, to be sure that no router tells of them. */
function linger(
  state: PathMtuState,
  { answeredBytes, topBytes, knownMtuBytes }: Knowledge,
  nowMs: number,
): PathMtuState {
  const nothingToHear = answeredBytes >= topBytes || knownMtuBytes === null || knownMtuBytes < topBytes;
  if (nothingToHear || state.lingering) return { ...state, end: "exact" };
  const sizes = Array.from({ length: tooBigCopies }, () => topBytes);
  return { ...startRound(state, sizes), lingering: true, holdUntilMs: Math.max(nowMs, tooBigListeningMs) };
}

function startRound(state: PathMtuState, queue: readonly number[]): PathMtuState {
  return { ...state, queue, sentInRound: [], answersInRound: 0, rounds: state.rounds + 1, lingering: false };
}
