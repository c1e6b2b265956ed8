import type { ProbeAction, ProbeEvent, ProbeMachine } from "../conversation.ts";

/** What is sent in one kind of content: the same sizes at the same moments as in the other kind. */
export type DpiPart = "small" | "large" | "burst";

export interface DpiRequest {
  readonly part: DpiPart;
  readonly number: number;
}

interface Due {
  readonly atMs: number;
  readonly request: DpiRequest;
}

/**
 * Tries of each size: at 10 % loss in each direction all six exchanges of one cell fail by chance once in 20 000 times.
 * They are spread, because losses come in bursts.
 */
export const triesPerSize = 6;
const triesApartMs = 300;
const largeAfterSmallMs = 150;
/** Packets of the burst; 20 against 20 show a drop of half of them beyond doubt. */
export const burstPackets = 20;
const burstAtMs = triesPerSize * triesApartMs + 200;
const burstSpacingMs = 20;
const lastAnswerMs = 1_200;

function schedule(withBurst: boolean): readonly Due[] {
  const tries = Array.from({ length: triesPerSize }, (_, number): readonly Due[] => [
    { atMs: number * triesApartMs, request: { part: "small", number } },
    { atMs: number * triesApartMs + largeAfterSmallMs, request: { part: "large", number } },
  ]);
  const burst = Array.from({ length: withBurst ? burstPackets : 0 }, (_, number): Due => {
    return { atMs: burstAtMs + number * burstSpacingMs, request: { part: "burst", number } };
  });
  return [...tries.flat(), ...burst];
}

export interface DpiLaneState {
  readonly done: number;
  readonly sent: Readonly<Record<DpiPart, number>>;
  /** Requests that were answered, each once: `small 3`. */
  readonly answered: ReadonlySet<string>;
  readonly ended: boolean;
}

const initial: DpiLaneState = {
  done: 0,
  sent: { small: 0, large: 0, burst: 0 },
  answered: new Set(),
  ended: false,
};

/** Sends one kind of content by the schedule, and notes what is answered. */
export function dpiLane(withBurst: boolean): ProbeMachine<DpiLaneState, DpiRequest> {
  const dues = schedule(withBurst);
  const endMs = (dues.at(-1)?.atMs ?? 0) + lastAnswerMs;
  const next = (state: DpiLaneState, nowMs: number): ProbeAction<DpiRequest> => {
    const due = dues[state.done];
    if (state.ended || (due === undefined && state.answered.size === dues.length)) return { kind: "done" };
    if (due !== undefined && nowMs >= due.atMs) return { kind: "send", request: due.request };
    return { kind: "listen", forMs: Math.max(1, Math.ceil((due?.atMs ?? endMs) - nowMs)) };
  };
  return { initial, next, after: (state, event, nowMs) => afterEvent(state, event, nowMs >= endMs) };
}

function afterEvent(state: DpiLaneState, event: ProbeEvent<DpiRequest>, over: boolean): DpiLaneState {
  switch (event.kind) {
    case "sent": {
      const { part } = event.request;
      const left = event.result === "sent" ? 1 : 0;
      return { ...state, done: state.done + 1, sent: { ...state.sent, [part]: state.sent[part] + left } };
    }
    case "reply": {
      const { part, number } = event.request;
      return { ...state, answered: new Set([...state.answered, `${part} ${number}`]) };
    }
    case "silence":
      return over ? { ...state, ended: true } : state;
    case "refused":
    case "unreachable":
    case "path-mtu-known":
      return state;
  }
}

/** How many of a part were answered. */
export function answeredOf({ answered }: DpiLaneState, part: DpiPart): number {
  return [...answered].filter((key) => key.startsWith(`${part} `)).length;
}
