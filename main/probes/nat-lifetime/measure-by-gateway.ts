import { assertNever } from "../../model/exhaustive.ts";
import type { Measurement } from "../../model/measurement.ts";
import { type GatewayTarget, isAborted, type ProbeContext } from "../context.ts";
import { cancelledReason, endpointText, measured, notMeasured } from "../measured.ts";
import {
  afterSilences,
  newReflectionSearch,
  nextSilences,
  type ReflectionResult,
  type ReflectionSearch,
} from "./gateway-search.ts";
import { studyByGateway } from "./gateway-study.ts";
import { keepaliveMeasurement } from "./measurements.ts";
import type { NatLifetimeMode } from "./plan.ts";
import type { NatLifetimeProgress } from "./progress.ts";
import { noRationReason, waitForRation } from "./ration.ts";
import { keepSilence, triggersMs } from "./reflection.ts";

export interface GatewayLifetimeOptions {
  /** Whichever of the gateway's ports answers. */
  readonly port: number;
  readonly mode: NatLifetimeMode;
  /** Whether to try afterwards what keeps a mapping, where its lifetime was found. */
  readonly study?: boolean;
  /** Called when more is known than before. */
  readonly onProgress?: (progress: NatLifetimeProgress) => void;
}

/**
 * The lifetime of replied mappings with nothing but the VPN gateway, by repeated IKEv1 messages. Works with gateways that
 * answer a repetition to where the first message came from (strongSwan and libreswan with IKEv1). Gives the same kinds as
 * `measureNatLifetime`; usually "at least 25 s" after 28 s, else a bracket after up to 60 s more. Two half-open SAs in 32 s
 * at most, from the ration of the run; `study` takes a minute and three more.
 */
export async function measureNatLifetimeByGateway(
  context: ProbeContext,
  target: GatewayTarget,
  { port, mode, study = false, onProgress = () => undefined }: GatewayLifetimeOptions,
): Promise<readonly Measurement[]> {
  let search = newReflectionSearch(mode);
  let rationed = false;
  while (!isAborted(context) && !rationed) {
    const silences = nextSilences(search);
    if (silences.length === 0) break;
    const running: Promise<ReflectionResult>[] = [];
    for (const idleMs of silences) {
      if (!(await waitForRation(context))) break;
      running.push(keepSilence(context, target, port, { idleMs }));
    }
    rationed = running.length < silences.length;
    const before = search.lowMs;
    const results = await Promise.all(running);
    if (isAborted(context)) break;
    search = afterSilences(search, silences, results);
    if (search.lowMs > before) {
      onProgress({ kind: "outlived", state: "replied", atLeastSeconds: Math.floor(search.lowMs / 1_000) });
    }
  }
  const subject = { method: "ike-reflection", target: endpointText(target.address, target.family, port) };
  const replied = repliedMeasurement(search, subject, isAborted(context), rationed);
  const unreplied = notMeasured(
    { ...subject, kind: "nat-lifetime-unreplied" },
    "unknown",
    "a gateway can only show the lifetime of mappings with traffic both ways; a responder or a STUN server can show more",
  );
  const found = [unreplied, replied, keepaliveMeasurement(subject, [unreplied, replied])];
  if (!study || replied.outcome !== "measured" || isAborted(context)) return found;
  const { lowMs, highMs } = search;
  const bracket = highMs === null ? null : { lowMs, highMs };
  return studyByGateway(context, target, port, { found, subject: bracket, onProgress });
}

function repliedMeasurement(
  { lowMs, highMs, obstacle }: ReflectionSearch,
  { method, target }: { readonly method: string; readonly target: string },
  aborted: boolean,
  rationed: boolean,
): Measurement {
  const subject = { kind: "nat-lifetime-replied", method, target } as const;
  if (lowMs === 0) {
    const reason = aborted ? cancelledReason : rationed ? noRationReason : obstacleText(obstacle);
    return notMeasured(subject, "unknown", reason);
  }
  const low = lowMs / 1_000;
  const details = aborted ? { unfinished: cancelledReason } : {};
  if (highMs === null) return measured(subject, low, { unit: "s", low, details: { ...details, atLeast: true } });
  const high = (highMs + triggersMs) / 1_000;
  const value = Math.round(50 * (low + high)) / 100;
  return measured(subject, value, { unit: "s", low, high, details: { ...details, atLeast: false } });
}

function obstacleText(obstacle: ReflectionSearch["obstacle"]): string {
  const hint = "name a responder or a STUN server to measure with";
  switch (obstacle) {
    case "answered-elsewhere":
      return `this gateway answers a repeated message to whoever repeats it, so it cannot show a lifetime: ${hint}`;
    case "self-repeating":
      return `this gateway repeats its answers by itself, so no mapping is ever idle: ${hint}`;
    case "not-accepted":
      return `this gateway takes no IKEv1 from an unknown client: ${hint}`;
    case "silent":
      return `this gateway does not answer IKEv1, or not to repetitions from elsewhere: ${hint}`;
    case "void":
    case null:
      return `the gateway stopped answering while it was measured: ${hint}`;
    default:
      return assertNever(obstacle);
  }
}
