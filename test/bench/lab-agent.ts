import { createInterface } from "node:readline";
import { echoMeasurements } from "../../main/checkup/measurements.ts";
import { createProbeSession, probeReach } from "../../main/checkup/gateway-probes.ts";
import { echoCount } from "../../main/checkup/steps.ts";
import { startResponder } from "../../main/host/responder-server.ts";
import { createHostWorld } from "../../main/host/world.ts";
import type { Measurement } from "../../main/model/measurement.ts";
import type { GatewayTarget, ProbeContext } from "../../main/probes/context.ts";
import { measureNatLifetime } from "../../main/probes/nat-lifetime/measure.ts";
import { measurePathMtu } from "../../main/probes/path-mtu/measure.ts";
import { addresses } from "../lab/topology.ts";

/*
 * Runs in a namespace of the lab and does one job after the other, a line of standard input each, so that what is
 * measured is the probe and not the start of Node. Answers with a line of JSON: a `JobReport`.
 */

const jobs = ["path-mtu", "reach", "nat-lifetime", "respond"] as const;
export type Job = (typeof jobs)[number];

export interface JobReport {
  readonly measurements: readonly Measurement[];
  readonly wallMs: number;
  readonly packets: number;
}

const target: GatewayTarget = {
  address: addresses.gateway,
  family: "ipv4",
  ports: { ike: 500, natTraversal: 4500 },
};
const server = { address: addresses.gateway, family: "ipv4", port: 3478 } as const;
const echoTimeoutMs = 1_000;
const world = createHostWorld();
const { signal } = new AbortController();

async function work(job: Job): Promise<JobReport> {
  const session = createProbeSession(world, target);
  const context = session.context(signal);
  const startedMs = performance.now();
  const measurements = await measure[job](context, async () => (await probeReach(session, signal)).measurements);
  return { measurements, wallMs: performance.now() - startedMs, packets: session.packetsSent() };
}

type Measure = (context: ProbeContext, reach: () => Promise<readonly Measurement[]>) => Promise<readonly Measurement[]>;

const measure: Readonly<Record<Job, Measure>> = {
  "path-mtu": (context) => measurePathMtu(context, target, { port: 500, bait: "ke", linkMtuBytes: 1_500 }),
  "nat-lifetime": (context) => measureNatLifetime(context, { server, mode: "standard" }),
  reach: async (_context, reach) => {
    const [echo, ports] = await Promise.all([
      world.echo.ping(target.address, echoCount.standard, echoTimeoutMs, signal),
      reach(),
    ]);
    return [...ports, ...echoMeasurements(target.address, echo)];
  },
  respond: async () => {
    const started = await startResponder({
      addresses: [addresses.gateway, addresses.office],
      ports: [server.port, server.port + 1],
    });
    if (!started.ok) throw new Error(started.error.message);
    return [];
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const job = jobs.find((known) => known === line);
  if (job === undefined) throw new Error(`There is no job ${line}.`);
  process.stdout.write(`${JSON.stringify(await work(job))}\n`);
}
