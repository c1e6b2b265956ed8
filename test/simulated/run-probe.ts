import type { Measurement, MeasurementKind } from "../../main/model/measurement.ts";
import { practiceAddresses } from "../../main/practice/addresses.ts";
import type { IpPacket } from "../../main/practice/packet.ts";
import type { GatewayTarget, ProbeContext } from "../../main/probes/context.ts";
import { createHalfOpenBudget } from "../../main/probes/half-open-budget.ts";
import { createSimulatedWorld, type SimulatedWorldOptions } from "../fakes/simulated-world.ts";

const practiceTarget: GatewayTarget = {
  address: practiceAddresses.gateway,
  family: "ipv4",
  ports: { ike: 500, natTraversal: 4500 },
};

export interface ProbeRun {
  readonly measurements: readonly Measurement[];
  readonly tookMs: number;
  readonly packetsCounted: number;
  readonly packetsIgnored: number;
  readonly sent: readonly { readonly atMs: number; readonly packet: IpPacket }[];
}

/** Runs one probe in a simulated world of its own; with `cancelAtMs` the stop button is pressed then. */
export async function runProbe(
  probe: (context: ProbeContext, target: GatewayTarget) => Promise<readonly Measurement[]>,
  options: SimulatedWorldOptions & { readonly cancelAtMs?: number },
): Promise<ProbeRun> {
  const { cancelAtMs, ...worldOptions } = options;
  const { world, clock, sent } = createSimulatedWorld(worldOptions);
  const stop = new AbortController();
  let packetsCounted = 0;
  let packetsIgnored = 0;
  const context: ProbeContext = {
    udp: world.udp,
    clock: world.clock,
    random: world.random,
    signal: stop.signal,
    countPacket: () => (packetsCounted += 1),
    countIgnored: () => (packetsIgnored += 1),
    halfOpen: createHalfOpenBudget(),
  };
  if (cancelAtMs !== undefined) void clock.sleep(cancelAtMs).then(() => stop.abort());
  const measurements = await probe(context, practiceTarget);
  const tookMs = clock.monotonicMs();
  // Whatever the probe left running has half a minute to show itself.
  await clock.sleep(30_000);
  return { measurements, tookMs, packetsCounted, packetsIgnored, sent };
}

/** The measurement of that kind, of which there is exactly one. */
export function the(kind: MeasurementKind, { measurements }: ProbeRun): Measurement {
  const [only, ...others] = measurements.filter((measurement) => measurement.kind === kind);
  if (only === undefined || others.length > 0) throw new Error(`Not exactly one measurement of ${kind}`);
  return only;
}

/** What was measured: the value, or the outcome where there is none. */
export function answer(kind: MeasurementKind, run: ProbeRun): Measurement["value"] {
  const { value, outcome } = the(kind, run);
  return value ?? outcome;
}

/** The numbers from 1 to `count`. */
export function seeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
