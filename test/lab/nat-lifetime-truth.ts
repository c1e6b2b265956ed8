/*
 * Measures the NAT lifetime through a real conntrack NAT whose timeouts are known, against our responder and against
 * coturn, and lets coturn's clients talk to our responder.
 *
 *   node test/lab/nat-lifetime-truth.ts [--only NAME]... [--json FILE]
 *
 * Skips, with the reason, where it cannot run; with TUNNEL_DOCTOR_LAB=required that is a failure. Exit code: 0 nothing
 * failed, 1 something failed.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { runProbe } from "../../main/checkup/run-probe.ts";
import { createHostWorld } from "../../main/host/world.ts";
import { measurementSchema, type Measurement } from "../../main/model/measurement.ts";
import { createHalfOpenBudget } from "../../main/probes/half-open-budget.ts";
import { measureNatLifetimeByGateway } from "../../main/probes/nat-lifetime/measure-by-gateway.ts";
import { measureNatLifetimeByPort } from "../../main/probes/nat-lifetime/measure-by-port.ts";
import { measureNatLifetime } from "../../main/probes/nat-lifetime/measure.ts";
import { losePackets } from "./faults.ts";
import { gatewayConnections, startCharon } from "./strongswan.ts";
import { startCoturn, startOurResponder, stunPort } from "./stun-servers.ts";
import { addresses, mustRunIn, runIn, setKernel, type Topology } from "./topology.ts";
import { runTruths } from "./truth-runner.ts";

const unrepliedSeconds = 10;
const repliedSeconds = 20;
/** With a server a measurement lasts about 25 s here, with the gateway alone three rounds of 32 s and two of the study. */
const measureTimeoutMs = 260_000;
/** So short that strongSwan, which forgets after 30 s, is there until the last question of the study. */
const repliedToGatewaySeconds = 12;
/** Two rounds of two silences, and what four triggers take; or three halvings. */
const gatewayWidthSeconds = 4.5;
/** Of ports other than IPsec's, in a router that knows that port. */
const repliedElsewhereSeconds = 40;

const ikev2Only = gatewayConnections({ connection: { version: 2 } });

/** nft(8), "Ct timeout". */
const ipsecTimeout = `
table ip classes {
  ct timeout short {
    protocol udp;
    l3proto ip;
    policy = { unreplied : ${unrepliedSeconds}, replied : ${repliedToGatewaySeconds} };
  }
  chain before { type filter hook prerouting priority -150; udp dport 4500 ct timeout set "short"; }
}
`;

const measuredBySchema = z.enum(["server", "gateway", "hash", "command"]);
type MeasuredBy = z.infer<typeof measuredBySchema>;

/** They wait most of the time; more of them would disturb each other's timing on two cores. */
const jobs = 3;

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
    process.exitCode = await runTruths(
      [
        { name: "gateway", check: (topology: Topology) => checkGateway(topology, "preserved") },
        { name: "gateway-random-ports", check: (topology: Topology) => checkGateway(topology, "random") },
        { name: "gateway-hash", check: checkGatewayHash },
        { name: "gateway-port-of-its-own", check: checkPortOfItsOwn },
        { name: "coturn-clients", check: checkClients },
        ...truths.map((truth) => ({ name: truth.name, check: (topology: Topology) => checkTruth(topology, truth) })),
      ],
      { ...options, jobs, programs: ["turnserver", "turnutils_stunclient", "turnutils_natdiscovery"] },
    );
    break;
  case "measure": {
    const server = { address: addresses.gateway, family: "ipv4", port: stunPort } as const;
    let packets = 0;
    const context = {
      ...createHostWorld(),
      countPacket: () => (packets += 1),
      countIgnored: () => undefined,
      halfOpen: createHalfOpenBudget(),
    };
    const startedMs = performance.now();
    const target = { address: addresses.gateway, family: "ipv4", ports: { ike: 500, natTraversal: 4500 } } as const;
    const measure: Readonly<Record<MeasuredBy, () => Promise<readonly Measurement[]>>> = {
      server: () => measureNatLifetime(context, { server, mode: "standard" }),
      gateway: () => measureNatLifetimeByGateway(context, target, { port: 500, mode: "standard", study: true }),
      hash: async () => {
        const teller = {
          target,
          port: 4500,
          version: "ikev2",
          bait: "ke",
          publicAddress: addresses.homeOutside,
        } as const;
        return [await measureNatLifetimeByPort(context, teller, { mode: "standard", prior: null })];
      },
      command: async () => {
        const probed = await runProbe(
          {
            world: createHostWorld(),
            kind: "nat-lifetime",
            gateway: addresses.gateway,
            stunServer: { host: addresses.gateway, port: stunPort },
            lifetimeMode: "standard",
            note: () => undefined,
          },
          new AbortController().signal,
        );
        if (!probed.ok) throw new Error(probed.error.message);
        packets = probed.value.packetsSent;
        return probed.value.measurements;
      },
    };
    const measurements = await measure[measuredBySchema.parse(options.by)]();
    const wallSeconds = (performance.now() - startedMs) / 1_000;
    console.log(JSON.stringify({ measurements, wallSeconds, packets }));
    break;
  }
  default:
    throw new Error(`There is no role ${options.role}.`);
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
  const { unreplied, replied } = await measureAtClient(topology, truth.name, "server");
  return [
    ...compare("unreplied", unreplied, unrepliedSeconds),
    ...compare("replied", replied, repliedSeconds),
    ...(replied?.method === truth.method ? [] : [`the method was ${replied?.method ?? "none"}`]),
  ];
}

interface Measured {
  readonly unreplied: Measurement | undefined;
  readonly replied: Measurement | undefined;
  readonly keepalive: Measurement | undefined;
}

async function measureAtClient(topology: Topology, name: string, by: MeasuredBy): Promise<Measured> {
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
  return { unreplied, replied, keepalive: found("keepalive-interval") };
}

/**
 * With nothing but a real strongSwan, which reflects IKEv1, and whether the NAT keeps ports or not: the bracket holds the
 * truth, packets of both directions prolong a mapping of Linux, and the keepalive holds it.
 */
async function checkGateway(topology: Topology, natPorts: "preserved" | "random"): Promise<readonly string[]> {
  if (natPorts === "random") await useRandomPorts(topology);
  const stream = { "net.netfilter.nf_conntrack_udp_timeout_stream": repliedToGatewaySeconds };
  await setKernel(topology, "home", stream);
  await startCharon(topology, "gateway", { connections: gatewayConnections({}) });
  const { replied, keepalive } = await measureAtClient(topology, `gateway, ports ${natPorts}`, "gateway");
  const { refreshedByOutbound, refreshedByInbound } = replied?.details ?? {};
  const kept = [refreshedByOutbound, refreshedByInbound, keepalive?.details["holds"]].map(String);
  return [
    ...bracketProblems(replied, repliedToGatewaySeconds),
    ...(kept.every((answer) => answer === "yes") ? [] : [`outbound, inbound and keepalive are ${kept.join(", ")}`]),
  ];
}

/**
 * With a real strongSwan that speaks IKEv2 only, and so does not reflect, behind a NAT of random ports: the port in its NAT
 * detection hash is enough.
 */
async function checkGatewayHash(topology: Topology): Promise<readonly string[]> {
  await useRandomPorts(topology);
  const stream = { "net.netfilter.nf_conntrack_udp_timeout_stream": repliedToGatewaySeconds };
  await setKernel(topology, "home", stream);
  await startCharon(topology, "gateway", { connections: ikev2Only });
  const { replied } = await measureAtClient(topology, "gateway-hash", "hash");
  return bracketProblems(replied, repliedToGatewaySeconds);
}

/**
 * The whole command with a STUN server of one address: a router that treats the port of IPsec in its own way is found out
 * by the gateway's hash, and the gateway's port is the one that counts.
 */
async function checkPortOfItsOwn(topology: Topology): Promise<readonly string[]> {
  await useRandomPorts(topology);
  await setKernel(topology, "home", { "net.netfilter.nf_conntrack_udp_timeout_stream": repliedElsewhereSeconds });
  await mustRunIn(topology, "home", ["nft", "-f", "-"], { input: ipsecTimeout });
  await startCharon(topology, "gateway", { connections: ikev2Only });
  await startCoturn(topology, 1);
  const { replied, keepalive } = await measureAtClient(topology, "gateway-port-of-its-own", "command");
  const { port3478Alike, port3478LowSeconds, port3478HighSeconds } = replied?.details ?? {};
  const isBetween =
    Number(port3478LowSeconds) <= repliedElsewhereSeconds && repliedElsewhereSeconds <= Number(port3478HighSeconds);
  return [
    ...bracketProblems(replied, repliedToGatewaySeconds),
    ...(replied?.method === "ike-nat-detection" ? [] : [`the method was ${replied?.method ?? "none"}`]),
    ...(port3478Alike === "no" && isBetween
      ? []
      : [
          `port 3478 is alike: ${String(port3478Alike)}, ${String(port3478LowSeconds)} to ${String(port3478HighSeconds)}`,
        ]),
    ...(keepalive?.value === Math.floor((replied?.low ?? 0) / 3) ? [] : [`keepalive is ${String(keepalive?.value)}`]),
  ];
}

function bracketProblems(replied: Measurement | undefined, truthSeconds: number): readonly string[] {
  const { low = Infinity, high = 0 } = replied ?? {};
  return [
    ...(low < truthSeconds && truthSeconds <= high ? [] : [`replied is ${shown(replied)}, not ${truthSeconds} s`]),
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

/** Like many carriers' NATs: every mapping gets a port of chance. */
async function useRandomPorts(topology: Topology): Promise<void> {
  const rules = [
    "flush chain ip home translate",
    'add rule ip home translate oifname "outside" masquerade fully-random',
    "",
  ].join("\n");
  await mustRunIn(topology, "home", ["nft", "-f", "-"], { input: rules });
}
