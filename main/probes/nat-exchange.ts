import type { SendResult } from "../model/ports.ts";
import type { ProbeAction, ProbeEvent, ProbeMachine } from "./conversation.ts";
import { answerName, type IkeReply } from "./ike/reply.ts";
import type { SaInitContent } from "./ike/sa-init.ts";

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
  | { readonly kind: "refused" }
  | { readonly kind: "not-sent"; readonly result: SendResult };

export interface NatExchangeState {
  readonly request: NatRequest;
  /** How often that request was sent, and when first. */
  readonly sends: number;
  readonly firstSentMs: number;
  readonly groupChanged: boolean;
  readonly result: NatResult | null;
}

/** Retransmissions of one request, from its first sending on. They are the same octets, hence the same half-open SA. */
const sendAtMs = [0, 500, 1_500];
const giveUpAfterMs = 3_000;

/**
 * One IKE_SA_INIT exchange that begins with `groups[0]`. It follows COOKIE once and INVALID_KE_PAYLOAD once (to another of
 * `groups`), so that it makes one half-open SA at most.
 */
export function natExchangeMachine(groups: readonly [number, ...number[]]): ProbeMachine<NatExchangeState, NatRequest> {
  return {
    initial: { request: { group: groups[0] }, sends: 0, firstSentMs: 0, groupChanged: false, result: null },
    next: nextNat,
    after: (state, event, nowMs) => afterNat(state, event, nowMs, groups),
  };
}

function nextNat(state: NatExchangeState, nowMs: number): ProbeAction<NatRequest> {
  if (state.result !== null) return { kind: "done" };
  const sinceMs = state.sends === 0 ? 0 : nowMs - state.firstSentMs;
  const dueMs = sendAtMs[state.sends];
  if (dueMs !== undefined && sinceMs >= dueMs) return { kind: "send", request: state.request };
  return { kind: "listen", forMs: Math.max(1, Math.ceil((dueMs ?? giveUpAfterMs) - sinceMs)) };
}

function afterNat(
  state: NatExchangeState,
  event: ProbeEvent<NatRequest>,
  nowMs: number,
  groups: readonly number[],
): NatExchangeState {
  switch (event.kind) {
    case "sent":
      return afterSend(state, event.result, nowMs);
    case "reply":
      return afterReply(state, event.reply, event.roundTripMs, groups);
    case "refused":
      return { ...state, result: { kind: "refused" } };
    case "silence":
      return nowMs - state.firstSentMs >= giveUpAfterMs ? { ...state, result: resultOfSilence(state) } : state;
    case "unreachable":
    case "path-mtu-known":
      return state;
  }
}

function afterSend(state: NatExchangeState, result: SendResult, nowMs: number): NatExchangeState {
  const sent = { ...state, sends: state.sends + 1, firstSentMs: state.sends === 0 ? nowMs : state.firstSentMs };
  if (result === "refused") return { ...sent, result: { kind: "refused" } };
  const gaveUp = result !== "sent" && sent.sends === sendAtMs.length;
  return gaveUp ? { ...sent, result: { kind: "not-sent", result } } : sent;
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
