import { assertNever } from "../../model/exhaustive.ts";
import type { LanePlan, Refresh } from "./plan.ts";

/** How the answer after the silence comes about. */
export type NatLifetimeMethod =
  /** The server answers after a delay. */
  | "delayed-answer"
  /** Another socket asks the server to answer to the silent one (RFC 5780 RESPONSE-PORT). */
  | "response-port"
  /** The silent socket asks again, and has another public port by then: only behind a NAT that does not keep ports. */
  | "mapping-change";

/** What a lane wants to be sent, from its own socket or (shots and echoes) from the control socket. */
export type LaneRequest =
  /** An exchange with nothing more to it, which the NAT sees as traffic both ways. */
  | { readonly kind: "exchange"; readonly attempt: number }
  /** Asks for the delayed answers, and for a word that they will come. */
  | { readonly kind: "arm"; readonly attempt: number }
  /** The same without that word, so that the NAT sees packets outwards only. */
  | { readonly kind: "arm-quietly"; readonly attempt: number }
  /** Asks, after the silence, for the public port. */
  | { readonly kind: "recheck"; readonly attempt: number }
  /** Asks, from the control socket, for an answer to this lane's public port. */
  | { readonly kind: "shot"; readonly copy: number }
  /** A packet that breaks the silence, from the lane's socket or, inbound, by a question from the control socket. */
  | { readonly kind: "refresh"; readonly number: number }
  /** Asks, from the control socket, whether the path is up at all. */
  | { readonly kind: "echo" };

export type LanePhase =
  | { readonly kind: "exchanging"; readonly attempt: number; readonly sentAtMs: number | null; readonly last: boolean }
  | { readonly kind: "holding"; readonly untilMs: number }
  | { readonly kind: "arming"; readonly attempt: number; readonly sentAtMs: number | null }
  | { readonly kind: "arming-quietly"; readonly copies: number }
  /** No answer to the silence can come before `notBeforeMs`. */
  | {
      readonly kind: "idle";
      readonly armedAtMs: number;
      readonly notBeforeMs: number;
      readonly shots: number;
      /** Packets that have broken the silence so far. */
      readonly refreshes: number;
    }
  | { readonly kind: "rechecking"; readonly attempt: number; readonly sentAtMs: number; readonly armedAtMs: number }
  /** Nothing was heard in time: was it the NAT, or the path? */
  | { readonly kind: "confirming"; readonly echoes: number; readonly sentAtMs: number | null }
  | { readonly kind: "alive"; readonly idleMs: number }
  | { readonly kind: "expired"; readonly idleMs: number }
  /** It says nothing, and why. */
  | { readonly kind: "void"; readonly reason: VoidReason };

export type VoidReason = "not-armed" | "stray-packet" | "control-outage" | "no-socket" | "not-refreshed";

export interface Lane {
  readonly plan: LanePlan;
  readonly method: NatLifetimeMethod;
  readonly phase: LanePhase;
  /** When the NAT saw its first packet. */
  readonly openedAtMs: number | null;
  /** Inbound packets of its own refresh that got in. */
  readonly refreshesHeard: number;
}

/** Answers are repeated at this distance: close enough that all of them come before or after the end of a lifetime. */
export const answerCopies = 3;
export const copyGapMs = 40;
/** A shot has two chances to get lost where a delayed answer has one. */
const shotCopies = 4;
const quietCopies = 3;
/**
 * Linux calls a mapping a stream when traffic goes on for longer than 2 s (nf_conntrack_proto_udp.c); other systems are
 * content with less. The rest is room for coarse clocks.
 */
const streamAfterMs = 2_015;
/** How long an exchange is waited for, beside its round trip. */
const retryAfterMs = 100;
const maximumAttempts = 6;
/** How much later than expected an answer may come before the path is asked for. */
const latenessMs = 150;
const maximumEchoes = 4;
/** A second copy of the word that it is armed, by the network itself, comes within this time and does no harm. */
const duplicateMs = 100;

const newlyIdle = { kind: "idle", shots: 0, refreshes: 0 } as const;

/** A lane in which nothing has happened. */
export function newLane(plan: LanePlan, method: NatLifetimeMethod): Lane {
  const quietly = plan.state === "unreplied" && method === "delayed-answer";
  // With one exchange and no more, a mapping is not yet a stream; there is no way to do without it, because its answer
  // tells the public port.
  const phase: LanePhase = quietly
    ? { kind: "arming-quietly", copies: 0 }
    : { kind: "exchanging", attempt: 0, sentAtMs: null, last: plan.state === "unreplied" };
  return { plan, method, phase, openedAtMs: null, refreshesHeard: 0 };
}

export function voidLane(lane: Lane, reason: VoidReason): Lane {
  return { ...lane, phase: { kind: "void", reason } };
}

/** When the lane wants something next, and what; without a request it only wants to be told the time. Null: never. */
export interface LaneDue {
  readonly atMs: number;
  readonly request: LaneRequest | null;
}

export function nextOfLane({ plan, method, phase }: Lane, roundTripMs: number): LaneDue | null {
  const retryMs = roundTripMs + retryAfterMs;
  switch (phase.kind) {
    case "exchanging":
    case "arming": {
      const atMs = phase.sentAtMs === null ? -Infinity : phase.sentAtMs + retryMs;
      if (phase.attempt === maximumAttempts) return { atMs, request: null };
      return { atMs, request: { kind: phase.kind === "arming" ? "arm" : "exchange", attempt: phase.attempt } };
    }
    case "holding":
      return { atMs: phase.untilMs, request: null };
    case "arming-quietly":
      return { atMs: -Infinity, request: { kind: "arm-quietly", attempt: phase.copies } };
    case "idle": {
      const endMs = phase.armedAtMs + plan.idleMs;
      const refreshMs = refreshAtMs(plan.refresh, phase.refreshes);
      if (refreshMs !== null) {
        return { atMs: phase.armedAtMs + refreshMs, request: { kind: "refresh", number: phase.refreshes } };
      }
      if (method === "mapping-change") return { atMs: endMs, request: { kind: "recheck", attempt: 0 } };
      if (method === "response-port" && phase.shots < shotCopies) {
        return { atMs: endMs + phase.shots * copyGapMs, request: { kind: "shot", copy: phase.shots } };
      }
      const lastMs =
        method === "response-port" ? (shotCopies - 1) * copyGapMs + roundTripMs : (answerCopies - 1) * copyGapMs;
      return { atMs: endMs + lastMs + latenessMs, request: null };
    }
    case "rechecking": {
      const again = phase.attempt < maximumAttempts;
      return { atMs: phase.sentAtMs + retryMs, request: again ? { kind: "recheck", attempt: phase.attempt } : null };
    }
    case "confirming": {
      const atMs = phase.sentAtMs === null ? -Infinity : phase.sentAtMs + retryMs;
      return { atMs, request: phase.echoes === maximumEchoes ? null : { kind: "echo" } };
    }
    case "alive":
    case "expired":
    case "void":
      return null;
    default:
      return assertNever(phase);
  }
}

/** When, after the arming, the next packet breaks the silence; null when none is left. */
function refreshAtMs(refresh: Refresh | undefined, sent: number): number | null {
  if (refresh === undefined) return null;
  const atMs = refresh.atMs[Math.floor(sent / refresh.copies)];
  return atMs === undefined ? null : atMs + (sent % refresh.copies) * copyGapMs;
}

/** The lane was told the time, at or after the moment that `nextOfLane` gave. */
export function afterTime(lane: Lane): Lane {
  const { phase } = lane;
  switch (phase.kind) {
    case "exchanging":
    case "arming":
      return voidLane(lane, "not-armed");
    case "holding":
      return {
        ...lane,
        phase:
          lane.method === "delayed-answer"
            ? { kind: "arming", attempt: 0, sentAtMs: null }
            : { kind: "exchanging", attempt: 0, sentAtMs: null, last: true },
      };
    case "idle":
      return { ...lane, phase: { kind: "confirming", echoes: 0, sentAtMs: null } };
    case "rechecking":
    case "confirming":
      return voidLane(lane, "control-outage");
    case "arming-quietly":
    case "alive":
    case "expired":
    case "void":
      return lane;
    default:
      return assertNever(phase);
  }
}

/** The lane's request left this computer. */
export function afterSent(lane: Lane, nowMs: number, roundTripMs: number): Lane {
  const { phase } = lane;
  const openedAtMs = lane.openedAtMs ?? nowMs;
  switch (phase.kind) {
    case "exchanging":
    case "arming":
      return { ...lane, openedAtMs, phase: { ...phase, attempt: phase.attempt + 1, sentAtMs: nowMs } };
    case "arming-quietly": {
      const copies = phase.copies + 1;
      // Nobody says so, but it is armed as soon as the packet gets there.
      const notBeforeMs = openedAtMs + lane.plan.idleMs;
      const armed: LanePhase = { ...newlyIdle, armedAtMs: nowMs + roundTripMs, notBeforeMs };
      return { ...lane, openedAtMs, phase: copies === quietCopies ? armed : { ...phase, copies } };
    }
    case "idle":
      if (refreshAtMs(lane.plan.refresh, phase.refreshes) !== null) {
        return { ...lane, phase: { ...phase, refreshes: phase.refreshes + 1 } };
      }
      return lane.method === "mapping-change"
        ? { ...lane, phase: { kind: "rechecking", attempt: 1, sentAtMs: nowMs, armedAtMs: phase.armedAtMs } }
        : { ...lane, phase: { ...phase, shots: phase.shots + 1 } };
    case "rechecking":
      return { ...lane, phase: { ...phase, attempt: phase.attempt + 1, sentAtMs: nowMs } };
    case "confirming":
      return { ...lane, phase: { ...phase, echoes: phase.echoes + 1, sentAtMs: nowMs } };
    case "holding":
    case "alive":
    case "expired":
    case "void":
      return lane;
    default:
      return assertNever(phase);
  }
}

/** What came in on the lane's socket. */
export type LaneArrival =
  /** `attempt` is the number of the request that is answered, where the answer tells it. */
  | { readonly kind: "exchange" }
  | { readonly kind: "armed"; readonly attempt: number }
  /** The answer after the silence; `copy` counts from 0. */
  | { readonly kind: "answer"; readonly copy: number }
  /** The public port after the silence: is it the one from before? */
  | { readonly kind: "mapping"; readonly same: boolean }
  /** The server's answer to a question that asked for an inbound refresh. */
  | { readonly kind: "refreshed" }
  /** That answer went to the socket that had asked: the server does not send to other ports. */
  | { readonly kind: "not-refreshed" }
  | { readonly kind: "stray" };

export function afterArrival(lane: Lane, arrival: LaneArrival, nowMs: number): Lane {
  const { phase, plan } = lane;
  if (arrival.kind === "answer") {
    // Late is alive too: the NAT let it in.
    if (phase.kind === "idle" && nowMs < phase.notBeforeMs) return voidLane(lane, "stray-packet");
    const isAnswer = phase.kind === "idle" || phase.kind === "confirming" || phase.kind === "expired";
    return isAnswer ? { ...lane, phase: { kind: "alive", idleMs: plan.idleMs + arrival.copy * copyGapMs } } : lane;
  }
  if (arrival.kind === "refreshed") return { ...lane, refreshesHeard: lane.refreshesHeard + 1 };
  if (arrival.kind === "not-refreshed") return hasEnded(lane) ? lane : voidLane(lane, "not-refreshed");
  if (phase.kind === "exchanging" && arrival.kind === "exchange" && phase.sentAtMs !== null) {
    if (phase.last) return { ...lane, phase: { ...newlyIdle, armedAtMs: nowMs, notBeforeMs: nowMs } };
    // From the answer on: only now is it certain that every NAT on the way has seen a packet.
    return { ...lane, phase: { kind: "holding", untilMs: nowMs + streamAfterMs } };
  }
  if (phase.kind === "arming" && arrival.kind === "armed") {
    // The server counts from the last repetition that reached it; the word for an earlier one says too little.
    if (phase.sentAtMs === null || arrival.attempt !== phase.attempt - 1) return lane;
    const notBeforeMs = phase.sentAtMs + plan.idleMs;
    return { ...lane, phase: { ...newlyIdle, armedAtMs: nowMs, notBeforeMs } };
  }
  if (phase.kind === "rechecking" && arrival.kind === "mapping") {
    const idleMs = arrival.same ? plan.idleMs : nowMs - phase.armedAtMs;
    return { ...lane, phase: { kind: arrival.same ? "alive" : "expired", idleMs } };
  }
  // Whatever comes in while the lane should be silent keeps the mapping alive, and spoils the measurement.
  const spoilt = phase.kind === "idle" && nowMs > phase.armedAtMs + duplicateMs;
  return spoilt ? voidLane(lane, "stray-packet") : lane;
}

/** The path is up: the silence was the NAT's. The latest moment at which it can have forgotten is the bound. */
export function afterEcho(lane: Lane, roundTripMs: number): Lane {
  if (lane.phase.kind !== "confirming" || lane.phase.sentAtMs === null) return lane;
  const copies = lane.method === "response-port" ? shotCopies : answerCopies;
  return { ...lane, phase: { kind: "expired", idleMs: lane.plan.idleMs + (copies - 1) * copyGapMs + roundTripMs } };
}

export function hasEnded({ phase }: Lane): boolean {
  return phase.kind === "alive" || phase.kind === "expired" || phase.kind === "void";
}
