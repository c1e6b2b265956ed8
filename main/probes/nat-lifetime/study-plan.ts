import type { Lane } from "./lane.ts";
import type { LanePlan } from "./plan.ts";
import { lanesOf, type RunState } from "./run-machine.ts";

/*
 * What keeps a mapping, once its lifetime is known: packets outwards, packets inwards (RFC 4787 section 4.3, REQ-6), the
 * keepalives that are to be recommended, and up to which hop they must get. Each question has lanes of its own, and all
 * run at once; a lane that is left alone beside them shows that the mapping would have been forgotten.
 */

/** The lifetime in between which the study looks, and the interval that follows from it. */
export interface StudySubject {
  readonly port: number;
  readonly lowMs: number;
  readonly highMs: number;
  readonly keepaliveMs: number;
  /** Whether the server can send to a socket that did not ask: not where only a new port shows a new mapping. */
  readonly canSendInbound: boolean;
}

/** Where the NAT with the short lifetime is looked for: a home router, a second one, the carrier's. */
const hops = [1, 2, 3, 4] as const;

export type StudyPurpose = "silent" | "outbound" | "inbound" | "keepalive" | `hop-${(typeof hops)[number]}`;

/** Two, because a lane that loses all copies of an answer would be taken for a dead one. */
const lanesPerPurpose = 2;
/** Before the mapping ends for certain, so that a packet never opens a new one that looks like the old one. */
const refreshRatio = 0.7;
/** Late enough that a mapping without a refresh has ended for certain. */
const silentRatio = 1.2;
const silentMarginMs = 1_000;
/** How much of a lifetime may pass between the refresh and the end. */
const restRatio = 0.9;
const keepaliveRatio = 2.05;
/** A server takes no longer delays than 15 minutes. */
const longestKeepaliveRunMs = 880_000;
const outboundCopies = 3;
/** A question and its answer may both get lost. */
const inboundCopies = 4;

/** The packets that a study may send, whatever happens. */
export const studyPacketBudget = 500;

/** The lanes of a study; none where the lifetime is not known exactly enough to tell causes apart. */
export function planStudy({ port, lowMs, highMs, keepaliveMs, canSendInbound }: StudySubject): readonly LanePlan[] {
  const idleMs = Math.round(Math.max(silentRatio * highMs, highMs + silentMarginMs));
  const refreshMs = Math.round(refreshRatio * lowMs);
  if (idleMs - refreshMs > restRatio * lowMs) return [];
  const once = { atMs: [refreshMs], copies: outboundCopies };
  const lanes: readonly (Pick<LanePlan, "idleMs" | "refresh"> & { readonly purpose: StudyPurpose })[] = [
    keepaliveLane(highMs, keepaliveMs),
    { purpose: "silent", idleMs },
    { purpose: "outbound", idleMs, refresh: { direction: "outbound", ...once } },
    ...(canSendInbound
      ? [{ purpose: "inbound", idleMs, refresh: { direction: "inbound", ...once, copies: inboundCopies } } as const]
      : []),
    ...hops.map(
      (ttl) => ({ purpose: `hop-${ttl}`, idleMs, refresh: { direction: "outbound", ...once, ttl } }) as const,
    ),
  ];
  return lanes.flatMap((lane) =>
    Array.from({ length: lanesPerPurpose }, (): LanePlan => ({ ...lane, state: "replied", port })),
  );
}

/** Keepalives one by one, as a VPN client sends them, and an answer one interval after the last. */
function keepaliveLane(highMs: number, keepaliveMs: number) {
  const longest = Math.floor(longestKeepaliveRunMs / keepaliveMs);
  const intervals = Math.max(2, Math.min(longest, Math.ceil((keepaliveRatio * highMs) / keepaliveMs) + 1));
  const atMs = Array.from({ length: intervals - 1 }, (_, index) => (index + 1) * keepaliveMs);
  const refresh = { direction: "outbound", atMs, copies: 1 } as const;
  return { purpose: "keepalive", idleMs: intervals * keepaliveMs, refresh } as const;
}

/** `unknown` carries the reason. */
export type StudyAnswer = { readonly answer: "yes" | "no" } | { readonly answer: "unknown"; readonly reason: string };

export interface StudyFindings {
  /** Whether a packet outwards, that nobody answers, prolongs the mapping. */
  readonly outbound: StudyAnswer;
  /** Whether a packet from the server does. */
  readonly inbound: StudyAnswer;
  /** Whether keepalives at the recommended interval hold it. */
  readonly keepalive: StudyAnswer;
  /** Hops that a packet must make to prolong it; null where that is not known. */
  readonly hop: number | null;
  readonly hopReason: string | undefined;
}

/** What the lanes of a study say together. `unfinished`: why it did not come to its end, or null. */
export function readStudy(state: RunState, unfinished: string | null): StudyFindings {
  const said = (purpose: StudyPurpose): StudyAnswer => lanesAnswer(lanesFor(state, purpose), unfinished);
  const silent = said("silent");
  const unsettled = silent.answer === "no" ? null : silentReason(silent);
  const judged = (purpose: StudyPurpose): StudyAnswer =>
    unsettled === null ? said(purpose) : { answer: "unknown", reason: unsettled };
  const outbound = judged("outbound");
  const keepalive = said("keepalive");
  return {
    outbound,
    inbound: judged("inbound"),
    keepalive: opensAnewWhere(outbound, keepalive),
    ...findHop(outbound, judged),
  };
}

/** Where a packet outwards prolongs nothing, a keepalive opens a new mapping that may look like the old one. */
export function opensAnewWhere(outbound: StudyAnswer, keepalive: StudyAnswer): StudyAnswer {
  return keepalive.answer === "yes" && outbound.answer === "no" ? { answer: "no" } : keepalive;
}

function findHop(
  outbound: StudyAnswer,
  judged: (purpose: StudyPurpose) => StudyAnswer,
): Pick<StudyFindings, "hop" | "hopReason"> {
  if (outbound.answer === "unknown") return { hop: null, hopReason: outbound.reason };
  if (outbound.answer === "no") return { hop: null, hopReason: "packets outwards do not prolong the mapping" };
  for (const hop of hops) {
    const at = judged(`hop-${hop}`);
    if (at.answer === "yes") return { hop, hopReason: undefined };
    if (at.answer === "unknown") return { hop: null, hopReason: at.reason };
  }
  return { hop: null, hopReason: `it is more than ${hops.length} hops away` };
}

function silentReason(silent: StudyAnswer): string {
  return silent.answer === "unknown" ? silent.reason : "a mapping that was left alone lived longer than before";
}

function lanesFor(state: RunState, purpose: StudyPurpose): readonly Lane[] {
  return lanesOf(
    state,
    state.groups.findIndex((group) => group.purpose === purpose),
  );
}

/** One that is alive is proof; all that came to an end must be dead to say no. */
function lanesAnswer(lanes: readonly Lane[], unfinished: string | null): StudyAnswer {
  const phases = lanes.filter(wasRefreshed).map(({ phase }) => phase.kind);
  if (phases.includes("alive")) return { answer: "yes" };
  if (phases.includes("expired")) return { answer: "no" };
  if (lanes.length === 0) return { answer: "unknown", reason: "it cannot be tried with this server" };
  const noTtl = lanes.every(({ phase }) => phase.kind === "void" && phase.reason === "no-socket");
  const notSent = noTtl ? "this system does not let a program choose how far a packet goes" : "no try came to an end";
  return { answer: "unknown", reason: unfinished ?? notSent };
}

/** An inbound refresh that never got in tells nothing about what it would have done. */
function wasRefreshed({ plan, refreshesHeard }: Lane): boolean {
  return plan.refresh?.direction !== "inbound" || refreshesHeard > 0;
}
