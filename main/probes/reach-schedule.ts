import type { ReachValue } from "../model/measurement.ts";
import type { SendResult } from "../model/ports/udp.ts";
import type { ProbeAction, ProbeEvent, ProbeMachine } from "./conversation.ts";
import type { BaitKind } from "./ike/baits.ts";
import type { IkeReply } from "./ike/reply.ts";

/** The messages that a port is asked with. */
export type ReachRequest = "ikev2" | "ikev1" | "future-version";

export interface ReachTry {
  readonly atMs: number;
  readonly requests: readonly ReachRequest[];
}

/**
 * The tries at an IKE port. IKEv2 first, because its bait leaves no state on any gateway. Four exchanges of each version
 * make a false "silent" rarer than 1 in 10 000 at 5 % loss in each direction. The last word is a message of a version
 * that does not exist, which some gateways answer even to an address that their flood protection has shut out.
 */
export const ikeTries: readonly ReachTry[] = [
  { atMs: 0, requests: ["ikev2"] },
  { atMs: 500, requests: ["ikev2", "ikev1", "ikev1"] },
  { atMs: 1_500, requests: ["ikev2", "ikev2", "ikev1", "ikev1", "future-version"] },
];

/**
 * The tries at a port where nobody listens: hosts limit their ICMP errors, so one at a time. Five make a false "silent"
 * rarer than 1 in 4000 at 10 % loss in each direction.
 */
export const controlTries: readonly ReachTry[] = [0, 500, 1_000, 1_500, 2_000].map((atMs) => ({
  atMs,
  requests: ["ikev2"],
}));

/** The longest that a person waits for "silent": any real path answers the last try in less than the 1 s left. */
export const silentAfterMs = 3_000;

export interface ReachState {
  readonly triesDone: number;
  /** Requests of the try under way that are not sent yet. */
  readonly queue: readonly ReachRequest[];
  readonly asked: readonly ReachRequest[];
  readonly value: ReachValue | null;
  readonly reply: IkeReply | null;
  readonly answeredRequest: ReachRequest | null;
  readonly roundTripMs: number | null;
  /** An ICMP "destination unreachable" other than port unreachable was heard; routers send it in passing trouble too. */
  readonly unreachableHeard: boolean;
  /** Why the system did not send; null as soon as one packet left. */
  readonly sendFailure: Exclude<SendResult, "sent"> | null;
  readonly packetsLeft: number;
}

const initialState: ReachState = {
  triesDone: 0,
  queue: [],
  asked: [],
  value: null,
  reply: null,
  answeredRequest: null,
  roundTripMs: null,
  unreachableHeard: false,
  sendFailure: null,
  packetsLeft: 0,
};

/** Asks one port by that table of tries until it answers, refuses, or `silentAfterMs` are over. */
export function reachMachine(tries: readonly ReachTry[]): ProbeMachine<ReachState, ReachRequest> {
  return {
    initial: startDueTry(initialState, tries, 0),
    next: (state, nowMs) => nextReach(state, tries, nowMs),
    after: (state, event, nowMs) => startDueTry(afterReach(state, event, nowMs), tries, nowMs),
  };
}

function nextReach(state: ReachState, tries: readonly ReachTry[], nowMs: number): ProbeAction<ReachRequest> {
  if (state.value !== null) return { kind: "done" };
  const [request] = state.queue;
  if (request !== undefined) return { kind: "send", request };
  const wakeMs = tries[state.triesDone]?.atMs ?? silentAfterMs;
  return { kind: "listen", forMs: Math.max(1, Math.ceil(wakeMs - nowMs)) };
}

function startDueTry(state: ReachState, tries: readonly ReachTry[], nowMs: number): ReachState {
  const due = tries[state.triesDone];
  if (state.queue.length > 0 || due === undefined || nowMs < due.atMs) return state;
  return { ...state, triesDone: state.triesDone + 1, queue: due.requests };
}

function afterReach(state: ReachState, event: ProbeEvent<ReachRequest>, nowMs: number): ReachState {
  switch (event.kind) {
    case "sent":
      return afterSend(state, event.request, event.result);
    case "reply":
      return {
        ...state,
        value: "answered",
        reply: event.reply,
        answeredRequest: event.request,
        roundTripMs: event.roundTripMs,
      };
    case "refused":
      return { ...state, value: "refused" };
    case "unreachable":
      return { ...state, unreachableHeard: true };
    case "silence":
      return nowMs >= silentAfterMs ? { ...state, value: "silent" } : state;
    case "path-mtu-known":
      return state;
  }
}

function afterSend(state: ReachState, request: ReachRequest, result: SendResult): ReachState {
  const tried = { ...state, queue: state.queue.slice(1) };
  switch (result) {
    case "sent":
      return {
        ...tried,
        asked: [...state.asked, request],
        packetsLeft: state.packetsLeft + 1,
        sendFailure: null,
      };
    case "refused":
      // The system tells of an ICMP port unreachable on the next send as well.
      return { ...tried, value: "refused" };
    case "too-big":
    case "unreachable":
    case "not-permitted":
    case "failed":
      return { ...tried, sendFailure: state.packetsLeft === 0 ? result : null };
  }
}

/**
 * The bait that the gateway answered; null where it did not answer, or answered with more than a refusal: what it takes
 * for the begin of a connection must not be sent by the dozen.
 */
export function answeredBait({ answeredRequest, reply }: ReachState): BaitKind | null {
  if (answeredRequest === null || reply === null) return null;
  const { kind } = reply.answer;
  switch (answeredRequest) {
    case "ikev2":
      return kind === "invalid-ke" || kind === "cookie" ? "ke" : kind === "notify" ? "np" : null;
    case "ikev1":
      return kind === "notify" ? "v1np" : null;
    case "future-version":
      return kind === "notify" ? "ver" : null;
  }
}
