import type { Measurement } from "../../model/measurement.ts";
import { isAborted, type ProbeContext } from "../context.ts";
import { driveRun, type NatLifetimeServer } from "./drive.ts";
import type { NatLifetimeMethod } from "./lane.ts";
import { unfinishedReason } from "./measurements.ts";
import type { NatLifetimeProgress } from "./progress.ts";
import { planStudy, readStudy, type StudyAnswer, type StudyFindings, studyPacketBudget } from "./study-plan.ts";

/**
 * Tries what keeps a mapping whose lifetime was just measured, and adds it to `nat-lifetime-replied` (which directions
 * prolong it, and the hop that forgets first) and to `keepalive-interval` (whether the interval holds). It takes a little
 * more than twice the lifetime. Where the lifetime has no upper bound nothing is tried, and both say so.
 */
export async function studyMapping(
  context: ProbeContext,
  server: NatLifetimeServer,
  found: readonly Measurement[],
  method: NatLifetimeMethod | null,
  onProgress: (progress: NatLifetimeProgress) => void,
): Promise<readonly Measurement[]> {
  const replied = found.find(({ kind }) => kind === "nat-lifetime-replied");
  const keepaliveSeconds = Number(found.find(({ kind }) => kind === "keepalive-interval")?.value);
  if (method === null || replied?.outcome !== "measured") return found;
  if (isAborted(context)) return found;
  if (replied.low === undefined || replied.high === undefined) {
    return withStudy(found, nothingKnown("the lifetime is longer than what was tried, so there is nothing to compare"));
  }
  const subject = {
    port: server.port,
    lowMs: replied.low * 1_000,
    highMs: replied.high * 1_000,
    keepaliveMs: keepaliveSeconds * 1_000,
    canSendInbound: method !== "mapping-change",
  };
  const lanes = planStudy(subject);
  if (lanes.length === 0) return withStudy(found, nothingKnown("the lifetime is not known exactly enough"));
  const longestMs = (purpose: string): number => lanes.find((lane) => lane.purpose === purpose)?.idleMs ?? 0;
  onProgress({ kind: "studying", keepaliveSeconds, forSeconds: Math.round(longestMs("keepalive") / 1_000) });
  const run = await driveRun(context, server, { lanes, packetBudget: studyPacketBudget, method }, () => undefined);
  if (!run.ok) return withStudy(found, nothingKnown(run.error.message));
  const findings = readStudy(run.value.state, unfinishedReason(run.value.state.failure, isAborted(context)));
  const seconds = (purpose: string): number => Math.round(longestMs(purpose) / 100) / 10;
  return withStudy(found, findings, { keepalive: seconds("keepalive"), silent: seconds("silent") });
}

/** A study that was not made, and why. */
export function nothingKnown(reason: string): StudyFindings {
  const unknown = { answer: "unknown", reason } as const;
  return { outbound: unknown, inbound: unknown, keepalive: unknown, hop: null, hopReason: reason };
}

interface StudyDurations {
  readonly keepalive: number;
  readonly silent: number;
}

/** The measurements with what a study found; `seconds` is how long it tried, absent where it tried nothing. */
export function withStudy(
  found: readonly Measurement[],
  findings: StudyFindings,
  seconds?: StudyDurations,
): readonly Measurement[] {
  const { outbound, inbound, keepalive, hop, hopReason } = findings;
  const byKind: Readonly<Partial<Record<Measurement["kind"], Measurement["details"]>>> = {
    "nat-lifetime-replied": {
      ...answered("refreshedByOutbound", outbound),
      ...answered("refreshedByInbound", inbound),
      ...(hop === null ? { shortestNatHop: "unknown" } : { shortestNatHop: hop }),
      ...(hopReason === undefined ? {} : { shortestNatHopReason: hopReason }),
    },
    "keepalive-interval": {
      ...answered("holds", keepalive),
      ...(seconds === undefined ? {} : { triedForSeconds: seconds.keepalive }),
    },
  };
  return found.map((measurement) => {
    const more = byKind[measurement.kind];
    if (more === undefined) return measurement;
    const { why } = measurement.details;
    const words =
      typeof why === "string" ? { why: [why, ...reasonsOf(measurement, findings, seconds)].join("; ") } : {};
    return { ...measurement, details: { ...measurement.details, ...more, ...words } };
  });
}

function answered(name: string, answer: StudyAnswer): Measurement["details"] {
  return answer.answer === "unknown"
    ? { [name]: "unknown", [`${name}Reason`]: answer.reason }
    : { [name]: answer.answer };
}

/** What the study adds to the reason for the interval. */
function reasonsOf(
  { value }: Measurement,
  { outbound, inbound, keepalive }: StudyFindings,
  seconds: StudyDurations | undefined,
): readonly string[] {
  if (seconds === undefined) return [];
  const tried =
    keepalive.answer === "yes"
      ? [`tried: it held a mapping for ${seconds.keepalive} s`]
      : keepalive.answer === "no" && outbound.answer !== "no"
        ? [`tried: it did not hold a mapping for ${seconds.keepalive} s, so choose less than ${String(value)} s`]
        : [];
  const oneWay =
    outbound.answer === "no"
      ? ["a packet without an answer does not prolong a mapping here, so it must be one that the gateway answers (DPD)"]
      : [];
  const fromHere =
    outbound.answer === "yes" && inbound.answer === "no"
      ? ["it must come from this computer, because packets from the gateway do not prolong a mapping here"]
      : [];
  return [...tried, ...oneWay, ...fromHere];
}
