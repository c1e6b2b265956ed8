/*
 * Measures what the way back carries through real kernels: our responder at the gateway, and the provider's router with a
 * smaller MTU towards the home, whose "packet too big" nobody hears; then with its fragments lost; then with coturn in
 * place of the responder.
 *
 *   node test/lab/downlink-truth.ts [--only NAME]... [--json FILE]
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
import { measureServerFragments } from "../../main/probes/server-sizes/fragments.ts";
import { measureServerPathMtu } from "../../main/probes/server-sizes/path-mtu.ts";
import { mustRun, waitFor } from "./commands.ts";
import { startDaemon } from "./daemons.ts";
import { losePackets } from "./faults.ts";
import { whyNotHere } from "./prerequisites.ts";
import {
  addDropRule,
  addresses,
  createTopology,
  namespaceOf,
  removeOwnTopologies,
  removeTopology,
  runIn,
  type Topology,
} from "./topology.ts";

const linkMtuBytes = 1500;
const stunPort = 3478;
const alternatePort = 3479;
const measureTimeoutMs = 60_000;
/** A busy machine takes its time to start Node. */
const startTimeoutMs = 30_000;

interface Truth {
  readonly name: string;
  readonly server: "responder" | "coturn";
  /** What the provider sends home at most; it is silent about larger packets. */
  readonly downlinkMtuBytes?: number;
  readonly dropsFragmentsInbound?: boolean;
  readonly lossPercent?: number;
  /** Values, or the outcome where there is none. */
  readonly expected: Readonly<Partial<Record<Measurement["kind"], Measurement["value"]>>>;
}

const truths: readonly Truth[] = [
  {
    name: "healthy",
    server: "responder",
    expected: { "path-mtu": 1500, "path-mtu-reverse": 1500, "fragments-out": true, "fragments-in": true },
  },
  {
    name: "downlink-1380",
    server: "responder",
    downlinkMtuBytes: 1380,
    expected: { "path-mtu": 1500, "path-mtu-reverse": 1380, "fragments-out": true, "fragments-in": true },
  },
  {
    name: "downlink-1387-loss",
    server: "responder",
    downlinkMtuBytes: 1387,
    lossPercent: 5,
    expected: { "path-mtu": 1500, "path-mtu-reverse": 1387, "fragments-out": true, "fragments-in": true },
  },
  {
    name: "fragments-lost-inbound",
    server: "responder",
    dropsFragmentsInbound: true,
    expected: { "path-mtu": 1500, "path-mtu-reverse": 1500, "fragments-out": true, "fragments-in": false },
  },
  {
    name: "coturn",
    server: "coturn",
    expected: { "path-mtu": 1500, "path-mtu-reverse": "unknown", "fragments-out": true, "fragments-in": true },
  },
];

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    json: { type: "string" },
    role: { type: "string" },
  },
});
const here = fileURLToPath(import.meta.url);

switch (options.role) {
  case undefined:
    process.exitCode = report(await runAll());
    break;
  case "responder": {
    const started = await startResponder({ addresses: [addresses.gateway], ports: [stunPort, alternatePort] });
    console.log(started.ok ? "ready" : started.error.message);
    break;
  }
  case "measure": {
    const server = { address: addresses.gateway, family: "ipv4", port: stunPort } as const;
    const context = { ...createHostWorld(), countPacket: () => undefined, halfOpen: createHalfOpenBudget() };
    const sizes = await measureServerPathMtu(context, server, linkMtuBytes);
    console.log(JSON.stringify([...sizes, ...(await measureServerFragments(context, server))]));
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
  const reason = whyNotHere(["turnserver"]);
  if (reason !== undefined) {
    console.log(`skipped: ${reason}`);
    return [process.env["TUNNEL_DOCTOR_LAB"] === "required" ? "failed" : "skipped"];
  }
  process.on("exit", removeOwnTopologies);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
  const results: Result[] = [];
  for (const truth of truths.filter(({ name }) => options.only.length === 0 || options.only.includes(name))) {
    const problems = await checkTruth(truth);
    console.log(problems.length === 0 ? `${truth.name}: passed` : `${truth.name}: FAILED: ${problems.join("; ")}`);
    results.push(problems.length === 0 ? "passed" : "failed");
  }
  return results;
}

/** What is wrong with the measurements; nothing when they are the truth. */
async function checkTruth(truth: Truth): Promise<readonly string[]> {
  const topology = await createTopology();
  try {
    await setUp(topology, truth);
    const command = [process.execPath, here, "--role", "measure"] as const;
    const { stdout, stderr } = await runIn(topology, "client", [...command], { timeoutMs: measureTimeoutMs });
    if (stdout === "") return [`the measurement printed nothing: ${stderr.slice(-500)}`];
    const measurements = measurementSchema.array().parse(JSON.parse(stdout));
    return Object.entries(truth.expected).flatMap(([kind, expected]) => {
      const found = measurements.find((measurement) => measurement.kind === kind);
      const shown = found?.value ?? found?.outcome ?? "missing";
      return shown === expected
        ? []
        : [`${kind} is ${String(shown)} (${found?.reason ?? ""}), not ${String(expected)}`];
    });
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    removeTopology(topology);
  }
}

async function setUp(topology: Topology, truth: Truth): Promise<void> {
  const { server, downlinkMtuBytes, dropsFragmentsInbound = false, lossPercent = 0 } = truth;
  if (server === "coturn") await startCoturn(topology);
  else await startOurResponder(topology);
  if (downlinkMtuBytes !== undefined) {
    // A limit of the route, because a virtual link with a smaller MTU would also take no larger packets from the home.
    const route = ["route", "replace", `${addresses.homeOutside}/32`, "dev", "inside"];
    const size = ["mtu", "lock", String(downlinkMtuBytes)];
    await mustRun("ip", ["-n", namespaceOf(topology, "provider"), ...route, ...size]);
  }
  if (dropsFragmentsInbound) await dropInboundFragments(topology);
  if (lossPercent > 0) await losePackets(topology, lossPercent);
}

/** Where the provider's router takes packets from the gateway's side, before anything puts fragments together again. */
async function dropInboundFragments(topology: Topology): Promise<void> {
  await addDropRule(topology, "provider", "forward", `ip daddr ${addresses.homeOutside} ip frag-off & 0x3fff != 0`);
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
  startDaemon(topology, "gateway", {
    command: [
      "turnserver",
      ...["-n", "--no-cli", "--no-tls", "--no-dtls", "--stun-only", "--simple-log"],
      ...["-L", addresses.gateway, "-L", addresses.office],
      ...["-p", String(stunPort), "--alt-listening-port", String(alternatePort), "--log-file", "stdout"],
    ],
    logFile: join(topology.directory, "coturn.log"),
    logging: "syslog",
  });
  await waitFor("coturn", startTimeoutMs, async () => {
    const { stdout } = await runIn(topology, "gateway", ["ss", "-Huln", `sport = :${stunPort}`]);
    return stdout.includes(addresses.office) ? true : undefined;
  });
}
