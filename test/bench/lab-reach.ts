import type { MeasurementKind } from "../../main/model/measurement.ts";
import { whyNotHere } from "../lab/prerequisites.ts";
import { losePackets } from "../lab/faults.ts";
import { gatewayConnections, startCharon } from "../lab/strongswan.ts";
import { mustRunIn, type Role, type Topology } from "../lab/topology.ts";
import { type LabAgent, median, resultOf, startAgent, withTopology } from "./lab.ts";
import type { BenchRow } from "./row.ts";

const lossesPercent = [0, 5, 10];
const runsPerScenario = 4;

/** What a row of the matrix may say; a list where the truth leaves room. */
type Cells = Readonly<Partial<Record<MeasurementKind, readonly string[]>>>;

interface Scenario {
  readonly name: string;
  /** The IKE service of the gateway runs. */
  readonly serves: boolean;
  /** What the firewall of a role does with what passes it (provider) or comes to it (gateway), in nft's language. */
  readonly rules: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly expected: Cells;
}

/** Nobody listens on the control port: it says so, or is not waited for. */
const controlSaysSo = ["refused", "unknown"];
const answered = ["answered"];
const silent = ["silent"];
const refused = ["refused"];
const open: Cells = {
  "reach-udp-500": answered,
  "reach-udp-4500": answered,
  "reach-udp-control": controlSaysSo,
  "reach-icmp": answered,
};
const control: Cells = { "reach-udp-control": refused };
/** TCP is asked only where no IKE port answers; the gateway has no web server. */
const noIke: Cells = { "reach-udp-500": silent, "reach-udp-4500": silent, "reach-tcp": refused };

const serving = (name: string, rules: Scenario["rules"], differences: Cells): Scenario => ({
  name,
  serves: true,
  rules,
  expected: { ...open, ...differences },
});

const scenarios: readonly Scenario[] = [
  serving("nothing blocked", {}, {}),
  serving("UDP 500 dropped", { provider: ["udp dport 500 drop"] }, { ...control, "reach-udp-500": silent }),
  serving("UDP 4500 dropped", { provider: ["udp dport 4500 drop"] }, { ...control, "reach-udp-4500": silent }),
  serving("answers of UDP 500 dropped", { provider: ["udp sport 500 drop"] }, { ...control, "reach-udp-500": silent }),
  serving("both IKE ports dropped", { provider: ["udp dport { 500, 4500 } drop"] }, { ...noIke, ...control }),
  serving("all UDP dropped", { provider: ["meta l4proto udp drop"] }, { ...noIke, "reach-udp-control": silent }),
  serving(
    "all UDP and TCP dropped",
    { provider: ["meta l4proto { tcp, udp } drop"] },
    {
      ...noIke,
      "reach-udp-control": silent,
      "reach-tcp": silent,
    },
  ),
  serving("ping dropped", { provider: ["icmp type echo-request drop"] }, { "reach-icmp": silent }),
  serving(
    "everything dropped",
    { provider: ["drop"] },
    {
      ...noIke,
      "reach-udp-control": silent,
      "reach-tcp": silent,
      "reach-icmp": silent,
    },
  ),
  serving(
    "UDP 500 refused on the way",
    { provider: ["udp dport 500 reject with icmp type port-unreachable"] },
    {
      ...control,
      "reach-udp-500": refused,
    },
  ),
  serving(
    "UDP 4500 prohibited on the way",
    { provider: ["udp dport 4500 reject with icmp type admin-prohibited"] },
    {
      ...control,
      "reach-udp-4500": silent,
    },
  ),
  serving(
    "the gateway drops all UDP",
    { gateway: ["meta l4proto udp drop"] },
    { ...noIke, "reach-udp-control": silent },
  ),
  {
    name: "the IKE service stopped",
    serves: false,
    rules: {},
    expected: {
      "reach-udp-500": refused,
      "reach-udp-4500": refused,
      "reach-udp-control": refused,
      "reach-tcp": refused,
      "reach-icmp": answered,
    },
  },
];

interface Outcome {
  readonly lossPercent: number;
  readonly wallMs: number;
  readonly cells: number;
  readonly misses: readonly string[];
}

/** A matrix counts as right when every cell is. */
export const labReach: BenchRow = {
  name: "lab-reach",
  about: `${scenarios.length} ways to block or not, at ${lossesPercent.join(", ")} % loss each way; matrices that are right`,
  baseline: "the rules that were set",
  unit: "%",
  betterIs: "higher",
  skip: () => whyNotHere([]),
  measure: async (scale) => {
    const runs = Math.max(1, Math.round(runsPerScenario * scale));
    const lanes = lossesPercent.flatMap((lossPercent) => [true, false].map((serves) => ({ lossPercent, serves })));
    const outcomes = (
      await Promise.all(
        lanes.map(({ lossPercent, serves }) =>
          withTopology((topology) => measureLane(topology, lossPercent, serves, runs)),
        ),
      )
    ).flat();
    return {
      ours: rightPercent(outcomes),
      baseline: 100,
      details: {
        matrices: outcomes.length,
        cells: outcomes.reduce((sum, { cells }) => sum + cells, 0),
        wrongCells: outcomes.reduce((sum, { misses }) => sum + misses.length, 0),
        medianMs: median(outcomes.map(({ wallMs }) => wallMs)),
        ...Object.fromEntries(
          lossesPercent.map((loss) => [
            `rightPercentLoss${loss}`,
            rightPercent(outcomes.filter(({ lossPercent }) => lossPercent === loss)),
          ]),
        ),
      },
      misses: outcomes.flatMap(({ misses }) => misses),
    };
  },
};

function rightPercent(outcomes: readonly Outcome[]): number {
  return (100 * outcomes.filter(({ misses }) => misses.length === 0).length) / outcomes.length;
}

/** All scenarios with, or without, an IKE service, one after the other on one topology. */
async function measureLane(
  topology: Topology,
  lossPercent: number,
  serves: boolean,
  runs: number,
): Promise<readonly Outcome[]> {
  if (serves) await startCharon(topology, "gateway", { connections: gatewayConnections() });
  // Runs follow each other faster than people check: Linux refuses six times in a row and then once a second (icmp(7)).
  else await mustRunIn(topology, "gateway", ["sysctl", "-qw", "net.ipv4.icmp_ratelimit=0"]);
  if (lossPercent > 0) await losePackets(topology, lossPercent);
  const client = startAgent(topology, "client");
  const outcomes: Outcome[] = [];
  for (const scenario of scenarios.filter((candidate) => candidate.serves === serves)) {
    await setRules(topology, scenario);
    for (let run = 0; run < runs; run += 1) outcomes.push(await measureOnce(client, scenario, lossPercent));
  }
  return outcomes;
}

async function measureOnce(client: LabAgent, { name, expected }: Scenario, lossPercent: number): Promise<Outcome> {
  const report = await client.ask("reach");
  const kinds = Object.keys(expected) as readonly (keyof Cells)[];
  const misses = kinds.flatMap((kind) => {
    const result = resultOf(report, kind);
    const right = expected[kind]?.includes(result) === true;
    return right ? [] : [`${name}, ${lossPercent} % loss: ${kind} ${result}`];
  });
  return { lossPercent, wallMs: report.wallMs, cells: kinds.length, misses };
}

/** Puts the rules of a scenario in place of the ones before. */
async function setRules(topology: Topology, { rules }: Scenario): Promise<void> {
  for (const [role, hook] of [
    ["provider", "forward"],
    ["gateway", "input"],
  ] as const) {
    const statements = [`type filter hook ${hook} priority filter`, ...(rules[role] ?? [])].join("\n");
    const input = `table ip bench\ndelete table ip bench\ntable ip bench {\nchain blocking {\n${statements}\n}\n}\n`;
    await mustRunIn(topology, role, ["nft", "-f", "-"], { input });
  }
}
