import type { NatLifetimeMethod } from "../../../../main/probes/nat-lifetime/lane.ts";
import {
  afterRunEvent,
  newRun,
  nextOfRun,
  type RunEvent,
  type RunPlan,
  type RunRequest,
  type RunState,
} from "../../../../main/probes/nat-lifetime/run-machine.ts";

/** A NAT with a server behind it, on paper. */
export interface PaperPath {
  readonly method: NatLifetimeMethod | null;
  readonly unrepliedMs: number;
  readonly streamMs: number;
  readonly roundTripMs: number;
  readonly isLost: () => boolean;
  /** Times at which nothing at all passes. */
  readonly outages?: readonly { readonly fromMs: number; readonly toMs: number }[];
}

export interface PaperRun {
  readonly state: RunState;
  readonly packets: number;
  readonly durationMs: number;
  readonly sentAtMs: readonly number[];
}

interface Mapping {
  openedAtMs: number;
  expiresAtMs: number;
  answered: boolean;
}

interface Flying {
  readonly atMs: number;
  readonly event: RunEvent;
  /** The lane whose mapping must let it in; null on the control socket. */
  readonly lane: number | null;
  /** The timer of a delayed answer, which is void when another was started after it. */
  readonly timer?: number;
}

const maximumSteps = 40_000;

/** Runs the machine in time that exists on paper only, without promises, timers or sockets. */
export function simulateRun(plan: RunPlan, path: PaperPath): PaperRun {
  const { roundTripMs, method } = path;
  const flying: Flying[] = [];
  const mappings = new Map<number, Mapping>();
  const timers = new Map<number, number>();
  const seenOpenedAtMs = new Map<number, number>();
  const sentAtMs: number[] = [];
  let state = newRun(plan);
  let nowMs = 0;

  const passes = (atMs: number) =>
    !path.isLost() && !(path.outages ?? []).some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
  const touch = (lane: number, atMs: number) => {
    const known = mappings.get(lane);
    const live =
      known !== undefined && atMs < known.expiresAtMs ? known : { openedAtMs: atMs, expiresAtMs: 0, answered: false };
    mappings.set(lane, live);
    const stream = live.answered && atMs > live.openedAtMs + 2_000;
    live.expiresAtMs = Math.max(live.expiresAtMs, atMs + (stream ? path.streamMs : path.unrepliedMs));
  };
  const letsIn = (lane: number, atMs: number) => {
    const mapping = mappings.get(lane);
    if (mapping === undefined || atMs >= mapping.expiresAtMs) return false;
    mapping.answered = true;
    touch(lane, atMs);
    return true;
  };
  const fly = (item: Flying) => {
    const index = flying.findIndex((other) => other.atMs > item.atMs);
    flying.splice(index === -1 ? flying.length : index, 0, item);
  };
  /** An answer that arrives at `atMs`, if it survives the way. */
  const answer = (event: RunEvent, atMs: number, lane: number | null) => {
    if (passes(atMs)) fly({ atMs, event, lane });
  };
  const toServer = (request: RunRequest) => {
    const isLaneOwn = request.kind === "lane" && request.request.kind !== "shot" && request.request.kind !== "echo";
    if (isLaneOwn) touch(request.lane, nowMs);
    if (!passes(nowMs)) return;
    const backMs = nowMs + roundTripMs;
    if (request.kind === "hello") answer({ kind: "hello", method, roundTripMs }, backMs, null);
    if (request.kind !== "lane") return;
    const { lane, request: wish } = request;
    switch (wish.kind) {
      case "exchange":
        seenOpenedAtMs.set(lane, mappings.get(lane)?.openedAtMs ?? 0);
        answer({ kind: "arrival", lane, arrival: { kind: "exchange" }, roundTripMs }, backMs, lane);
        return;
      case "recheck": {
        // A mapping that died was opened anew by the question, with another port.
        const same = mappings.get(lane)?.openedAtMs === seenOpenedAtMs.get(lane);
        answer({ kind: "arrival", lane, arrival: { kind: "mapping", same }, roundTripMs }, backMs, lane);
        return;
      }
      case "refresh":
        throw new Error("No lane on paper is refreshed.");
      case "echo":
        answer({ kind: "echo", lane, roundTripMs }, backMs, null);
        return;
      case "shot":
        answer({ kind: "arrival", lane, arrival: { kind: "answer", copy: wish.copy } }, backMs, lane);
        return;
      case "arm":
      case "arm-quietly": {
        const timer = (timers.get(lane) ?? 0) + 1;
        timers.set(lane, timer);
        if (wish.kind === "arm") {
          answer(
            { kind: "arrival", lane, arrival: { kind: "armed", attempt: wish.attempt }, roundTripMs },
            backMs,
            lane,
          );
        }
        for (const copy of [0, 1, 2]) {
          const atMs = backMs + (plan.lanes[lane]?.idleMs ?? 0) + copy * 40;
          fly({ atMs, event: { kind: "arrival", lane, arrival: { kind: "answer", copy } }, lane, timer });
        }
      }
    }
  };

  for (let step = 0; step < maximumSteps; step += 1) {
    state = afterRunEvent(state, { kind: "time" }, nowMs, plan);
    const action = nextOfRun(state, nowMs);
    if (action.kind === "done") return { state, packets: sentAtMs.length, durationMs: nowMs, sentAtMs };
    if (action.kind === "send") {
      sentAtMs.push(nowMs);
      toServer(action.request);
      state = afterRunEvent(state, { kind: "sent", request: action.request, result: "sent" }, nowMs, plan);
      continue;
    }
    const [first] = flying;
    if (first === undefined || first.atMs > nowMs + action.forMs) {
      nowMs += action.forMs;
      continue;
    }
    flying.shift();
    nowMs = Math.max(nowMs, first.atMs);
    const { lane, timer } = first;
    if (timer !== undefined && lane !== null && (timer !== timers.get(lane) || !passes(nowMs))) continue;
    if (lane !== null && !letsIn(lane, nowMs)) continue;
    state = afterRunEvent(state, first.event, nowMs, plan);
  }
  throw new Error("The run never came to an end.");
}
