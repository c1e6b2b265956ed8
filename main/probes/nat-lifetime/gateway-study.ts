import type { Measurement } from "../../model/measurement.ts";
import { keepaliveSecondsFor } from "../keepalive-interval.ts";
import { type GatewayTarget, isAborted, type ProbeContext } from "../context.ts";
import { cancelledReason } from "../measured.ts";
import type { ReflectionResult } from "./gateway-search.ts";
import type { NatLifetimeProgress } from "./progress.ts";
import { noRationReason, waitForRation } from "./ration.ts";
import { keepSilence, mostRefreshPackets, type Silence, triggersMs } from "./reflection.ts";
import { nothingKnown, withStudy } from "./study.ts";
import { opensAnewWhere, type StudyAnswer } from "./study-plan.ts";

/*
 * What keeps a mapping, with the gateway alone: silences that are broken once, outwards or inwards, or by keepalives, and
 * end after the lifetime. It asks whether the old mapping still lets answers in, so it does not matter whether the NAT
 * keeps ports. Each silence costs a half-open SA; that leaves none to look for the hop that forgets first.
 */

/** Between which bounds the lifetime lies, without the time that asking takes. */
export interface GatewayStudySubject {
  readonly lowMs: number;
  readonly highMs: number;
}

type Purpose = "outbound" | "inbound" | "keepalive";

/** How much of the certain lifetime may be over when a packet is to prolong the mapping. */
const refreshRatio = 0.8;
/** After the last question about the bracket's upper end, so that a mapping without a refresh has ended for certain. */
const overMs = 300;
const outboundCopies = 3;
const hopReason = "to look for it would take more unfinished connections than is polite without a responder";

/** The silences of a study; none where the lifetime is not known exactly enough to tell causes apart. */
export function planGatewayStudy({ lowMs, highMs }: GatewayStudySubject): Readonly<Record<Purpose, Silence>> | null {
  const idleMs = Math.round(highMs + triggersMs + overMs);
  const refreshMs = Math.round(refreshRatio * lowMs);
  // From the refresh on, a mapping must live until the last question for certain.
  if (idleMs + triggersMs - refreshMs >= lowMs) return null;
  const intervalMs = keepaliveSecondsFor(lowMs / 1_000) * 1_000;
  const keepalives = Math.max(1, Math.ceil(idleMs / intervalMs) - 1);
  if (keepalives > mostRefreshPackets) return null;
  const atMs = Array.from({ length: keepalives }, (_, index) => (index + 1) * intervalMs);
  return {
    outbound: { idleMs, refresh: { direction: "outbound", atMs: [refreshMs], copies: outboundCopies } },
    inbound: { idleMs, refresh: { direction: "inbound", atMs: [refreshMs], copies: outboundCopies } },
    keepalive: {
      idleMs: (keepalives + 1) * intervalMs,
      refresh: { direction: "outbound", atMs, copies: 1 },
    },
  };
}

/**
 * Tries what keeps a mapping whose lifetime was just measured by `port` of the gateway, and adds it to the measurements
 * `found` as `studyMapping` does. At most three half-open SAs, from the ration of the run.
 */
export async function studyByGateway(
  context: ProbeContext,
  target: GatewayTarget,
  port: number,
  { found, subject, onProgress }: GatewayStudy,
): Promise<readonly Measurement[]> {
  const plan = subject === null ? null : planGatewayStudy(subject);
  if (subject === null || plan === null) {
    const inexact = "the lifetime is not known exactly enough";
    const long = "the lifetime is longer than what was tried, so there is nothing to compare";
    return withStudy(found, nothingKnown(subject === null ? long : inexact));
  }
  const forSeconds = Math.round(plan.keepalive.idleMs / 1_000);
  onProgress({ kind: "studying", keepaliveSeconds: keepaliveSecondsFor(subject.lowMs / 1_000), forSeconds });
  const tryOut = async (purpose: Purpose): Promise<StudyAnswer> => {
    if (!(await waitForRation(context))) return unknown(isAborted(context) ? cancelledReason : noRationReason);
    const result = await keepSilence(context, target, port, plan[purpose]);
    return isAborted(context) ? unknown(cancelledReason) : answerOf(result);
  };
  const [outbound, inbound, keepalive] = await Promise.all([
    tryOut("outbound"),
    tryOut("inbound"),
    tryOut("keepalive"),
  ]);
  const seconds = {
    keepalive: plan.keepalive.idleMs / 1_000,
    silent: plan.outbound.idleMs / 1_000,
  };
  return withStudy(
    found,
    { outbound, inbound, keepalive: opensAnewWhere(outbound, keepalive), hop: null, hopReason },
    seconds,
  );
}

interface GatewayStudy {
  readonly found: readonly Measurement[];
  /** Null where the lifetime has no upper bound. */
  readonly subject: GatewayStudySubject | null;
  readonly onProgress: (progress: NatLifetimeProgress) => void;
}

function unknown(reason: string): StudyAnswer {
  return { answer: "unknown", reason };
}

function answerOf(result: ReflectionResult): StudyAnswer {
  switch (result) {
    case "alive":
      return { answer: "yes" };
    case "expired":
      return { answer: "no" };
    case "answered-elsewhere":
      return unknown("the gateway had forgotten the first message before the silence was over");
    case "self-repeating":
      return unknown("a packet came by itself, so the mapping was not idle");
    case "not-accepted":
    case "silent":
    case "void":
      return unknown("no try came to an end");
  }
}
