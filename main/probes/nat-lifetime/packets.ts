import { assertNever } from "../../model/exhaustive.ts";
import type { RandomSource } from "../../model/ports/random.ts";
import type { Endpoint } from "../../model/ports/udp.ts";
import {
  type BindingResponse,
  buildBindingIndication,
  buildBindingRequest,
  newTransactionId,
  readBindingResponse,
} from "../stun/binding.ts";
import {
  cookieSizeBytes,
  type DelayedAnswerOperation,
  encodeDelayedAnswer,
  findDelayedAnswer,
  runIdSizeBytes,
} from "../stun/delayed-answer.ts";
import { answerCopies, copyGapMs, type LaneRequest, type NatLifetimeMethod } from "./lane.ts";
import { groupKeyOf, type LanePlan } from "./plan.ts";
import type { RunEvent, RunRequest, RunState } from "./run-machine.ts";

/** The number that stands for the control socket where lanes are numbered from 0. */
export const controlSocket = -1;

/** One datagram that is ready to go. */
interface Outgoing {
  readonly socket: number;
  readonly payload: Uint8Array;
  readonly toPort: number;
  /** Hops after which it shall be dropped; absent: it goes all the way. */
  readonly ttl?: number;
}

/** Turns requests into datagrams and answers into events. It remembers what was sent, and with which transaction id. */
export interface Packets {
  readonly encode: (request: RunRequest, state: RunState, nowMs: number) => Outgoing | null;
  /** Null where the datagram answers nothing that was sent from the control socket. */
  readonly decode: (socket: number, from: Endpoint, payload: Uint8Array, nowMs: number) => RunEvent | null;
  /** How many datagrams answered nothing that was sent. */
  readonly ignored: () => number;
  /** What the server said about this computer's public end of a lane. */
  readonly mappedOf: (lane: number) => Endpoint | undefined;
}

interface Sent {
  readonly socket: number;
  readonly toPort: number;
  readonly request: RunRequest;
  readonly atMs: number;
}

export interface PacketOptions {
  /** Of the server. */
  readonly port: number;
  /** Of the control socket. */
  readonly localPort: number;
  /** Given: nothing else is asked for. */
  readonly method?: NatLifetimeMethod;
  /** Called for every datagram that answers nothing. */
  readonly onIgnored: () => void;
}

/** Packets of one run against a server. */
export function createPackets(random: RandomSource, { port, localPort, method, onIgnored }: PacketOptions): Packets {
  const sent = new Map<string, Sent>();
  const mapped = new Map<number, Endpoint>();
  const armIds = new Map<number, Uint8Array>();
  const runIds = new Map<string, Uint8Array>();
  let ignored = 0;
  let cookie = new Uint8Array(cookieSizeBytes);

  const runIdOf = (group: string): Uint8Array => {
    const runId = runIds.get(group) ?? random.bytes(runIdSizeBytes);
    runIds.set(group, runId);
    return runId;
  };

  const armIdOf = (lane: number): Uint8Array => {
    const transactionId = armIds.get(lane) ?? newTransactionId(random);
    armIds.set(lane, transactionId);
    return transactionId;
  };

  const delayed = (operation: DelayedAnswerOperation, attempt: number, delayMs: number, group: string) =>
    encodeDelayedAnswer({
      operation,
      attempt,
      copies: answerCopies,
      gapMs: copyGapMs,
      delayMs,
      runId: runIdOf(group),
      cookie,
    });

  const remember = (outgoing: Outgoing, transactionId: Uint8Array, request: RunRequest, nowMs: number): Outgoing => {
    sent.set(transactionId.join(), { socket: outgoing.socket, toPort: outgoing.toPort, request, atMs: nowMs });
    return outgoing;
  };

  const encodeLane = (lane: number, plan: LanePlan, request: LaneRequest, nowMs: number): Outgoing | null => {
    const whole: RunRequest = { kind: "lane", lane, request };
    const fresh = newTransactionId(random);
    switch (request.kind) {
      case "exchange":
      case "recheck":
        return remember(
          { socket: lane, payload: buildBindingRequest({ transactionId: fresh }), toPort: plan.port },
          fresh,
          whole,
          nowMs,
        );
      case "arm":
      case "arm-quietly": {
        // The same transaction id each time: the server then starts its timer anew instead of running two.
        const transactionId = armIdOf(lane);
        const operation = request.kind === "arm" ? "arm" : "armQuietly";
        const extra = [delayed(operation, request.attempt, plan.idleMs, groupKeyOf(plan))];
        return remember(
          { socket: lane, payload: buildBindingRequest({ transactionId, extra }), toPort: plan.port },
          transactionId,
          whole,
          nowMs,
        );
      }
      case "shot": {
        const responsePort = mapped.get(lane)?.port;
        if (responsePort === undefined) return null;
        const payload = buildBindingRequest({ transactionId: fresh, responsePort });
        return remember({ socket: controlSocket, payload, toPort: port }, fresh, whole, nowMs);
      }
      case "refresh": {
        if (plan.refresh?.direction !== "inbound") {
          const { ttl } = plan.refresh ?? {};
          const payload = buildBindingIndication(fresh);
          return { socket: lane, payload, toPort: plan.port, ...(ttl === undefined ? {} : { ttl }) };
        }
        const responsePort = mapped.get(lane)?.port;
        if (responsePort === undefined) return null;
        const payload = buildBindingRequest({ transactionId: fresh, responsePort });
        return remember({ socket: controlSocket, payload, toPort: port }, fresh, whole, nowMs);
      }
      case "echo":
        return remember(
          { socket: controlSocket, payload: buildBindingRequest({ transactionId: fresh }), toPort: port },
          fresh,
          whole,
          nowMs,
        );
    }
  };

  return {
    encode: (request, state, nowMs) => {
      switch (request.kind) {
        case "hello":
        case "cancel": {
          const transactionId = newTransactionId(random);
          const group = request.kind === "hello" ? undefined : state.groups[request.group];
          const asksForDelay = method === undefined || method === "delayed-answer";
          const extra = asksForDelay
            ? [delayed("cancel", 0, 0, group === undefined ? "hello" : groupKeyOf(group))]
            : [];
          const payload = buildBindingRequest({ transactionId, extra });
          return remember({ socket: controlSocket, payload, toPort: port }, transactionId, request, nowMs);
        }
        case "lane": {
          const plan = state.lanes[request.lane]?.plan;
          return plan === undefined ? null : encodeLane(request.lane, plan, request.request, nowMs);
        }
      }
    },
    decode: (socket, from, payload, nowMs) => {
      const stray = (): RunEvent | null => {
        ignored += 1;
        onIgnored();
        return socket === controlSocket ? null : { kind: "arrival", lane: socket, arrival: { kind: "stray" } };
      };
      const response = readBindingResponse(payload);
      const question = response === null ? undefined : sent.get(response.transactionId.join());
      if (response === null || from.port !== question?.toPort) return stray();
      const roundTripMs = nowMs - question.atMs;
      const { request } = question;
      if (request.kind === "lane" && request.request.kind === "shot") {
        if (socket === request.lane)
          return { kind: "arrival", lane: socket, arrival: { kind: "answer", copy: request.request.copy } };
        return socket === controlSocket ? { kind: "shot-ignored" } : stray();
      }
      if (request.kind === "lane" && request.request.kind === "refresh") {
        const kind = socket === request.lane ? "refreshed" : "not-refreshed";
        if (socket !== request.lane && socket !== controlSocket) return stray();
        return { kind: "arrival", lane: request.lane, arrival: { kind } };
      }
      if (socket !== question.socket) return stray();
      switch (request.kind) {
        case "hello": {
          if (response.mapped !== null) mapped.set(socket, response.mapped);
          const said = findDelayedAnswer(response.attributes);
          if (said?.operation === "cookie" && said.cookie !== undefined) cookie = Uint8Array.from(said.cookie);
          const possible = methodsOf(response, localPort);
          const chosen = method === undefined ? possible[0] : possible.find((candidate) => candidate === method);
          return { kind: "hello", method: chosen ?? null, roundTripMs };
        }
        case "cancel":
          return null;
        case "lane":
          if (request.request.kind === "echo") return { kind: "echo", lane: request.lane, roundTripMs };
          if (request.request.kind === "recheck") {
            const before = mapped.get(socket);
            if (response.mapped === null || before === undefined) return null;
            const same = response.mapped.port === before.port && response.mapped.address === before.address;
            return { kind: "arrival", lane: socket, arrival: { kind: "mapping", same }, roundTripMs };
          }
          if (response.mapped !== null) mapped.set(socket, response.mapped);
          return laneArrival(socket, request.request, response, roundTripMs);
        default:
          return assertNever(request);
      }
    },
    ignored: () => ignored,
    mappedOf: (lane) => mapped.get(lane),
  };
}

/** What can be done with a server that answered so, best first. */
function methodsOf(response: BindingResponse, localPort: number): readonly NatLifetimeMethod[] {
  if (findDelayedAnswer(response.attributes)?.operation === "cookie") return ["delayed-answer"];
  if (response.error !== null || response.mapped === null) return [];
  // Only a server with two addresses is sure to know RESPONSE-PORT (RFC 5780 section 6).
  const responsePort = response.otherAddress === null ? [] : (["response-port"] as const);
  return [...responsePort, ...(response.mapped.port === localPort ? [] : (["mapping-change"] as const))];
}

function laneArrival(lane: number, request: LaneRequest, response: BindingResponse, roundTripMs: number): RunEvent {
  const said = findDelayedAnswer(response.attributes);
  if (request.kind === "exchange" && response.error === null) {
    return { kind: "arrival", lane, arrival: { kind: "exchange" }, roundTripMs };
  }
  if (said?.operation === "answer") return { kind: "arrival", lane, arrival: { kind: "answer", copy: said.copies } };
  if (said?.operation === "acknowledged" && response.error === null) {
    const arrival = { kind: "armed", attempt: said.attempt } as const;
    // All repetitions have one transaction id, so the time of an earlier one is not known (Karn's algorithm).
    const isTimed = request.kind === "arm" && request.attempt === said.attempt;
    return { kind: "arrival", lane, arrival, ...(isTimed ? { roundTripMs } : {}) };
  }
  return { kind: "arrival", lane, arrival: { kind: "stray" } };
}
