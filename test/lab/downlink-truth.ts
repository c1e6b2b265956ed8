/*
 * Measures what the way back carries through real kernels: our responder at the gateway, and the provider's router with a
 * smaller MTU towards the home, which says "packet too big" to the responder, or is silent; then with its fragments lost;
 * then with coturn in place of the responder.
 *
 *   node test/lab/downlink-truth.ts [--only NAME]... [--json FILE]
 *
 * Skips, with the reason, where it cannot run; with TUNNEL_DOCTOR_LAB=required that is a failure. Exit code: 0 nothing
 * failed, 1 something failed.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createHostWorld } from "../../main/host/world.ts";
import { measurementSchema, type Measurement } from "../../main/model/measurement.ts";
import { createHalfOpenBudget } from "../../main/probes/half-open-budget.ts";
import { measureServerFragments } from "../../main/probes/server-sizes/fragments.ts";
import { measureServerPathMtu } from "../../main/probes/server-sizes/path-mtu.ts";
import { mustRun } from "./commands.ts";
import { losePackets } from "./faults.ts";
import { startCoturn, startOurResponder, stunPort } from "./stun-servers.ts";
import { addDropRule, addresses, namespaceOf, runIn, type Topology } from "./topology.ts";
import { runTruths } from "./truth-runner.ts";

const linkMtuBytes = 1500;
const measureTimeoutMs = 60_000;

interface Truth {
  readonly name: string;
  readonly server: "responder" | "coturn";
  /** What the provider sends home at most. */
  readonly downlinkMtuBytes?: number;
  /** Whether it is silent about larger packets. */
  readonly blackHole?: boolean;
  readonly dropsFragmentsInbound?: boolean;
  readonly lossPercent?: number;
  /** Values, or the outcome where there is none. */
  readonly expected: Readonly<Partial<Record<Measurement["kind"], Measurement["value"]>>>;
}

const truths: readonly Truth[] = [
  {
    name: "healthy",
    server: "responder",
    expected: {
      "path-mtu": 1500,
      "path-mtu-reverse": 1500,
      "icmp-too-big-reverse": "not-applicable",
      "fragments-out": true,
      "fragments-in": true,
    },
  },
  ...([false, true] as const).flatMap((blackHole) =>
    [
      { downlinkMtuBytes: 1380, lossPercent: 0 },
      { downlinkMtuBytes: 1387, lossPercent: 5 },
    ].map(({ downlinkMtuBytes, lossPercent }): Truth => ({
      name: `downlink-${downlinkMtuBytes}${blackHole ? "-black-hole" : ""}${lossPercent > 0 ? "-loss" : ""}`,
      server: "responder",
      downlinkMtuBytes,
      blackHole,
      lossPercent,
      expected: {
        "path-mtu": 1500,
        "path-mtu-reverse": downlinkMtuBytes,
        "icmp-too-big-reverse": !blackHole,
        "fragments-out": true,
        "fragments-in": true,
      },
    })),
  ),
  {
    name: "fragments-lost-inbound",
    server: "responder",
    dropsFragmentsInbound: true,
    expected: { "path-mtu": 1500, "path-mtu-reverse": 1500, "fragments-out": true, "fragments-in": false },
  },
  {
    name: "coturn",
    server: "coturn",
    expected: {
      "path-mtu": 1500,
      "path-mtu-reverse": "unknown",
      "icmp-too-big-reverse": "unknown",
      "fragments-out": true,
      "fragments-in": true,
    },
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
    process.exitCode = await runTruths(
      truths.map((truth) => ({ name: truth.name, check: (topology) => checkTruth(topology, truth) })),
      { ...options, jobs: 1, programs: ["turnserver"] },
    );
    break;
  case "measure": {
    const server = { address: addresses.gateway, family: "ipv4", port: stunPort } as const;
    const context = {
      ...createHostWorld(),
      countPacket: () => undefined,
      countIgnored: () => undefined,
      halfOpen: createHalfOpenBudget(),
    };
    const sizes = await measureServerPathMtu(context, server, linkMtuBytes);
    console.log(JSON.stringify([...sizes, ...(await measureServerFragments(context, server))]));
    break;
  }
  default:
    throw new Error(`There is no role ${options.role}.`);
}

/** What is wrong with the measurements; nothing when they are the truth. */
async function checkTruth(topology: Topology, truth: Truth): Promise<readonly string[]> {
  await setUp(topology, truth);
  const command = [process.execPath, here, "--role", "measure"] as const;
  const { stdout, stderr } = await runIn(topology, "client", [...command], { timeoutMs: measureTimeoutMs });
  if (stdout === "") return [`the measurement printed nothing: ${stderr.slice(-500)}`];
  const measurements = measurementSchema.array().parse(JSON.parse(stdout));
  return Object.entries(truth.expected).flatMap(([kind, expected]) => {
    const found = measurements.find((measurement) => measurement.kind === kind);
    const shown = found?.value ?? found?.outcome ?? "missing";
    return shown === expected ? [] : [`${kind} is ${String(shown)} (${found?.reason ?? ""}), not ${String(expected)}`];
  });
}

async function setUp(topology: Topology, truth: Truth): Promise<void> {
  const { server, downlinkMtuBytes, blackHole = false, dropsFragmentsInbound = false, lossPercent = 0 } = truth;
  if (server === "coturn") await startCoturn(topology);
  else await startOurResponder(topology);
  if (downlinkMtuBytes !== undefined) {
    // A limit of the route, because a virtual link with a smaller MTU would also take no larger packets from the home.
    const route = ["route", "replace", `${addresses.homeOutside}/32`, "dev", "inside"];
    const size = ["mtu", "lock", String(downlinkMtuBytes)];
    await mustRun("ip", ["-n", namespaceOf(topology, "provider"), ...route, ...size]);
  }
  // "Fragmentation needed" (ICMP type 3 code 4) to the gateway never leaves the provider.
  if (blackHole) {
    await addDropRule(topology, "provider", "output", "icmp type destination-unreachable icmp code frag-needed");
  }
  if (dropsFragmentsInbound) await dropInboundFragments(topology);
  if (lossPercent > 0) await losePackets(topology, lossPercent);
}

/** Where the provider's router takes packets from the gateway's side, before anything puts fragments together again. */
async function dropInboundFragments(topology: Topology): Promise<void> {
  await addDropRule(topology, "provider", "forward", `ip daddr ${addresses.homeOutside} ip frag-off & 0x3fff != 0`);
}
