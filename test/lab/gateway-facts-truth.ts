/*
 * Reads the lab's gateway, with a real charon, a real firewall and real connection tracking in it, by `gateway facts`; and
 * joins what it says with the check of the client.
 *
 *   node test/lab/gateway-facts-truth.ts [--only NAME]... [--json FILE]
 *
 * Skips, with the reason, where it cannot run; with TUNNEL_DOCTOR_LAB=required that is a failure. Exit code: 0 nothing
 * failed, 1 something failed.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gatewayFactsSchema, type GatewayFacts } from "../../main/model/gateway-facts.ts";
import { reportSchema } from "../../main/model/report.ts";
import { waitForLogLines } from "./daemons.ts";
import { clientConnection, gatewayConnections, startCharon } from "./strongswan.ts";
import { addresses, mustRunIn, runIn, setKernel, type Role, type Topology } from "./topology.ts";
import { runTruths } from "./truth-runner.ts";

const doctor = fileURLToPath(new URL("../../main/doors/cli/bin.js", import.meta.url));
const timeoutMs = 120_000;

/** Runs the command line in the namespace of `role`, with a data folder of its own. */
function doctorIn(topology: Topology, role: Role, args: readonly string[]) {
  return runIn(topology, role, [process.execPath, doctor, ...args], {
    timeoutMs,
    environment: {
      TUNNEL_DOCTOR_DATA: join(topology.directory, `data-${role}`),
      STRONGSWAN_CONF: join(topology.directory, "swanctl-of-the-gateway.conf"),
    },
  });
}

/** A tunnel is up, and both ends have logs that tell of it. */
async function connect(topology: Topology): Promise<{ readonly client: string; readonly gateway: string }> {
  const gateway = await startCharon(topology, "gateway", { connections: gatewayConnections() });
  // The lab gives each daemon a socket of its own; a gateway has it where swanctl looks by itself.
  const socket = `unix://${join(topology.directory, "gateway-charon.vici")}`;
  writeFileSync(join(topology.directory, "swanctl-of-the-gateway.conf"), `swanctl {\n  socket = ${socket}\n}\n`);
  const client = await startCharon(topology, "client", { connections: clientConnection(2) });
  await client.initiate("office", 10);
  await waitForLogLines(gateway.logFile, /CHILD_SA office\{1\} established/, 1, 15_000);
  return { client: client.logFile, gateway: gateway.logFile };
}

/** Problems are said as "is …, not …"; what agrees says nothing. */
function compare(pairs: Readonly<Record<string, readonly [found: unknown, expected: unknown]>>): readonly string[] {
  return Object.entries(pairs).flatMap(([name, [found, expected]]) =>
    JSON.stringify(found) === JSON.stringify(expected)
      ? []
      : [`${name} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`],
  );
}

async function factsOf(topology: Topology, ...args: readonly string[]): Promise<GatewayFacts> {
  const { stdout, stderr } = await doctorIn(topology, "gateway", ["gateway", "facts", "--json", ...args]);
  if (stdout === "") throw new Error(`gateway facts printed nothing: ${stderr.slice(-500)}`);
  return gatewayFactsSchema.parse(JSON.parse(stdout));
}

/** A gateway in which everything is there to be found. */
async function busyGateway(topology: Topology): Promise<readonly string[]> {
  await connect(topology);
  await setKernel(topology, "gateway", {
    "net.netfilter.nf_conntrack_udp_timeout": 8,
    "net.netfilter.nf_conntrack_udp_timeout_stream": 15,
  });
  await mustRunIn(topology, "gateway", ["nft", "-f", "-"], {
    input:
      "table inet clamp {\n chain pass {\n type filter hook forward priority mangle;\n tcp flags syn tcp option maxseg size set 1360\n}\n}\n",
  });
  const clamp = "-t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu";
  await mustRunIn(topology, "gateway", ["iptables", ...clamp.split(" ")]);
  const facts = await factsOf(topology);
  const secrets = readFileSync(join(topology.directory, "gateway-charon.swanctl.conf"), "utf8");
  const secret = /secret = "([^"]+)"/.exec(secrets)?.[1] ?? "";
  return compare({
    "IKE SAs": [facts.tunnels?.ikeSas, 1],
    "IPsec SAs": [facts.tunnels?.childSas, 1],
    "UDP timeouts": [
      [facts.conntrack?.udpTimeoutSeconds, facts.conntrack?.udpStreamTimeoutSeconds],
      [8, 15],
    ],
    "MSS clamp": [facts.mssClamp.state, "present"],
    "sources of rules": [
      facts.mssClamp.rules.map(({ source, mssBytes }) => [source, mssBytes]),
      [
        ["nft", 1360],
        ["iptables", undefined],
      ],
    ],
    charon: [facts.daemons.some(({ name, count }) => name === "charon" && count >= 1), true],
    "the interface towards clients": [
      facts.interfaces.some(({ name, mtuBytes }) => name === "inside" && mtuBytes === 1500),
      true,
    ],
    "the pre-shared key in it": [secret !== "" && JSON.stringify(facts).includes(secret), false],
  });
}

/** Both ends as one report: the sealed bundle of the client, the sealed bundle of the gateway, joined by the helpdesk. */
async function bothEnds(topology: Topology): Promise<readonly string[]> {
  const logs = await connect(topology);
  await setKernel(topology, "gateway", {
    "net.netfilter.nf_conntrack_udp_timeout": 8,
    "net.netfilter.nf_conntrack_udp_timeout_stream": 15,
  });
  const at = (name: string): string => join(topology.directory, name);
  const ask = async (role: Role, ...args: readonly string[]): Promise<string> => {
    const { stdout, stderr, exitCode } = await doctorIn(topology, role, args);
    if (exitCode === null || exitCode >= 2) throw new Error(`${args.slice(0, 2).join(" ")}: ${stderr.slice(-500)}`);
    return stdout;
  };
  await ask("provider", "request", "keygen", "--name", "Lab helpdesk");
  await ask("provider", "request", "create", "--gateway", addresses.gateway, "--out", at("lab.tdrequest"));
  await ask("client", "check", "--request", at("lab.tdrequest"), "--yes", "--trust", "--log", logs.client, "--bundle", at("client.age"), "--summary"); // prettier-ignore
  await ask("gateway", "gateway", "facts", "--log", logs.gateway, "--request", at("lab.tdrequest"), "--bundle", at("gateway.age")); // prettier-ignore
  const joined = reportSchema.parse(JSON.parse(await ask("provider", "gateway", "join", at("client.age"), at("gateway.age"), "--json"))); // prettier-ignore
  const short = joined.findings.find(({ code }) => code === "conntrack-timeout-short");
  return compare({
    "the gateway's timeouts": [joined.gatewaySide?.facts.conntrack?.udpStreamTimeoutSeconds, 15],
    "the gateway's SAs": [joined.gatewaySide?.facts.tunnels?.ikeSas, 1],
    "the finding about them": [short?.title, "The gateway forgets idle UDP connections sooner than usual"],
    "who must act": [short?.fixes.map(({ who }) => who), ["vpn-admin"]],
    "the gateway's real address": [joined.gateway?.addresses.includes(addresses.gateway), false],
    "real addresses in it": [realAddressesIn(JSON.stringify(joined)), []],
  });
}

/**
 * Addresses of the client's side, which have no business in a redacted text. Pseudonyms stay in their network, and the
 * first bit that is free always turns, so that these can be nobody's pseudonym: the lab has none in the upper halves of
 * their networks.
 */
function realAddressesIn(text: string): readonly string[] {
  const real = [addresses.client, addresses.homeInside, addresses.homeOutside, addresses.providerInside];
  return real.filter((address) => new RegExp(`(?<![\\d.])${address.replaceAll(".", "\\.")}(?!\\d)`).test(text));
}

const { values: options } = parseArgs({
  options: { only: { type: "string", multiple: true, default: [] }, json: { type: "string" } },
});

process.exit(
  await runTruths(
    [
      { name: "busy-gateway", check: busyGateway },
      { name: "both-ends", check: bothEnds },
    ],
    { only: options.only, json: options.json, jobs: 2, programs: ["iptables"] },
  ),
);
