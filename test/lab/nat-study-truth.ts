/*
 * Measures what keeps a mapping through boxes of the real kernel whose rules are known: conntrack, which packets of both
 * directions prolong; and a firewall at the provider made of a set with timeouts, which packets of one direction prolong.
 *
 *   node test/lab/nat-study-truth.ts [--only NAME]... [--json FILE]
 *
 * Skips, with the reason, where it cannot run; with TUNNEL_DOCTOR_LAB=required that is a failure. Exit code: 0 nothing
 * failed, 1 something failed.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createHostWorld } from "../../main/host/world.ts";
import { measurementSchema, type Measurement } from "../../main/model/measurement.ts";
import { createHalfOpenBudget } from "../../main/probes/half-open-budget.ts";
import { measureNatLifetime } from "../../main/probes/nat-lifetime/measure.ts";
import { measureNatType } from "../../main/probes/nat-type/measure.ts";
import { losePackets } from "./faults.ts";
import { ipsecPort, startCoturn, startOurResponder, stunPort } from "./stun-servers.ts";
import { addresses, mustRunIn, runIn, setKernel, type Topology } from "./topology.ts";
import { runTruths } from "./truth-runner.ts";

const shortSeconds = 10;
const longSeconds = 40;
const measureTimeoutMs = 180_000;
/** They wait most of the time; more of them would disturb each other's timing on two cores. */
const jobs = 3;

const carrierNat = `
table ip carrier {
  chain translate { type nat hook postrouting priority srcnat; oifname "outside" masquerade; }
}`;

/** Which box is short, and what prolongs its mappings. */
type Box =
  | { readonly place: "home" | "carrier"; readonly kind: "conntrack" }
  | { readonly place: "provider"; readonly kind: "outbound-only" | "inbound-only" };

interface Truth {
  readonly name: string;
  readonly server: "responder" | "coturn";
  readonly box: Box;
  readonly lossPercent?: number;
  /** Details of `nat-lifetime-replied`, and of `keepalive-interval` under `holds`. */
  readonly expected: Readonly<Record<string, string | number | boolean>>;
}

const bothWays = { refreshedByOutbound: "yes", refreshedByInbound: "yes", holds: "yes" } as const;
const truths: readonly Truth[] = [
  {
    name: "home",
    server: "responder",
    box: { place: "home", kind: "conntrack" },
    expected: { ...bothWays, shortestNatHop: 1, port4500Alike: "yes" },
  },
  {
    name: "home-coturn-loss",
    server: "coturn",
    box: { place: "home", kind: "conntrack" },
    lossPercent: 5,
    expected: { ...bothWays, shortestNatHop: 1, port4500Alike: "unknown" },
  },
  {
    name: "carrier",
    server: "responder",
    box: { place: "carrier", kind: "conntrack" },
    lossPercent: 5,
    expected: { ...bothWays, shortestNatHop: 2, port4500Alike: "yes" },
  },
  {
    name: "outbound-only",
    server: "responder",
    box: { place: "provider", kind: "outbound-only" },
    expected: {
      ...bothWays,
      refreshedByInbound: "no",
      shortestNatHop: 3,
      port4500Alike: "no",
    },
  },
  {
    name: "inbound-only",
    server: "responder",
    box: { place: "provider", kind: "inbound-only" },
    expected: {
      refreshedByOutbound: "no",
      refreshedByInbound: "yes",
      holds: "no",
      shortestNatHop: "unknown",
      port4500Alike: "no",
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
      { ...options, jobs, programs: ["turnserver"] },
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
    const { measurements: type } = await measureNatType(context, server);
    const asked = { server, mode: "standard", study: true, comparedPorts: [ipsecPort] } as const;
    console.log(JSON.stringify([...type, ...(await measureNatLifetime(context, asked))]));
    break;
  }
  default:
    throw new Error(`There is no role ${options.role}.`);
}

async function checkTruth(topology: Topology, { name, server, box, lossPercent, expected }: Truth) {
  await setUp(topology, box);
  await (server === "coturn" ? startCoturn(topology) : startOurResponder(topology));
  if (lossPercent !== undefined) await losePackets(topology, lossPercent);
  const command = [process.execPath, here, "--role", "measure"] as const;
  const { stdout, stderr } = await runIn(topology, "client", [...command], { timeoutMs: measureTimeoutMs });
  if (stdout === "") return [`the measurement printed nothing: ${stderr.slice(-500)}`];
  const measurements = measurementSchema.array().parse(JSON.parse(stdout));
  const found = (kind: Measurement["kind"]) => measurements.find((measurement) => measurement.kind === kind);
  const replied = found("nat-lifetime-replied");
  const keepalive = found("keepalive-interval");
  console.log(`${name}: ${String(replied?.value)} s; ${String(keepalive?.details["why"])}`);
  const details: Measurement["details"] = { ...replied?.details, ...keepalive?.details };
  const wrong = Object.entries(expected).flatMap(([key, value]) =>
    details[key] === value
      ? []
      : [`${key} is ${String(details[key])} (${String(details[`${key}Reason`])}), not ${String(value)}`],
  );
  const error = Math.abs(Number(replied?.value) - shortSeconds);
  return [
    ...wrong,
    ...(error <= 0.5 ? [] : [`replied is ${String(replied?.value)} s, not ${shortSeconds} s`]),
    // Linux translates what goes out, but turns nothing back by itself.
    ...(found("nat-mapping")?.details["hairpinning"] === "no" ? [] : ["hairpinning is not no"]),
  ];
}

async function setUp(topology: Topology, box: Box): Promise<void> {
  const stream = (seconds: number) => ({ "net.netfilter.nf_conntrack_udp_timeout_stream": seconds });
  await setKernel(topology, "home", stream(box.place === "home" ? shortSeconds : longSeconds));
  switch (box.kind) {
    case "conntrack":
      if (box.place === "home") return;
      await mustRunIn(topology, "provider", ["nft", "-f", "-"], { input: carrierNat });
      await setKernel(topology, "provider", stream(shortSeconds));
      return;
    case "outbound-only":
    case "inbound-only":
      await mustRunIn(topology, "provider", ["nft", "-f", "-"], { input: oneWayFirewall(box.kind) });
      return;
  }
}

/**
 * Lets in what is in a set. A packet outwards puts its flow there; \`update\` starts the timeout of an element anew and
 * \`add\` leaves it (nft(8), "Set statement"). The port of IPsec has a long timeout of its own.
 */
function oneWayFirewall(kind: "outbound-only" | "inbound-only"): string {
  const outwards = kind === "outbound-only" ? "update" : "add";
  const element = (seconds: number) => `@alive { udp sport . udp dport timeout ${seconds}s }`;
  const back = (seconds: number) => `update @alive { udp dport . udp sport timeout ${seconds}s }`;
  const isIpsec = (direction: "sport" | "dport") => `udp ${direction} ${ipsecPort}`;
  const accept = kind === "outbound-only" ? () => "accept" : (seconds: number) => `${back(seconds)} accept`;
  return `
table ip oneway {
  set alive { type inet_service . inet_service; flags dynamic,timeout; size 65535; }
  chain forward {
    type filter hook forward priority filter;
    iifname "inside" ${isIpsec("dport")} ${outwards} ${element(longSeconds)} accept
    iifname "inside" meta l4proto udp ${outwards} ${element(shortSeconds)} accept
    iifname "outside" udp dport . udp sport @alive ${isIpsec("sport")} ${accept(longSeconds)}
    iifname "outside" udp dport . udp sport @alive ${accept(shortSeconds)}
    iifname "outside" meta l4proto udp drop
  }
}`;
}
