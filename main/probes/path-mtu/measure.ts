import type { Measurement } from "../../model/measurement.ts";
import type { GatewayTarget, ProbeContext } from "../context.ts";
import { converse } from "../conversation.ts";
import { type BaitKind, buildBait } from "../ike/baits.ts";
import { ikePortOf } from "../ike/non-esp-marker.ts";
import {
  cancelledReason,
  endpointText,
  measured,
  type MeasurementSubject,
  notMeasured,
  notTried,
} from "../measured.ts";
import { udpOverheadBytes } from "../overhead.ts";
import { floorBytes, silenceReason, upperBoundBytes, widestBytes } from "./bounds.ts";
import { tooBigMeasurement } from "./too-big.ts";
import { pathMtuSearch, type PathMtuState } from "./search.ts";

const method = "ike-bait-df";

export interface PathMtuOptions {
  /** A UDP port of the gateway that answers IKE. */
  readonly port: number;
  /** What it answers there, as `measureReach` found out. */
  readonly bait: BaitKind;
  readonly linkMtuBytes: number;
}

/**
 * Finds the largest packet that reaches `port` of the gateway whole. Gives `path-mtu` (bytes of the IP packet; bounds
 * differ where it was only bracketed) and `icmp-too-big` (whether a router said that larger ones are too big; false is a
 * black hole). At most 120 packets, of which none makes state on the gateway.
 */
export async function measurePathMtu(
  context: ProbeContext,
  target: GatewayTarget,
  options: PathMtuOptions,
): Promise<readonly Measurement[]> {
  const { address, family, bindAddress } = target;
  const { port, bait, linkMtuBytes } = options;
  const ikePort = ikePortOf(target.ports, port);
  const subject = (kind: MeasurementSubject["kind"]) => ({ kind, method, target: endpointText(address, family, port) });
  const opened = await context.udp.open({
    remoteAddress: address,
    family,
    fragmentation: "never",
    ...(bindAddress === undefined ? {} : { bindAddress }),
  });
  if (!opened.ok) return [notTried(subject("path-mtu"), opened.error), notTried(subject("icmp-too-big"), opened.error)];
  const socket = opened.value;
  const machine = pathMtuSearch(floorBytes[family], Math.min(linkMtuBytes, widestBytes));
  const state = await converse(context, socket, ikePort, machine, ({ sizeBytes }) =>
    buildBait(bait, context.random, ikePort, sizeBytes - udpOverheadBytes[family]),
  );
  socket.close();
  return [pathMtu(subject("path-mtu"), state, options), tooBigMeasurement(subject("icmp-too-big"), state)];
}

function pathMtu(
  subject: MeasurementSubject,
  state: PathMtuState,
  { bait, linkMtuBytes }: PathMtuOptions,
): Measurement {
  const { end, answeredBytes, packets, rounds } = state;
  const details = { linkMtuBytes, packets, rounds, bait };
  if (end === null) {
    const proved = answeredBytes === null ? {} : { low: answeredBytes };
    return { ...notMeasured(subject, "unknown", cancelledReason, details), ...proved };
  }
  if (answeredBytes === null) return notMeasured(subject, "unknown", silenceReason(state), details);
  const high = upperBoundBytes(state, answeredBytes, linkMtuBytes);
  return measured(subject, answeredBytes, { unit: "bytes", low: answeredBytes, high, details });
}
