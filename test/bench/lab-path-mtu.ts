import { mustRun } from "../lab/commands.ts";
import { losePackets } from "../lab/faults.ts";
import { whyNotHere } from "../lab/prerequisites.ts";
import { gatewayConnections, startCharon } from "../lab/strongswan.ts";
import { addDropRule, addresses, mustRunIn, namespaceOf, runIn, type Role, type Topology } from "../lab/topology.ts";
import { median, resultOf, startAgent, withTopology } from "./lab.ts";
import type { BenchRow } from "./row.ts";

const smallestBytes = 1280;
const largestBytes = 1500;
/** Where the baseline is asked too: it needs 9 s for each in a black hole. */
const comparedBytes = [1280, 1387, 1492];
/** One more than the path has, which favours the baseline: by default it waits for 30. */
const baselineHops = 4;
const baselineTimeoutMs = 60_000;

interface Path {
  readonly name: string;
  readonly about: string;
  readonly lossPercent: number;
  readonly tooBigHeard: boolean;
}

const paths: readonly Path[] = [
  { name: "lab-mtu-heard", about: "packet-too-big heard", lossPercent: 0, tooBigHeard: true },
  { name: "lab-mtu-hole", about: "a black hole", lossPercent: 0, tooBigHeard: false },
  { name: "lab-mtu-loss", about: "packet-too-big sent, 10 % loss each way", lossPercent: 10, tooBigHeard: true },
  { name: "lab-mtu-hole-loss", about: "a black hole, 10 % loss each way", lossPercent: 10, tooBigHeard: false },
];

/** Path MTU searches over real links of every size; a scale below 1 leaves out sizes evenly. */
export const labPathMtu: readonly BenchRow[] = paths.map((path) => ({
  name: path.name,
  about: `real links of ${smallestBytes} to ${largestBytes} bytes, ${path.about}; median time of a search`,
  baseline: `tracepath -n -m ${baselineHops} on the same path`,
  unit: "ms",
  betterIs: "lower",
  skip: () => whyNotHere(["tracepath"]),
  measure: (scale) => withTopology((topology) => measurePath(topology, path, sizesFor(scale))),
}));

function sizesFor(scale: number): readonly number[] {
  const count = Math.max(2, Math.round((largestBytes - smallestBytes + 1) * scale));
  return Array.from(
    { length: count },
    (_, index) => smallestBytes + Math.round((index * (largestBytes - smallestBytes)) / (count - 1)),
  );
}

async function measurePath(topology: Topology, path: Path, sizes: readonly number[]): ReturnType<BenchRow["measure"]> {
  await startCharon(topology, "gateway", { connections: gatewayConnections() });
  await injectFaults(topology, path);
  const client = startAgent(topology, "client");
  const times: number[] = [];
  const packets: number[] = [];
  const misses: string[] = [];
  let rightAboutTooBig = 0;
  for (const sizeBytes of sizes) {
    await setPathMtu(topology, sizeBytes);
    const report = await client.ask("path-mtu");
    times.push(report.wallMs);
    packets.push(report.packets);
    const value = resultOf(report, "path-mtu");
    if (value !== String(sizeBytes)) misses.push(`${sizeBytes} bytes: ${value}`);
    // Nothing is too big for a path that carries all that the link takes.
    const tooBig = sizeBytes === largestBytes ? "not-applicable" : String(path.tooBigHeard);
    if (resultOf(report, "icmp-too-big") === tooBig) rightAboutTooBig += 1;
  }
  const baselines: Baseline[] = [];
  for (const sizeBytes of comparedBytes) {
    await setPathMtu(topology, sizeBytes);
    baselines.push(await tracepath(topology, sizeBytes));
  }
  return {
    ours: median(times),
    baseline: median(baselines.map(({ wallMs }) => wallMs)),
    details: {
      runs: sizes.length,
      exactPercent: 100 * (1 - misses.length / sizes.length),
      tooBigRightPercent: (100 * rightAboutTooBig) / sizes.length,
      longestMs: Math.max(...times),
      medianPackets: median(packets),
      mostPackets: Math.max(...packets),
      baselineRuns: baselines.length,
      baselineExactPercent: (100 * baselines.filter(({ exact }) => exact).length) / baselines.length,
    },
    misses,
  };
}

async function injectFaults(topology: Topology, { lossPercent, tooBigHeard }: Path): Promise<void> {
  const tooBig = "icmp type destination-unreachable icmp code frag-needed";
  if (!tooBigHeard) await addDropRule(topology, "home", "output", tooBig);
  if (lossPercent === 0) return;
  await losePackets(topology, lossPercent);
  // The home router itself says "packet too big", so the loss behind it does not meet that message.
  if (tooBigHeard) await addDropRule(topology, "home", "output", `${tooBig} numgen random mod 100 < ${lossPercent}`);
}

/** Sets the middle link of the path, and makes the client forget what it has learned of it. */
async function setPathMtu(topology: Topology, mtuBytes: number): Promise<void> {
  const ends: readonly (readonly [Role, string])[] = [
    ["home", "outside"],
    ["provider", "inside"],
  ];
  for (const [role, link] of ends) {
    await mustRun("ip", ["-n", namespaceOf(topology, role), "link", "set", link, "mtu", String(mtuBytes)]);
  }
  await mustRunIn(topology, "client", ["ip", "route", "flush", "cache"]);
}

interface Baseline {
  readonly wallMs: number;
  readonly exact: boolean;
}

async function tracepath(topology: Topology, mtuBytes: number): Promise<Baseline> {
  const startedMs = performance.now();
  const command = ["tracepath", "-n", "-m", String(baselineHops), addresses.gateway] as const;
  const { stdout } = await runIn(topology, "client", command, { timeoutMs: baselineTimeoutMs });
  const wallMs = performance.now() - startedMs;
  return { wallMs, exact: /Resume: pmtu (\d+)/u.exec(stdout)?.[1] === String(mtuBytes) };
}
