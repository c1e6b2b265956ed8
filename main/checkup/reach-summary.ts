import type { Measurement } from "../model/measurement.ts";
import type { GatewayTarget } from "../probes/context.ts";
import { type BaitKind, baitKinds } from "../probes/ike/baits.ts";
import type { IkeVersion } from "../probes/nat-sighting.ts";

/** What the probes that follow need to know of the way to the gateway. */
export interface ReachSummary {
  /** The yardstick: port 500 where it answers, else 4500. */
  readonly port: number;
  /** What it answers there without opening a connection; null where there is no such thing. */
  readonly bait: BaitKind | null;
  readonly natTraversalAnswers: boolean;
  /** In the order in which they are worth trying. */
  readonly versions: readonly [IkeVersion, ...IkeVersion[]];
  /** Nothing that is IKE of a version in use was answered, but something else was. */
  readonly onlyNeutralAnswered: boolean;
}

/** Reads what `measureReach` found; undefined where no IKE port answered. */
export function summarizeReach(measurements: readonly Measurement[], target: GatewayTarget): ReachSummary | undefined {
  const lanes = [
    { port: target.ports.ike, measurement: measurements.find(({ kind }) => kind === "reach-udp-500") },
    { port: target.ports.natTraversal, measurement: measurements.find(({ kind }) => kind === "reach-udp-4500") },
  ];
  const answered = lanes.flatMap(({ port, measurement }) =>
    measurement?.value === "answered" ? [{ port, bait: baitOf(measurement) }] : [],
  );
  const yardstick = answered.find(({ bait }) => bait !== null && bait !== "ver") ?? answered[0];
  if (yardstick === undefined) return undefined;
  const spoken = measurements.find(({ kind }) => kind === "ike-version")?.value;
  return {
    ...yardstick,
    natTraversalAnswers: answered.some(({ port }) => port === target.ports.natTraversal),
    versions: spoken === "ikev1" ? ["ikev1"] : ["ikev2", "ikev1"],
    onlyNeutralAnswered: answered.every(({ bait }) => bait === "ver"),
  };
}

function baitOf({ details }: Measurement): BaitKind | null {
  return baitKinds.find((kind) => kind === details["bait"]) ?? null;
}
