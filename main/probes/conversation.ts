import type { SendResult, UdpSocket } from "../model/ports.ts";
import type { ProbeContext } from "./context.ts";
import type { Bait } from "./ike/baits.ts";
import { type IkeReply, readIkeReply } from "./ike/reply.ts";

/** What a probe wants next. Waiting times are in whole ms, at least 1. */
export type ProbeAction<Request> =
  | { readonly kind: "send"; readonly request: Request }
  | { readonly kind: "listen"; readonly forMs: number }
  | { readonly kind: "done" };

/** What happened to a probe. */
export type ProbeEvent<Request> =
  | { readonly kind: "sent"; readonly request: Request; readonly result: SendResult }
  /** `roundTripMs` is null where the same octets were sent more than once, so that nobody can tell which is answered. */
  | { readonly kind: "reply"; readonly request: Request; readonly reply: IkeReply; readonly roundTripMs: number | null }
  | { readonly kind: "refused" }
  | { readonly kind: "unreachable" }
  /** The path MTU that the system knows; the first one comes before anything is sent. */
  | { readonly kind: "path-mtu-known"; readonly mtuBytes: number | null }
  /** Nothing came while the probe listened, or nothing that answers it. */
  | { readonly kind: "silence" };

/**
 * A probe as a state machine. Times are ms since the conversation began. `next` must return `done` in the end whatever
 * happens, and after a `silence` something other than the same wait with no time left.
 */
export interface ProbeMachine<State, Request> {
  readonly initial: State;
  readonly next: (state: State, nowMs: number) => ProbeAction<Request>;
  readonly after: (state: State, event: ProbeEvent<Request>, nowMs: number) => State;
}

/**
 * Carries a probe out over a socket, and returns the state it ended in. It decides nothing: it sends what the machine
 * asks for, and hands it those replies that carry the SPI of a request and come from `port`. When the context's signal
 * aborts, it stops at once and returns the state reached so far.
 */
export async function converse<State, Request>(
  context: ProbeContext,
  socket: UdpSocket,
  port: number,
  machine: ProbeMachine<State, Request>,
  encode: (request: Request) => Bait,
): Promise<State> {
  const { clock, signal } = context;
  const startedMs = clock.monotonicMs();
  const requests: SentRequests<Request> = new Map();
  let state = machine.initial;
  let knownMtuBytes: number | null | undefined;
  while (signal?.aborted !== true) {
    const nowMs = clock.monotonicMs() - startedMs;
    const mtuBytes = socket.knownPathMtuBytes();
    if (mtuBytes !== knownMtuBytes) state = machine.after(state, { kind: "path-mtu-known", mtuBytes }, nowMs);
    knownMtuBytes = mtuBytes;
    const action = machine.next(state, nowMs);
    if (action.kind === "done") break;
    if (action.kind === "send") {
      const { request } = action;
      const bait = encode(request);
      remember(requests, bait, request, startedMs + nowMs);
      context.countPacket();
      const result = await socket.send(bait.udpPayload, port);
      state = machine.after(state, { kind: "sent", request, result }, nowMs);
    } else {
      const event = await hear(socket, port, requests, action.forMs, signal);
      state = machine.after(state, event, clock.monotonicMs() - startedMs);
    }
  }
  return state;
}

type SentRequests<Request> = Map<
  string,
  { readonly request: Request; readonly sentAtMs: number; readonly copies: number }
>;

function remember<Request>(requests: SentRequests<Request>, bait: Bait, request: Request, sentAtMs: number): void {
  const key = bait.initiatorSpi.join();
  requests.set(key, { request, sentAtMs, copies: (requests.get(key)?.copies ?? 0) + 1 });
}

/** A datagram that answers none of the requests counts as silence: it is noise, or somebody who guesses. */
async function hear<Request>(
  socket: UdpSocket,
  port: number,
  requests: SentRequests<Request>,
  forMs: number,
  signal: AbortSignal | undefined,
): Promise<ProbeEvent<Request>> {
  const arrival = await socket.receive(forMs, signal);
  if (arrival === null) return { kind: "silence" };
  if (arrival.kind !== "datagram") return { kind: arrival.kind };
  const reply = arrival.from.port === port ? readIkeReply(arrival.payload, port) : null;
  const sent = reply === null ? undefined : requests.get(reply.initiatorSpi.join());
  if (reply === null || sent === undefined) return { kind: "silence" };
  const roundTripMs = sent.copies === 1 ? arrival.atMonotonicMs - sent.sentAtMs : null;
  return { kind: "reply", request: sent.request, reply, roundTripMs };
}
