/*
 * Measures the NAT lifetime through a real conntrack NAT whose timeouts are known, against our responder and against
 * coturn, and lets coturn's clients talk to our responder.
 *
 *   node test/lab/nat-lifetime-truth.ts [--only NAME]... [--json FILE]
 *
 * Skips, with the reason, where it cannot run; with TUNNEL_DOCTOR_LAB=required that is a failure. Exit code: 0 nothing
 * failed, 1 something failed.
 */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startResponder } from "../../main/host/responder-server.ts";
import { createHostWorld } from "../../main/host/world.ts";
import { measurementSchema, type Measurement } from "../../main/model/measurement.ts";
import { createHalfOpenBudget } from "../../main/probes/half-open-budget.ts";
import { measureNatLifetimeByGateway } from "../../main/probes/nat-lifetime/measure-by-gateway.ts";
import { measureNatLifetime } from "../../main/probes/nat-lifetime/measure.ts";
import { waitFor } from "./commands.ts";
import { startDaemon } from "./daemons.ts";
import { losePackets } from "./faults.ts";
import { gatewayConnections, startCharon } from "./strongswan.ts";
import { whyNotHere } from "./prerequisites.ts";
import {
  addresses,
  createTopology,
  mustRunIn,
  namespaceOf,
  removeOwnTopologies,
  removeTopology,
  runIn,
  setKernel,
  type Topology,
} from "./topology.ts";

const unrepliedSeconds = 10;
const repliedSeconds = 20;
const stunPort = 3478;
const alternatePort = 3479;
const comparedPort = 4500;
/** With a server a measurement lasts about 25 s here, with the gateway alone three rounds of 32 s. */
const measureTimeoutMs = 150_000;
/** Two rounds of two silences, and what four triggers take. */
const gatewayWidthSeconds = 4.5;

/** They wait most of the time; more of them would disturb each other's timing on two cores. */
const jobs = 3;
/** A busy machine takes its time to start Node. */
const startTimeoutMs = 30_000;

interface Truth {
  readonly name: string;
  readonly server: "responder" | "coturn";
  readonly natPorts: "preserved" | "random";
  readonly lossPercent: number;
  readonly method: "delayed-answer" | "response-port";
}

const truths: readonly Truth[] = [
  { name: "responder", server: "responder", natPorts: "preserved", lossPercent: 0, method: "delayed-answer" },
  { name: "responder-loss", server: "responder", natPorts: "preserved", lossPercent: 5, method: "delayed-answer" },
  { name: "responder-random-ports", server: "responder", natPorts: "random", lossPercent: 0, method: "delayed-answer" },
  { name: "coturn", server: "coturn", natPorts: "preserved", lossPercent: 0, method: "response-port" },
  { name: "coturn-loss", server: "coturn", natPorts: "preserved", lossPercent: 5, method: "response-port" },
  { name: "coturn-random-ports", server: "coturn", natPorts: "random", lossPercent: 5, method: "response-port" },
];

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    json: { type: "string" },
    role: { type: "string" },
    by: { type: "string" },
  },
});
const here = fileURLToPath(import.meta.url);

switch (options.role) {
  case undefined:
    process.exitCode = report(await runAll());
    break;
  case "responder": {
    const listening = [addresses.gateway, addresses.office] as const;
    const started = await startResponder({ addresses: listening, ports: [stunPort, alternatePort, comparedPort] });
    console.log(started.ok ? "ready" : started.error.message);
    break;
  }
  case "measure": {
    const server = { address: addresses.gateway, family: "ipv4", port: stunPort } as const;
    let packets = 0;
    const context = {
      ...createHostWorld(),
      countPacket: () => (packets += 1),
      halfOpen: createHalfOpenBudget(),
    };
    const startedMs = performance.now();
    const target = { address: addresses.gateway, family: "ipv4", ports: { ike: 500, natTraversal: 4500 } } as const;
    const measurements =
      options.by === "gateway"
        ? await measureNatLifetimeByGateway(context, target, { port: 500, mode: "standard" })
        : await measureNatLifetime(context, { server, mode: "standard" });
    const wallSeconds = (performance.now() - startedMs) / 1_000;
    console.log(JSON.stringify({ measurements, wallSeconds, packets }));
    break;
  }
  default:
    throw new Error(`There is no role ${options.role}.`);
}

type Result = "passed" | "failed" | "skipped";

/** Prints the sum, writes it as JSON where asked to, and returns the exit code. */
function report(results: readonly Result[]): number {
  const count = (wanted: Result): number => results.filter((result) => result === wanted).length;
  const counts = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(counts)}\n`);
  return counts.failed === 0 ? 0 : 1;
}

async function runAll(): Promise<readonly Result[]> {
  const reason = whyNotHere(["turnserver", "turnutils_stunclient", "turnutils_natdiscovery"]);
  if (reason !== undefined) {
    console.log(`skipped: ${reason}`);
    return [process.env["TUNNEL_DOCTOR_LAB"] === "required" ? "failed" : "skipped"];
  }
  process.on("exit", removeOwnTopologies);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
  const checks = [
    { name: "gateway", check: checkGateway },
    { name: "coturn-clients", check: checkClients },
    ...truths.map((truth) => ({ name: truth.name, check: (topology: Topology) => checkTruth(topology, truth) })),
  ].filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  const waiting = checks.values();
  const worker = async (): Promise<readonly boolean[]> => {
    const passed: boolean[] = [];
    // The iterator is shared: every worker takes the next check that nobody has taken.
    for (const { name, check } of waiting) passed.push(await withTopology(name, check));
    return passed;
  };
  const results = await Promise.all(Array.from({ length: jobs }, worker));
  return results.flat().map((passed) => (passed ? "passed" : "failed"));
}

async function withTopology(name: string, check: (topology: Topology) => Promise<readonly string[]>): Promise<boolean> {
  const topology = await createTopology();
  try {
    const problems = await check(topology);
    console.log(problems.length === 0 ? `${name}: passed` : `${name}: FAILED: ${problems.join("; ")}`);
    return problems.length === 0;
  } catch (error) {
    console.log(`${name}: FAILED: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    removeTopology(topology);
  }
}

/** What is wrong with the measurement; nothing when it keeps the promise. */
async function checkTruth(topology: Topology, truth: Truth): Promise<readonly string[]> {
  if (truth.natPorts === "random") await useRandomPorts(topology);
  await setKernel(topology, "home", {
    "net.netfilter.nf_conntrack_udp_timeout": unrepliedSeconds,
    "net.netfilter.nf_conntrack_udp_timeout_stream": repliedSeconds,
  });
  if (truth.server === "coturn") await startCoturn(topology);
  else await startOurResponder(topology);
  if (truth.lossPercent > 0) await losePackets(topology, truth.lossPercent);
  const { unreplied, replied, wallSeconds } = await measureAtClient(topology, truth.name, "server");
  return [
    ...compare("unreplied", unreplied, unrepliedSeconds),
    ...compare("replied", replied, repliedSeconds),
    ...(replied?.method === truth.method ? [] : [`the method was ${replied?.method ?? "none"}`]),
    ...(wallSeconds <= 1.1 * repliedSeconds + 4 ? [] : [`it took ${wallSeconds.toFixed(1)} s`]),
  ];
}

interface Measured {
  readonly unreplied: Measurement | undefined;
  readonly replied: Measurement | undefined;
  readonly wallSeconds: number;
}

async function measureAtClient(topology: Topology, name: string, by: "server" | "gateway"): Promise<Measured> {
  const command = [process.execPath, here, "--role", "measure", "--by", by] as const;
  const { stdout, stderr } = await runIn(topology, "client", [...command], { timeoutMs: measureTimeoutMs });
  if (stdout === "") throw new Error(`the measurement printed nothing: ${stderr.slice(-500)}`);
  const { measurements, wallSeconds, packets } = JSON.parse(stdout) as {
    readonly measurements: readonly unknown[];
    readonly wallSeconds: number;
    readonly packets: number;
  };
  const parsed = measurements.map((measurement) => measurementSchema.parse(measurement));
  const found = (kind: Measurement["kind"]) => parsed.find((measurement) => measurement.kind === kind);
  const unreplied = found("nat-lifetime-unreplied");
  const replied = found("nat-lifetime-replied");
  console.log(
    `${name}: unreplied ${shown(unreplied)}, replied ${shown(replied)}, ${wallSeconds.toFixed(1)} s, ${packets} packets`,
  );
  return { unreplied, replied, wallSeconds };
}

/** With nothing but a real strongSwan, which reflects IKEv1: the bracket holds the truth. */
async function checkGateway(topology: Topology): Promise<readonly string[]> {
  await setKernel(topology, "home", { "net.netfilter.nf_conntrack_udp_timeout_stream": repliedSeconds });
  await startCharon(topology, "gateway", { connections: gatewayConnections({}) });
  const { replied } = await measureAtClient(topology, "gateway", "gateway");
  const { low = Infinity, high = 0 } = replied ?? {};
  return [
    ...(low < repliedSeconds && repliedSeconds <= high
      ? []
      : [`replied is ${shown(replied)}, not ${repliedSeconds} s`]),
    ...(high - low <= gatewayWidthSeconds ? [] : [`the bracket is ${high - low} s wide`]),
  ];
}

function compare(what: string, measurement: Measurement | undefined, truthSeconds: number): readonly string[] {
  const error = Math.abs(Number(measurement?.value) - truthSeconds);
  return error <= Math.max(0.5, 0.02 * truthSeconds) ? [] : [`${what} is ${shown(measurement)}, not ${truthSeconds} s`];
}

function shown(measurement: Measurement | undefined): string {
  if (measurement?.outcome !== "measured") return measurement?.reason ?? "nothing";
  return `${String(measurement.value)} s (${measurement.low ?? "-"} to ${measurement.high ?? "-"})`;
}

/** coturn's own clients get along with our responder, and see its second address. */
async function checkClients(topology: Topology): Promise<readonly string[]> {
  await startOurResponder(topology);
  const simple = await runIn(topology, "client", ["turnutils_stunclient", addresses.gateway]);
  const discovery = await runIn(topology, "client", ["turnutils_natdiscovery", "-m", "-f", addresses.gateway]);
  const said = `${discovery.stdout}${discovery.stderr}`;
  return [
    ...(simple.stdout.includes(addresses.homeOutside) ? [] : [`turnutils_stunclient said ${simple.stdout.trim()}`]),
    ...(/Endpoint Independent Mapping/i.test(said) ? [] : [`turnutils_natdiscovery found no mapping: ${said.trim()}`]),
    ...(/Address and Port Dependent Filtering/i.test(said) ? [] : ["turnutils_natdiscovery found no filtering"]),
  ];
}

async function startOurResponder(topology: Topology): Promise<void> {
  const child = spawn(
    "ip",
    ["netns", "exec", namespaceOf(topology, "gateway"), process.execPath, here, "--role", "responder"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  await waitFor("our responder", startTimeoutMs, async () => (said.includes("ready") ? true : undefined));
}

async function startCoturn(topology: Topology): Promise<void> {
  const listening = [addresses.gateway, addresses.office].flatMap((address) => ["-L", address]);
  const ports = ["-p", String(stunPort), "--alt-listening-port", String(alternatePort)];
  startDaemon(topology, "gateway", {
    command: [
      "turnserver",
      "-n",
      "--no-cli",
      "--no-tls",
      "--no-dtls",
      "--stun-only",
      "--simple-log",
      ...listening,
      ...ports,
      "--log-file",
      "stdout",
    ],
    logFile: join(topology.directory, "coturn.log"),
    logging: "syslog",
  });
  await waitFor("coturn", startTimeoutMs, async () => {
    const { stdout } = await runIn(topology, "gateway", ["ss", "-Huln", `sport = :${stunPort}`]);
    return stdout.includes(addresses.office) ? true : undefined;
  });
}

/** Like many carriers' NATs: every mapping gets a port of chance. */
async function useRandomPorts(topology: Topology): Promise<void> {
  const rules = [
    "flush chain ip home translate",
    'add rule ip home translate oifname "outside" masquerade fully-random',
    "",
  ].join("\n");
  await mustRunIn(topology, "home", ["nft", "-f", "-"], { input: rules });
}
