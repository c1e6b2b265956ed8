import type { SendResult } from "../../../main/model/ports/udp.ts";
import type { ProbeEvent, ProbeMachine } from "../../../main/probes/conversation.ts";
import type { IkeReply } from "../../../main/probes/ike/reply.ts";

/** What a path does to the packets of a probe; all of it decided by the caller, loss included. */
export interface SimulatedPath<Request> {
  readonly roundTripMs: (request: Request) => number;
  readonly answer: (request: Request, nowMs: number) => "reply" | "refused" | "lost";
  readonly reply?: (request: Request) => IkeReply;
  readonly send?: (request: Request) => SendResult;
  readonly knownMtuBytes?: () => number | null;
}

export interface SimulatedRun<State> {
  readonly state: State;
  readonly packets: number;
  readonly durationMs: number;
}

/** Runs a probe's state machine in time that exists on paper only, without promises, timers or sockets. */
export function simulate<State, Request>(
  machine: ProbeMachine<State, Request>,
  path: SimulatedPath<Request>,
): SimulatedRun<State> {
  const flying: { readonly atMs: number; readonly event: ProbeEvent<Request> }[] = [];
  let state = machine.initial;
  let nowMs = 0;
  let packets = 0;
  let known: number | null | undefined;
  for (let step = 0; step < 20_000; step += 1) {
    const mtuBytes = path.knownMtuBytes?.() ?? null;
    if (mtuBytes !== known) state = machine.after(state, { kind: "path-mtu-known", mtuBytes }, nowMs);
    known = mtuBytes;
    const action = machine.next(state, nowMs);
    if (action.kind === "done") return { state, packets, durationMs: nowMs };
    if (action.kind === "send") {
      const { request } = action;
      const result = path.send?.(request) ?? "sent";
      if (result === "sent") {
        packets += 1;
        const roundTripMs = path.roundTripMs(request);
        const answer = path.answer(request, nowMs);
        const reply = path.reply?.(request) ?? anyReply;
        const event: ProbeEvent<Request> =
          answer === "refused" ? { kind: "refused" } : { kind: "reply", request, reply, roundTripMs };
        if (answer !== "lost") flying.push({ atMs: nowMs + roundTripMs, event });
        flying.sort((left, right) => left.atMs - right.atMs);
      }
      state = machine.after(state, { kind: "sent", request, result }, nowMs);
      continue;
    }
    const [first] = flying;
    if (first !== undefined && first.atMs <= nowMs + action.forMs) {
      flying.shift();
      nowMs = Math.max(nowMs, first.atMs);
      state = machine.after(state, first.event, nowMs);
    } else {
      nowMs += action.forMs;
      state = machine.after(state, { kind: "silence" }, nowMs);
    }
  }
  throw new Error("The probe never came to an end.");
}

const anyReply: IkeReply = {
  initiatorSpi: new Uint8Array(8),
  responderSpi: new Uint8Array(8),
  majorVersion: 2,
  answer: { kind: "invalid-ke", acceptedGroup: 14 },
};

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
export function seededFractions(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
