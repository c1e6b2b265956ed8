import type { StunServer } from "../../../model/check-options.ts";
import type { Measurement } from "../../../model/measurement.ts";
import type { World } from "../../../model/ports.ts";
import type { ProbeContext } from "../../../probes/context.ts";
import {
  createHalfOpenBudget,
  halfOpenPerRun,
  halfOpenPerWindow,
  halfOpenWindowMs,
} from "../../../probes/half-open-budget.ts";
import { endpointText } from "../../../probes/measured.ts";
import { measureNatLifetime, type NatLifetimeProgress } from "../../../probes/nat-lifetime/measure.ts";
import { measureNatLifetimeByGateway } from "../../../probes/nat-lifetime/measure-by-gateway.ts";
import { silencePacketBudget } from "../../../probes/nat-lifetime/reflection.ts";
import { natLifetimePacketBudget, type NatLifetimeMode, planLanes } from "../../../probes/nat-lifetime/plan.ts";
import { complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";

/** The options of `probe nat-lifetime` as the command line gives them. */
export interface ProbeNatLifetimeFlags {
  readonly mode: NatLifetimeMode;
  /** A responder, or a STUN server with RFC 5780; without one the gateway alone is asked. */
  readonly server?: StunServer;
  /** Further ports of a responder that are compared, in deep mode. */
  readonly comparePort: readonly number[];
  readonly bind?: string;
  readonly json?: true;
  /** Print what would be sent, and send nothing. */
  readonly plan?: true;
}

const resolveTimeoutMs = 5_000;
/** Of one packet with its IP and UDP headers, for the plan. */
const packetSizeBytes = 120;
const ports = { ike: 500, natTraversal: 4500 } as const;

/** `probe nat-lifetime GATEWAY`: one measurement, until it is known or Ctrl-C. */
export async function probeNatLifetimeCommand(
  context: CliContext,
  world: World,
  gateway: string,
  flags: ProbeNatLifetimeFlags,
): Promise<number> {
  const { stderr, stdout, signal } = context;
  const { mode, server, bind } = flags;
  if (flags.plan === true) {
    stdout.write(server === undefined ? gatewayPlanText : planText(flags, server.port));
    return exitCodes.healthy;
  }
  const host = server?.host ?? gateway;
  const resolved = await world.names.resolve(host, resolveTimeoutMs, signal);
  const [first] = resolved.ok ? resolved.value.addresses : [];
  if (first === undefined) {
    complain(context, resolved.ok ? `${host} has no address.` : resolved.error.message);
    return resolved.ok ? exitCodes.notEnoughChecked : exitCodeOfFailure(resolved.error);
  }
  let packets = 0;
  const probe: ProbeContext = {
    ...world,
    signal,
    countPacket: () => (packets += 1),
    halfOpen: createHalfOpenBudget(),
  };
  const end = { ...first, ...(bind === undefined ? {} : { bindAddress: bind }) };
  const onProgress = (progress: NatLifetimeProgress): void => stderr.write(progressText(progress));
  const port = server?.port ?? ports.ike;
  stderr.write(`Measuring how long idle mappings live, with ${endpointText(first.address, first.family, port)} ...\n`);
  const measurements =
    server === undefined
      ? await measureNatLifetimeByGateway(probe, { ...end, ports }, { port, mode, onProgress })
      : await measureNatLifetime(probe, {
          server: { ...end, port },
          mode,
          comparedPorts: flags.comparePort,
          onProgress,
        });
  stderr.write(`${packets} packets sent.\n`);
  if (flags.json === true) stdout.write(`${JSON.stringify({ measurements }, null, 2)}\n`);
  else for (const measurement of measurements) stdout.write(`${measurementText(measurement)}\n`);
  if (signal.aborted) return exitCodes.cancelled;
  return measurements.some(({ outcome }) => outcome === "measured") ? exitCodes.healthy : exitCodes.notEnoughChecked;
}

const gatewayPlanText = `the gateway alone: at most ${halfOpenPerRun} unfinished connections, ${halfOpenPerWindow} of them in ${halfOpenWindowMs / 1_000} s, and ${halfOpenPerRun * silencePacketBudget} packets\n`;

function planText({ mode, comparePort }: ProbeNatLifetimeFlags, port: number): string {
  const lanes = planLanes(mode, port, comparePort);
  const longestSeconds = Math.max(...lanes.map(({ idleMs }) => idleMs)) / 1_000;
  const packets = natLifetimePacketBudget[mode];
  const kilobytes = Math.round((packets * packetSizeBytes) / 1_000);
  return `${mode}: ${lanes.length} sockets, silences up to ${longestSeconds} s, at most ${packets} packets and ${kilobytes} kB sent\n`;
}

function progressText({ state, atLeastSeconds }: NatLifetimeProgress): string {
  return `${state}: at least ${atLeastSeconds} s\n`;
}

function measurementText({ kind, outcome, value, unit, low, high, reason, details }: Measurement): string {
  if (outcome !== "measured") return `${kind}: ${outcome} (${reason ?? "no reason given"})`;
  const atLeast = details["atLeast"] === true ? "at least " : "";
  const bounds = low !== undefined && high !== undefined ? ` (between ${low} and ${high})` : "";
  const why = typeof details["why"] === "string" ? `: ${details["why"]}` : "";
  return `${kind}: ${atLeast}${String(value)} ${unit ?? ""}${bounds}${why}`;
}
