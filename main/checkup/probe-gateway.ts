import type { CheckOptions } from "../model/check-options.ts";
import type { Measurement } from "../model/measurement.ts";
import type { ResolvedHost, RouteToHost, World } from "../model/ports.ts";
import type { Gateway } from "../model/report.ts";
import type { GatewayTarget, ProbeContext } from "../probes/context.ts";
import { measureFragments } from "../probes/fragments.ts";
import { measureNat } from "../probes/nat.ts";
import { measurePathMtu } from "../probes/path-mtu/measure.ts";
import { measureReach } from "../probes/reach.ts";
import { noteOf } from "./measurement-notes.ts";
import { dnsMeasurement, echoMeasurements, routeMeasurement } from "./measurements.ts";
import type { StepResult, StepRunner } from "./step-runner.ts";
import { echoCount, type StepName } from "./steps.ts";

export interface GatewayProbing {
  readonly world: World;
  readonly runner: StepRunner;
  /** Undefined when neither the person nor a profile named a gateway. */
  readonly host: string | undefined;
  readonly options: CheckOptions;
  readonly left: readonly StepName[];
}

export interface GatewayProbed {
  readonly gateway: Gateway;
  readonly packetsSent: number;
}

const resolveTimeoutMs = 6_000;
const stepTimeoutMs = 12_000;
const echoTimeoutMs = 1_000;

/** A link MTU to start from where the system does not tell one: Ethernet's. */
const usualLinkMtuBytes = 1500;

/** All measurements that are about one gateway, from its name to its path MTU. */
export async function probeGateway(probing: GatewayProbing): Promise<GatewayProbed | undefined> {
  const { runner, host } = probing;
  if (host === undefined) {
    await skipAll(runner, "no gateway was named and no VPN profile on this computer names one");
    return undefined;
  }
  const resolved = await resolveStep(probing, host);
  const gateway: Gateway = { host, addresses: resolved?.addresses.map((entry) => entry.address) ?? [] };
  const first = resolved?.addresses[0];
  if (first === undefined) {
    await skipAll(runner, "the address of the gateway is not known", ["resolve"]);
    return { gateway, packetsSent: 0 };
  }
  const target: GatewayTarget = {
    ...first,
    ports: { ike: 500, natTraversal: 4500 },
    ...(probing.options.bindAddress === undefined ? {} : { bindAddress: probing.options.bindAddress }),
  };
  return { gateway, packetsSent: await probeAddress(probing, target) };
}

async function probeAddress(probing: GatewayProbing, target: GatewayTarget): Promise<number> {
  const { world, runner, options } = probing;
  let packetsSent = 0;
  const context = (signal: AbortSignal): ProbeContext => ({
    udp: world.udp,
    clock: world.clock,
    random: world.random,
    signal,
    countPacket: () => {
      packetsSent += 1;
    },
  });
  const [route, , reach] = await Promise.all([
    routeStep(probing, target.address),
    runner.run("ping", stepTimeoutMs, async (tools) => {
      const outcome = await world.echo.ping(target.address, echoCount[options.profile], echoTimeoutMs, tools.signal);
      if (outcome.ok) packetsSent += outcome.value.sent;
      return measuredStep(tools, echoMeasurements(target.address, outcome));
    }),
    runner.run("reach", stepTimeoutMs, async (tools) =>
      measuredStep(tools, await measureReach(context(tools.signal), target)),
    ),
  ]);
  const port = answeringPort(reach ?? [], target);
  if (port === undefined) {
    await skipAll(runner, "no UDP port of the gateway answered, so there is nothing to measure with", [
      "resolve",
      "route",
      "ping",
      "reach",
    ]);
    return packetsSent;
  }
  await runUnlessLeft(probing, "nat", async (tools) =>
    measuredStep(tools, await measureNat(context(tools.signal), target, port)),
  );
  await runUnlessLeft(probing, "path-mtu", async (tools) => {
    const linkMtuBytes = route?.linkMtuBytes ?? usualLinkMtuBytes;
    return measuredStep(tools, await measurePathMtu(context(tools.signal), target, { port, linkMtuBytes }));
  });
  await runUnlessLeft(probing, "fragments", async (tools) =>
    measuredStep(tools, await measureFragments(context(tools.signal), target, port)),
  );
  return packetsSent;
}

function resolveStep({ world, runner }: GatewayProbing, host: string): Promise<ResolvedHost | undefined> {
  return runner.run("resolve", resolveTimeoutMs, async (tools): Promise<StepResult<ResolvedHost>> => {
    const outcome = await world.names.resolve(host, resolveTimeoutMs - 1_000, tools.signal);
    tools.measured([dnsMeasurement(host, outcome)]);
    if (!outcome.ok) return { outcome: "failed", reason: outcome.error.message };
    const note = outcome.value.addresses.map((entry) => entry.address).join(", ");
    return { outcome: "done", note, value: outcome.value };
  });
}

function routeStep({ world, runner }: GatewayProbing, address: string): Promise<RouteToHost | undefined> {
  return runner.run("route", stepTimeoutMs, async (tools): Promise<StepResult<RouteToHost>> => {
    const outcome = await world.machine.route(address, tools.signal);
    tools.measured([routeMeasurement(address, outcome)]);
    if (!outcome.ok) return { outcome: "failed", reason: outcome.error.message };
    const { interfaceName, linkMtuBytes } = outcome.value;
    const mtu = linkMtuBytes === undefined ? "" : `, MTU ${linkMtuBytes}`;
    return { outcome: "done", note: `through ${interfaceName}${mtu}`, value: outcome.value };
  });
}

function runUnlessLeft(
  { runner, left, options }: GatewayProbing,
  name: StepName,
  work: Parameters<StepRunner["run"]>[2],
): Promise<unknown> {
  return left.includes(name)
    ? runner.run(name, stepTimeoutMs, async () => ({
        outcome: "skipped",
        reason: `not part of a ${options.profile} check`,
      }))
    : runner.run(name, stepTimeoutMs, work);
}

const gatewaySteps = ["resolve", "route", "ping", "reach", "nat", "path-mtu", "fragments"] as const;

async function skipAll(runner: StepRunner, reason: string, except: readonly StepName[] = []): Promise<void> {
  for (const name of gatewaySteps) {
    if (!except.includes(name)) await runner.run(name, stepTimeoutMs, async () => ({ outcome: "skipped", reason }));
  }
}

/** Port 500 where it answers, else 4500: whichever answers is the yardstick for everything that follows. */
function answeringPort(reach: readonly Measurement[], target: GatewayTarget): number | undefined {
  const answered = (kind: Measurement["kind"]): boolean =>
    reach.some((measurement) => measurement.kind === kind && measurement.value === "answered");
  if (answered("reach-udp-500")) return target.ports.ike;
  return answered("reach-udp-4500") ? target.ports.natTraversal : undefined;
}

function measuredStep(
  tools: { readonly measured: (measurements: readonly Measurement[]) => void },
  measurements: readonly Measurement[],
): StepResult<readonly Measurement[]> {
  tools.measured(measurements);
  return { outcome: "done", note: noteOf(measurements), value: measurements };
}
