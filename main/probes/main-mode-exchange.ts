import type { ProbeEvent, ProbeMachine } from "./conversation.ts";
import type { MainModeKeys, MainModeTransform } from "./ike/main-mode.ts";
import { equalOctets } from "./ike/octets.ts";
import { answerName, type IkeReply } from "./ike/reply.ts";
import {
  afterSending,
  firstMessage,
  isOver,
  nextRepetition,
  type NotDelivered,
  type Repetition,
} from "./repetition.ts";

/** What the gateway agreed to in its first answer. */
export interface MainModeAgreement {
  readonly initiatorCookie: Uint8Array;
  readonly responderCookie: Uint8Array;
  readonly transform: MainModeTransform;
  readonly vendorIds: readonly Uint8Array[];
  readonly roundTripMs: number | null;
}

/** A message of the initiator, which is repeated as it is until it is answered. */
export type MainModeRequest =
  { readonly kind: "proposals" } | { readonly kind: "key-exchange"; readonly agreement: MainModeAgreement };

export type MainModeResult =
  /** `keys` are missing where the gateway chose what was not proposed, or took a proposal and then fell silent. */
  | {
      readonly kind: "answered";
      readonly agreement: MainModeAgreement;
      readonly keys: MainModeKeys | null;
    }
  | { readonly kind: "not-accepted"; readonly answer: string }
  | { readonly kind: "silent" }
  | NotDelivered;

export type MainModeState = Repetition<MainModeRequest, MainModeResult>;

/**
 * The first four messages of Main Mode (RFC 2409 section 5): proposals, then key exchange where `isUsable` takes what the
 * gateway chose. It never goes on to the fifth, which would need credentials. At most 6 packets and one half-open SA.
 */
export function mainModeExchange(
  isUsable: (transform: MainModeTransform) => boolean,
): ProbeMachine<MainModeState, MainModeRequest> {
  return {
    initial: firstMessage({ kind: "proposals" }),
    next: nextRepetition,
    after: (state, event, nowMs) => afterEvent(state, event, nowMs, isUsable),
  };
}

function afterEvent(
  state: MainModeState,
  event: ProbeEvent<MainModeRequest>,
  nowMs: number,
  isUsable: (transform: MainModeTransform) => boolean,
): MainModeState {
  switch (event.kind) {
    case "sent":
      return afterSending(state, event.result, nowMs);
    case "reply":
      return afterReply(state, event.reply, event.roundTripMs, isUsable);
    case "refused":
      return { ...state, result: { kind: "refused" } };
    case "silence":
      return isOver(state, nowMs) ? { ...state, result: resultOfSilence(state) } : state;
    case "unreachable":
    case "path-mtu-known":
      return state;
  }
}

function resultOfSilence({ request }: MainModeState): MainModeResult {
  return request.kind === "proposals"
    ? { kind: "silent" }
    : { kind: "answered", agreement: request.agreement, keys: null };
}

/** Gateways repeat their answers by themselves; a second copy of the one that was heard changes nothing. */
function afterReply(
  state: MainModeState,
  reply: IkeReply,
  roundTripMs: number | null,
  isUsable: (transform: MainModeTransform) => boolean,
): MainModeState {
  const { answer, initiatorSpi, responderSpi } = reply;
  const { request } = state;
  switch (answer.kind) {
    case "main-mode": {
      if (request.kind !== "proposals") return state;
      const { transform, vendorIds } = answer;
      const cookies = { initiatorCookie: initiatorSpi, responderCookie: responderSpi };
      const agreement = { ...cookies, transform, vendorIds, roundTripMs };
      if (!isUsable(transform)) return { ...state, result: { kind: "answered", agreement, keys: null } };
      return { ...state, request: { kind: "key-exchange", agreement }, sends: 0 };
    }
    case "main-mode-keys":
      if (request.kind !== "key-exchange" || !equalOctets(responderSpi, request.agreement.responderCookie))
        return state;
      return { ...state, result: { kind: "answered", agreement: request.agreement, keys: answer.keys } };
    case "notify":
      // After an agreement an unprotected notify may come from anybody: silence will decide.
      if (request.kind !== "proposals") return state;
      return { ...state, result: { kind: "not-accepted", answer: answerName(answer) } };
    case "sa-init":
    case "cookie":
    case "invalid-ke":
      return state;
  }
}
