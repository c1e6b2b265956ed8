import type { Measurement } from "../../model/measurement.ts";
import type { Failure, Outcome } from "../../model/failure.ts";
import { success } from "../../model/failure.ts";
import type { GatewayTarget, ProbeContext } from "../context.ts";
import { converse } from "../conversation.ts";
import { type BaitKind, buildBait } from "../ike/baits.ts";
import { ikePortOf } from "../ike/non-esp-marker.ts";
import { cancelledReason, endpointText, measured, notMeasured, notTried } from "../measured.ts";
import { answeredOf, dpiLane, type DpiLaneState } from "./lane.ts";
import { judgeDpi } from "./verdict.ts";

/** Every bait can be padded to that size. */
const smallBytes = 260;

export interface DpiOptions {
  /** A UDP port of the gateway that answers anything at all. */
  readonly port: number;
  /** IKE of the version that the gateway is known, or thought, to speak. */
  readonly ike: Exclude<BaitKind, "ver">;
  /** UDP payload of the large packets, which must fit the path. */
  readonly largeBytes: number;
  /** Whether a burst shall show limits of the rate as well. */
  readonly withBurst: boolean;
}

/**
 * Whether the network treats IKE worse than other content. Sends IKE and, from another socket at the same moments, packets
 * of the same sizes that are no IKE of any version in use, but that gateways answer: messages of major version 3. Gives
 * `dpi`: `none`, `content`, `size`, `rate`. At most 24 packets, or 64 with the burst, of which none makes state.
 */
export async function measureDpi(
  context: ProbeContext,
  target: GatewayTarget,
  options: DpiOptions,
): Promise<readonly Measurement[]> {
  const { port, ike: ikeBait } = options;
  const subject = {
    kind: "dpi",
    method: "ike-against-neutral",
    target: endpointText(target.address, target.family, port),
  } as const;
  const [ike, neutral] = await Promise.all([
    runLane(context, target, options, ikeBait),
    runLane(context, target, options, "ver"),
  ]);
  const failed = [ike, neutral].find((lane): lane is { ok: false; error: Failure } => !lane.ok);
  if (failed !== undefined || !ike.ok || !neutral.ok) {
    const { error } = failed ?? { error: { code: "unreachable", message: "No socket could be opened." } as const };
    return [notTried(subject, error)];
  }
  if (context.signal?.aborted === true) return [notMeasured(subject, "unknown", cancelledReason)];
  const details = { ...counts("ike", ike.value), ...counts("neutral", neutral.value) };
  const verdict = judgeDpi(ike.value, neutral.value);
  return [
    verdict.kind === "decided"
      ? measured(subject, verdict.value, { details })
      : notMeasured(subject, "unknown", verdict.reason, details),
  ];
}

function counts(name: "ike" | "neutral", state: DpiLaneState): Readonly<Record<string, number>> {
  return {
    [`${name}Small`]: answeredOf(state, "small"),
    [`${name}Large`]: answeredOf(state, "large"),
    ...(state.sent.burst > 0 ? { [`${name}Burst`]: answeredOf(state, "burst") } : {}),
  };
}

async function runLane(
  context: ProbeContext,
  { address, family, ports, bindAddress }: GatewayTarget,
  { port, largeBytes, withBurst }: DpiOptions,
  bait: BaitKind,
): Promise<Outcome<DpiLaneState>> {
  const opened = await context.udp.open({
    remoteAddress: address,
    family,
    fragmentation: "system",
    connectToPort: port,
    ...(bindAddress === undefined ? {} : { bindAddress }),
  });
  if (!opened.ok) return opened;
  const socket = opened.value;
  const ikePort = ikePortOf(ports, port);
  const state = await converse(context, socket, ikePort, dpiLane(withBurst), ({ part }) =>
    buildBait(bait, context.random, ikePort, part === "large" ? largeBytes : smallBytes),
  );
  socket.close();
  return success(state);
}
