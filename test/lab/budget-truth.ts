/*
 * Counts, in the client's own kernel, what the probes and a whole check put on the wire, and compares it with what they say
 * that they sent, and with what `--plan` has promised.
 *
 *   node test/lab/budget-truth.ts [--only NAME]... [--json FILE]
 *
 * Skips, with the reason, where it cannot run; with TUNNEL_DOCTOR_LAB=required that is a failure. Exit code: 0 nothing
 * failed, 1 something failed.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { ProbeKind } from "../../main/model/probe-kind.ts";
import { totalCost } from "../../main/probes/budgets.ts";
import { runCheck } from "./check.ts";
import { losePackets, makeMtuBlackHole } from "./faults.ts";
import { gatewayConnections, startCharon } from "./strongswan.ts";
import { addresses, mustRunIn, type Topology } from "./topology.ts";
import { runTruths, type TruthCheck } from "./truth-runner.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
const doctor = fileURLToPath(new URL("../../main/doors/cli/bin.js", import.meta.url));
const probeTimeoutMs = 120_000;
/** Those that take seconds; NAT lifetimes have truths of their own. */
const kinds: readonly ProbeKind[] = ["reach", "mtu", "fragments", "nat", "dpi", "dns", "route"];
/** What a standard check may cost the network. */
const checkPackets = 200;

/** The kernel sees a datagram here before it makes fragments of it. */
const counterRules = `table inet budget {
  counter sent { }
  chain output {
    type filter hook output priority filter;
    ip daddr ${addresses.gateway} meta l4proto udp counter name sent
    ip daddr ${addresses.gateway} icmp type echo-request counter name sent
  }
}
`;
const counterSchema = z.object({
  nftables: z.array(z.object({ counter: z.object({ packets: z.number(), bytes: z.number() }).optional() })),
});

/** Runs something at the client, and says what left for the gateway meanwhile. */
async function counted<Value>(
  topology: Topology,
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly packets: number; readonly bytes: number }> {
  await mustRunIn(topology, "client", ["nft", "-f", "-"], { input: counterRules });
  const value = await work();
  const printed = await mustRunIn(topology, "client", ["nft", "-j", "list", "counters", "table", "inet", "budget"]);
  const found = counterSchema.parse(JSON.parse(printed)).nftables.flatMap(({ counter }) => counter ?? []);
  const [counter] = found;
  if (counter === undefined) throw new Error("nft tells of no counter");
  return { value, ...counter };
}

async function prepare(topology: Topology): Promise<void> {
  await startCharon(topology, "gateway", { connections: gatewayConnections() });
  await makeMtuBlackHole(topology, 1387);
  await losePackets(topology, 5);
}

async function checkProbe(topology: Topology, kind: ProbeKind): Promise<readonly string[]> {
  await prepare(topology);
  const command = [process.execPath, doctor, "probe", kind, addresses.gateway, "--json"] as const;
  const run = () => mustRunIn(topology, "client", command, { timeoutMs: probeTimeoutMs, directory: checkout });
  const { value, packets, bytes } = await counted(topology, run);
  const { packetsSent } = z.object({ packetsSent: z.number() }).parse(JSON.parse(value));
  const budget = totalCost(kind);
  return [
    ...(packets > packetsSent ? [`${packets} packets were counted, and the probe says ${packetsSent}`] : []),
    ...(packets > budget.packets ? [`${packets} packets were counted, and ${budget.packets} were promised`] : []),
    ...(bytes > budget.bytes ? [`${bytes} bytes were counted, and ${budget.bytes} were promised`] : []),
    ...((kind === "dns" || kind === "route") !== (packets === 0) ? [`${packets} packets went to the gateway`] : []),
  ];
}

async function checkWhole(topology: Topology): Promise<readonly string[]> {
  await prepare(topology);
  const { value, packets } = await counted(topology, () => runCheck(topology, []));
  const { packetsSent } = value.report.run;
  return [
    ...(packets > packetsSent ? [`${packets} packets were counted, and the check says ${packetsSent}`] : []),
    ...(packets > checkPackets ? [`${packets} packets were counted, and ${checkPackets} were promised`] : []),
    ...(packets === 0 ? ["no packet was counted"] : []),
  ];
}

const truths: readonly TruthCheck[] = [
  ...kinds.map((kind): TruthCheck => ({ name: `probe-${kind}`, check: (topology) => checkProbe(topology, kind) })),
  { name: "standard-check", check: checkWhole },
];

const { values } = parseArgs({
  options: { only: { type: "string", multiple: true, default: [] }, json: { type: "string" } },
});
process.exit(await runTruths(truths, { only: values.only, json: values.json, jobs: 2, programs: [] }));
