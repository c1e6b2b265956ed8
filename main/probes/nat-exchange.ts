import type { ProbeEvent, ProbeMachine } from "./conversation.ts";
import { answerName, type IkeReply } from "./ike/reply.ts";
import type { SaInitContent } from "./ike/sa-init.ts";
import {
  afterSending,
  firstMessage,
  isOver,
  nextRepetition,
  type NotDelivered,
  type Repetition,
} from "./repetition.ts";

/** One IKE_SA_INIT request, which is repeated as it is until it is answered. */
export interface NatRequest {
  readonly group: number;
  readonly cookie?: Uint8Array;
}

export type NatResult =
  | {
      readonly kind: "answered";
      readonly reply: IkeReply;
      readonly content: SaInitContent;
      readonly roundTripMs: number | null;
    }
  /** The gateway answers, but never with an SA; `answer` is what it said last. */
  | { readonly kind: "not-accepted"; readonly answer: string; readonly majorVersion: number }
  | { readonly kind: "silent" }
  | NotDelivered;

export interface NatExchangeState extends Repetition<NatRequest, NatResult> {
  readonly groupChanged: boolean;
}

/**
 * One IKE_SA_INIT exchange that begins with `groups[0]`. It follows COOKIE once and INVALID_KE_PAYLOAD once (to another of
 * `groups`), so that it makes one half-open SA at most.
 */
export function natExchangeMachine(groups: readonly [number, ...number[]]): ProbeMachine<NatExchangeState, NatRequest> {
  return {
    initial: { ...firstMessage({ group: groups[0] }), groupChanged: false },
    next: nextRepetition,
    after: (state, event, nowMs) => afterNat(state, event, nowMs, groups),
  };
}

function afterNat(
  state: NatExchangeState,
  event: ProbeEvent<NatRequest>,
  nowMs: number,
  groups: readonly number[],
): NatExchangeState {
  switch (event.kind) {
    case "sent":
      return afterSending(state, event.result, nowMs);
    case "reply":
      return afterReply(state, event.reply, event.roundTripMs, groups);
    case "refused":
      return { ...state, result: { kind: "refused" } };
    case "silence":
      return isOver(state, nowMs) ? { ...state, result: resultOfSilence(state) } : state;
    case "unreachable":
    case "path-mtu-known":
      return state;
  }
}

/** A gateway that has asked for a cookie before is there; under attack it may drop even those who bring one. */
function resultOfSilence({ request }: NatExchangeState): NatResult {
  return request.cookie === undefined
    ? { kind: "silent" }
    : { kind: "not-accepted", answer: "COOKIE", majorVersion: 2 };
}

/** An answer to a request that has been replaced by now comes again by itself: a duplicate changes nothing. */
function afterReply(
  state: NatExchangeState,
  reply: IkeReply,
  roundTripMs: number | null,
  groups: readonly number[],
): NatExchangeState {
  const { answer, majorVersion } = reply;
  const { request } = state;
  const notAccepted: NatResult = { kind: "not-accepted", answer: answerName(answer), majorVersion };
  switch (answer.kind) {
    case "sa-init":
      return { ...state, result: { kind: "answered", reply, content: answer.content, roundTripMs } };
    case "cookie":
      return request.cookie === undefined ? restart(state, { ...request, cookie: answer.cookie }) : state;
    case "invalid-ke":
      if (answer.acceptedGroup === request.group) return state;
      if (state.groupChanged || !groups.includes(answer.acceptedGroup)) return { ...state, result: notAccepted };
      return { ...restart(state, { ...request, group: answer.acceptedGroup }), groupChanged: true };
    case "main-mode":
    case "main-mode-keys":
    case "notify":
      return { ...state, result: notAccepted };
  }
}

function restart(state: NatExchangeState, request: NatRequest): NatExchangeState {
  return { ...state, request, sends: 0 };
}
