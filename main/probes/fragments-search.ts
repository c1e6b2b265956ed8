import type { SendResult } from "../model/ports/udp.ts";
import type { ProbeAction, ProbeEvent, ProbeMachine } from "./conversation.ts";

/** A question with a UDP payload of that size, or one that needs no fragmentation. */
export type FragmentsRequest = { readonly kind: "control" } | { readonly kind: "large"; readonly sizeBytes: number };

/** Sizes of UDP payloads that no link of 1500 bytes carries whole: two fragments, two full ones, three. */
const largeSizesBytes: readonly number[] = [3_000, 2_000, 1_600];

export interface FragmentsState {
  readonly queue: readonly FragmentsRequest[];
  readonly rounds: number;
  readonly answeredSizes: readonly number[];
  readonly controlsAnswered: number;
  readonly largePacketsLeft: number;
  readonly lastSentMs: number;
  readonly slowestRoundTripMs: number | null;
  readonly sendFailure: SendResult | null;
  /** `pass`: a large one was answered. `dropped`: only small ones were. `undecided`: small ones were not answered either. */
  readonly end: "pass" | "dropped" | "undecided" | null;
}

/** "Never" takes five rounds: at 10 % loss in each direction 3000 bytes fail by chance once in three times. */
const maximumRounds = 5;
/** For the sizes that are still missing when others have passed. */
const roundsForMissingSizes = 3;
/** Fewer answers to small packets say that the path or the gateway is in trouble, not the fragments. */
const controlsForVerdict = 3;
const pacingMs = 1;
const firstAnswerTimeoutMs = 700;

/** Sends large datagrams, which the system fragments, beside a small one, until it is clear whether they are answered. */
export const fragmentsSearch: ProbeMachine<FragmentsState, FragmentsRequest, unknown> = {
  initial: {
    queue: roundQueue(largeSizesBytes),
    rounds: 1,
    answeredSizes: [],
    controlsAnswered: 0,
    largePacketsLeft: 0,
    lastSentMs: -pacingMs,
    slowestRoundTripMs: null,
    sendFailure: null,
    end: null,
  },
  next: nextFragments,
  after: afterEvent,
};

function roundQueue(sizesBytes: readonly number[]): readonly FragmentsRequest[] {
  return [{ kind: "control" }, ...sizesBytes.map((sizeBytes) => ({ kind: "large" as const, sizeBytes }))];
}

function nextFragments(state: FragmentsState, nowMs: number): ProbeAction<FragmentsRequest> {
  if (state.end !== null) return { kind: "done" };
  const [request] = state.queue;
  const dueMs = request === undefined ? roundEndMs(state) : state.lastSentMs + pacingMs;
  if (request !== undefined && nowMs >= dueMs) return { kind: "send", request };
  return { kind: "listen", forMs: Math.max(1, Math.ceil(dueMs - nowMs)) };
}

function roundEndMs({ lastSentMs, slowestRoundTripMs }: FragmentsState): number {
  if (slowestRoundTripMs === null) return lastSentMs + firstAnswerTimeoutMs;
  return lastSentMs + slowestRoundTripMs + Math.max(100, slowestRoundTripMs);
}

function afterEvent(
  state: FragmentsState,
  event: ProbeEvent<FragmentsRequest, unknown>,
  nowMs: number,
): FragmentsState {
  switch (event.kind) {
    case "sent":
      return afterSend(state, event.request, event.result, nowMs);
    case "reply":
      return afterReply(state, event.request, event.roundTripMs);
    case "silence":
      return state.queue.length === 0 && nowMs >= roundEndMs(state) ? endRound(state) : state;
    case "refused":
    case "unreachable":
    case "path-mtu-known":
      return state;
  }
}

function afterSend(
  state: FragmentsState,
  request: FragmentsRequest,
  result: SendResult,
  nowMs: number,
): FragmentsState {
  const tried = { ...state, queue: state.queue.slice(1), lastSentMs: nowMs };
  if (result !== "sent") return { ...tried, sendFailure: result };
  return request.kind === "large" ? { ...tried, largePacketsLeft: state.largePacketsLeft + 1 } : tried;
}

function afterReply(state: FragmentsState, request: FragmentsRequest, roundTripMs: number | null): FragmentsState {
  const slowestRoundTripMs = Math.max(roundTripMs ?? 0, state.slowestRoundTripMs ?? 0);
  if (request.kind === "control") return { ...state, slowestRoundTripMs, controlsAnswered: state.controlsAnswered + 1 };
  const answeredSizes = [...new Set([...state.answeredSizes, request.sizeBytes])];
  const end = answeredSizes.length === largeSizesBytes.length ? "pass" : state.end;
  return { ...state, slowestRoundTripMs, answeredSizes, end };
}

function endRound(state: FragmentsState): FragmentsState {
  const { rounds, answeredSizes, controlsAnswered } = state;
  const passed = answeredSizes.length > 0;
  if (rounds >= (passed ? roundsForMissingSizes : maximumRounds)) {
    return { ...state, end: passed ? "pass" : controlsAnswered >= controlsForVerdict ? "dropped" : "undecided" };
  }
  const missing = largeSizesBytes.filter((size) => !answeredSizes.includes(size));
  return { ...state, rounds: rounds + 1, queue: roundQueue(missing) };
}
