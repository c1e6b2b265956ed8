import type { SendResult, UdpSocket } from "../model/ports/udp.ts";
import type { ProbeContext } from "./context.ts";
import type { Bait } from "./ike/baits.ts";
import type { IkePort } from "./ike/non-esp-marker.ts";
import { type IkeReply, readIkeReply } from "./ike/reply.ts";

/** What a probe wants next. Waiting times are in whole ms, at least 1. */
export type ProbeAction<Request> =
  | { readonly kind: "send"; readonly request: Request }
  | { readonly kind: "listen"; readonly forMs: number }
  | { readonly kind: "done" };

/** What happened to a probe. */
export type ProbeEvent<Request, Reply = IkeReply> =
  | { readonly kind: "sent"; readonly request: Request; readonly result: SendResult }
  /** `roundTripMs` is null where the same octets were sent more than once, so that nobody can tell which is answered. */
  | { readonly kind: "reply"; readonly request: Request; readonly reply: Reply; readonly roundTripMs: number | null }
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
export interface ProbeMachine<State, Request, Reply = IkeReply> {
  readonly initial: State;
  readonly next: (state: State, nowMs: number) => ProbeAction<Request>;
  readonly after: (state: State, event: ProbeEvent<Request, Reply>, nowMs: number) => State;
}

/** How the requests of a probe become datagrams, and datagrams replies. */
export interface ProbeLanguage<Request, Reply> {
  /** The datagram, and what its reply is known by. */
  readonly encode: (request: Request) => { readonly key: string; readonly udpPayload: Uint8Array };
  /** Null where the datagram answers nothing; "noted" where it does, but is no reply that counts. */
  readonly read: (udpPayload: Uint8Array) => { readonly key: string; readonly reply: Reply } | "noted" | null;
}

/** Carries out a probe that speaks IKE: its replies are known by the SPI of their request. See `converseIn`. */
export function converse<State, Request>(
  context: ProbeContext,
  socket: UdpSocket,
  port: IkePort,
  machine: ProbeMachine<State, Request>,
  encode: (request: Request) => Bait,
): Promise<State> {
  return converseIn(context, socket, port.number, machine, {
    encode: (request) => {
      const { initiatorSpi, udpPayload } = encode(request);
      return { key: initiatorSpi.join(), udpPayload };
    },
    read: (udpPayload) => {
      const reply = readIkeReply(udpPayload, port);
      return reply === null ? null : { key: reply.initiatorSpi.join(), reply };
    },
  });
}

/**
 * Carries a probe out over a socket, and returns the state it ended in. It decides nothing: it sends what the machine
 * asks for, and hands it those replies that carry the key of a request and come from `port`; what else comes in is counted
 * as ignored. When the context's signal
 * aborts, it stops at once and returns the state reached so far.
 */
export async function converseIn<State, Request, Reply>(
  context: ProbeContext,
  socket: UdpSocket,
  port: number,
  machine: ProbeMachine<State, Request, Reply>,
  { encode, read }: ProbeLanguage<Request, Reply>,
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
      const { key, udpPayload } = encode(request);
      remember(requests, key, request, startedMs + nowMs);
      context.countPacket();
      const result = await socket.send(udpPayload, port);
      state = machine.after(state, { kind: "sent", request, result }, nowMs);
    } else {
      const event = await hear(context, socket, port, { requests, read }, action.forMs);
      state = machine.after(state, event, clock.monotonicMs() - startedMs);
    }
  }
  return state;
}

type SentRequests<Request> = Map<
  string,
  { readonly request: Request; readonly sentAtMs: number; readonly copies: number }
>;

function remember<Request>(requests: SentRequests<Request>, key: string, request: Request, sentAtMs: number): void {
  requests.set(key, { request, sentAtMs, copies: (requests.get(key)?.copies ?? 0) + 1 });
}

/** A datagram that answers none of the requests counts as silence: it is noise, or somebody who guesses. */
async function hear<Request, Reply>(
  { signal, countIgnored }: ProbeContext,
  socket: UdpSocket,
  port: number,
  { requests, read }: { readonly requests: SentRequests<Request> } & Pick<ProbeLanguage<Request, Reply>, "read">,
  forMs: number,
): Promise<ProbeEvent<Request, Reply>> {
  const arrival = await socket.receive(forMs, signal);
  if (arrival === null) return { kind: "silence" };
  if (arrival.kind !== "datagram") return { kind: arrival.kind };
  const heard = arrival.from.port === port ? read(arrival.payload) : null;
  if (heard === "noted") return { kind: "silence" };
  const sent = heard === null ? undefined : requests.get(heard.key);
  if (heard === null || sent === undefined) {
    countIgnored();
    return { kind: "silence" };
  }
  const roundTripMs = sent.copies === 1 ? arrival.atMonotonicMs - sent.sentAtMs : null;
  return { kind: "reply", request: sent.request, reply: heard.reply, roundTripMs };
}
