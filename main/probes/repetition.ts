import type { SendResult } from "../model/ports/udp.ts";
import type { ProbeAction } from "./conversation.ts";

/** One message of a handshake, which is repeated as it is until it is answered, and what came of the handshake. */
export interface Repetition<Request, Result> {
  readonly request: Request;
  /** How often that request was sent, and when first. */
  readonly sends: number;
  readonly firstSentMs: number;
  readonly result: Result | null;
}

/** How a handshake ends whose messages the system does not send, or the gateway's host refuses. */
export type NotDelivered = { readonly kind: "refused" } | { readonly kind: "not-sent"; readonly result: SendResult };

/** Sendings of one message, from the first on. They are the same octets, hence the same half-open SA. */
const sendAtMs = [0, 500, 1_500];
const giveUpAfterMs = 3_000;

/** A message that was not sent yet. */
export function firstMessage<Request>(request: Request): Repetition<Request, never> {
  return { request, sends: 0, firstSentMs: 0, result: null };
}

/** Sends what is due, and listens until the next is. */
export function nextRepetition<Request, Result>(
  { request, sends, firstSentMs, result }: Repetition<Request, Result>,
  nowMs: number,
): ProbeAction<Request> {
  if (result !== null) return { kind: "done" };
  const sinceMs = sends === 0 ? 0 : nowMs - firstSentMs;
  const dueMs = sendAtMs[sends];
  if (dueMs !== undefined && sinceMs >= dueMs) return { kind: "send", request };
  return { kind: "listen", forMs: Math.max(1, Math.ceil((dueMs ?? giveUpAfterMs) - sinceMs)) };
}

/** Counts one sending; a refusal ends the handshake at once, another failure when no sending is left. */
export function afterSending<State extends Repetition<unknown, unknown>>(
  state: State,
  result: SendResult,
  nowMs: number,
): State | (State & { readonly result: NotDelivered }) {
  const sent = { ...state, sends: state.sends + 1, firstSentMs: state.sends === 0 ? nowMs : state.firstSentMs };
  if (result === "refused") return { ...sent, result: { kind: "refused" } };
  const gaveUp = result !== "sent" && sent.sends === sendAtMs.length;
  return gaveUp ? { ...sent, result: { kind: "not-sent", result } } : sent;
}

/** Whether the last repetition had its time. */
export function isOver({ firstSentMs }: Pick<Repetition<unknown, unknown>, "firstSentMs">, nowMs: number): boolean {
  return nowMs - firstSentMs >= giveUpAfterMs;
}
