/*
 * Makes the captures in test/fixtures/captures: tcpdump on the client's and on the gateway's side of the small internet
 * while a scenario runs in it.
 *
 *   node test/lab/captures.ts --out FOLDER [--only NAME]...
 *
 * Needs what the lab needs, and tcpdump.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { mustRun, waitFor } from "./commands.ts";
import {
  changeClientAddress,
  dropFragments,
  limitPathMtu,
  losePackets,
  makeMtuBlackHole,
  blockUdpPort,
  silenceGateway,
} from "./faults.ts";
import { ipv6Gateway } from "./ipv6.ts";
import { whyNotHere } from "./prerequisites.ts";
import { mtuBlackHole1380Ipv6 } from "./scenarios/ipv6.ts";
import { l2tpControlLost, l2tpNoAnswer } from "./scenarios/l2tp-control-lost.ts";
import { natTimeoutIdleIkev1, natTimeoutIdleIkev2 } from "./scenarios/nat-timeout-idle.ts";
import { noProposalIkev1, noProposalIkev2 } from "./scenarios/no-proposal.ts";
import { rekeyFailure } from "./scenarios/rekey-failure.ts";
import { wrongPskIkev1, wrongPskIkev2 } from "./scenarios/wrong-psk.ts";
import { clientConnection, gatewayConnections, startCharon, type Charon, type Section } from "./strongswan.ts";
import {
  addresses,
  createTopology,
  namespaceOf,
  removeOwnTopologies,
  removeTopology,
  runIn,
  type Role,
  type Topology,
} from "./topology.ts";

interface CaptureScenario {
  readonly name: string;
  readonly run: (topology: Topology) => Promise<unknown>;
}

/** Everything that a VPN or a fault shows; the lab's own pings in clear would only be noise. */
const filter =
  "udp port 500 or udp port 4500 or udp port 1701 or esp or ip[6:2] & 0x1fff != 0 or (icmp and icmp[0] != 8 and icmp[0] != 0)";

async function startTcpdump(topology: Topology, role: Role, link: string, file: string): Promise<ChildProcess> {
  const options = ["-i", link, "-U", "-n", "-Z", "root", "--time-stamp-precision=nano", "-w", file, filter];
  const child = spawn("ip", ["netns", "exec", namespaceOf(topology, role), "tcpdump", ...options], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  await waitFor("tcpdump listening", 10_000, async () => (said.includes("listening on") ? true : undefined));
  return child;
}

async function stopTcpdump(child: ChildProcess): Promise<void> {
  // What a packet socket has caught is written when the kernel's buffer turns over.
  await pause(1500);
  child.kill("SIGINT");
  await waitFor("tcpdump ending", 10_000, async () => (child.exitCode === null ? undefined : true));
}

interface TunnelSettings {
  readonly connection?: Section;
  readonly child?: Section;
  readonly client?: Section;
}

async function startTunnel(topology: Topology, { connection, child, client }: TunnelSettings = {}): Promise<Charon> {
  await startCharon(topology, "gateway", { connections: gatewayConnections() });
  const charon = await startCharon(topology, "client", {
    connections: clientConnection(2, {
      ...(connection === undefined ? {} : { connection }),
      ...(child === undefined ? {} : { child }),
    }),
    ...(client === undefined ? {} : { settings: client }),
  });
  await charon.initiate("office", 10);
  return charon;
}

/** Sends pings of `sizeBytes` (whole IP packets) to the network behind the gateway. */
async function pingOffice(
  topology: Topology,
  count: number,
  sizeBytes: number,
  intervalSeconds: number,
): Promise<void> {
  await runIn(
    topology,
    "client",
    [
      ...(["ping", "-n", "-q", "-c", String(count), "-i", String(intervalSeconds), "-W", "1"] as const),
      ...["-s", String(sizeBytes - 28), addresses.office],
    ],
    { timeoutMs: 60_000 },
  );
}

const fromLab = ({ name, prepare }: { readonly name: string; readonly prepare: CaptureScenario["run"] }) => ({
  name,
  run: prepare,
});

const impatient: Section = { retransmit_tries: 2, retransmit_timeout: 1, retransmit_base: 1 };

const scenarios: readonly CaptureScenario[] = [
  {
    name: "healthy-tunnel",
    run: async (topology) => {
      const client = await startTunnel(topology, {
        connection: { dpd_delay: 3 },
        child: { rekey_time: 8, rand_time: 0, life_time: 20 },
        client: { keep_alive: 2 },
      });
      await pingOffice(topology, 4, 500, 0.5);
      await pause(9000);
      await pingOffice(topology, 16, 500, 0.5);
      await client.stop();
    },
  },
  {
    name: "rekey-failure",
    run: (topology) =>
      Promise.all([rekeyFailure.prepare(topology), pause(3000).then(() => pingOffice(topology, 30, 100, 1))]),
  },
  fromLab(natTimeoutIdleIkev1),
  fromLab(natTimeoutIdleIkev2),
  {
    name: "mtu-black-hole-1380",
    run: async (topology) => {
      await makeMtuBlackHole(topology, 1380);
      const client = await startTunnel(topology);
      for (const sizeBytes of [100, 800, 1200, 1290, 1310, 1320, 1400]) await pingOffice(topology, 3, sizeBytes, 0.3);
      await pingOffice(topology, 3, 100, 0.3);
      await client.stop();
    },
  },
  {
    name: "path-mtu-1400",
    run: async (topology) => {
      await limitPathMtu(topology, 1400);
      const client = await startTunnel(topology);
      for (const sizeBytes of [100, 1200, 1400]) await pingOffice(topology, 4, sizeBytes, 0.3);
      await client.stop();
    },
  },
  {
    name: "udp-4500-blocked",
    run: async (topology) => {
      await blockUdpPort(topology, 4500);
      await startTunnel(topology, { client: impatient });
      await pause(1000);
    },
  },
  {
    name: "udp-500-blocked",
    run: async (topology) => {
      await blockUdpPort(topology, 500);
      await dialInVain(topology);
    },
  },
  {
    name: "gateway-silent",
    run: async (topology) => {
      await silenceGateway(topology);
      await dialInVain(topology);
    },
  },
  {
    name: "mtu-black-hole-1380-ipv6",
    run: async (topology) => {
      await mtuBlackHole1380Ipv6.prepare(topology);
      // Without a NAT only this makes ESP travel in UDP, which is all that the lab's ESP in user space can do.
      const client = await startCharon(topology, "client", {
        connections: clientConnection(2, { connection: { remote_addrs: ipv6Gateway, encap: "yes" } }),
      });
      await client.initiate("office", 10);
      for (const sizeBytes of [100, 800, 1200, 1270, 1290, 1300, 1400]) await pingOffice(topology, 3, sizeBytes, 0.3);
      await pingOffice(topology, 3, 100, 0.3);
      await client.stop();
    },
  },
  {
    name: "fragments-dropped",
    run: async (topology) => {
      await dropFragments(topology);
      // A small MTU at the client alone makes its own kernel cut the large packets of the tunnel.
      await mustRun("ip", ["-n", namespaceOf(topology, "client"), "link", "set", "outside", "mtu", "1300"]);
      const client = await startTunnel(topology);
      await pingOffice(topology, 4, 200, 0.3);
      await pingOffice(topology, 8, 1380, 0.3);
      await pingOffice(topology, 4, 200, 0.3);
      await client.stop();
    },
  },
  {
    name: "lossy-line",
    run: async (topology) => {
      const client = await startTunnel(topology);
      await losePackets(topology, 5);
      await pingOffice(topology, 400, 120, 0.02);
      await client.stop();
    },
  },
  {
    name: "client-address-change",
    run: async (topology) => {
      await startCharon(topology, "gateway", { connections: gatewayConnections() });
      const client = await startCharon(topology, "client", {
        connections: clientConnection(1, {
          connection: { dpd_delay: 4, dpd_timeout: 8 },
          child: { dpd_action: "restart" },
        }),
      });
      await client.initiate("office", 10);
      await pingOffice(topology, 4, 100, 0.3);
      await changeClientAddress(topology);
      await pause(16_000);
      await pingOffice(topology, 4, 100, 0.3);
      await client.stop();
    },
  },
  { name: "gateway-stopped", run: dialStopped },
  fromLab(l2tpControlLost),
  fromLab(l2tpNoAnswer),
  fromLab(noProposalIkev1),
  fromLab(noProposalIkev2),
  fromLab(wrongPskIkev1),
  fromLab(wrongPskIkev2),
];

/** The gateway's IKE service is stopped while a client dials. */
async function dialStopped(topology: Topology): Promise<void> {
  const gateway = await startCharon(topology, "gateway", { connections: gatewayConnections() });
  await gateway.stop();
  await dial(topology);
}

/** The gateway is there, and a client that gives up soon does not reach it. */
async function dialInVain(topology: Topology): Promise<void> {
  await startCharon(topology, "gateway", { connections: gatewayConnections() });
  await dial(topology);
}

async function dial(topology: Topology): Promise<void> {
  const client = await startCharon(topology, "client", { connections: clientConnection(2), settings: impatient });
  await client.initiate("office", 5);
}

async function capture({ name, run }: CaptureScenario, folder: string): Promise<void> {
  const topology = await createTopology();
  try {
    const dumps = await Promise.all([
      startTcpdump(topology, "client", "outside", join(folder, `${name}.client.pcap`)),
      startTcpdump(topology, "gateway", "inside", join(folder, `${name}.gateway.pcap`)),
    ]);
    await run(topology);
    await Promise.all(dumps.map(stopTcpdump));
  } finally {
    removeTopology(topology);
  }
}

const { values } = parseArgs({
  options: { out: { type: "string" }, only: { type: "string", multiple: true, default: [] } },
});
const reason = whyNotHere(["tcpdump", "xl2tpd"]);
if (values.out === undefined || reason !== undefined) {
  console.error(reason ?? "usage: node test/lab/captures.ts --out FOLDER [--only NAME]...");
  process.exit(2);
}
process.on("exit", removeOwnTopologies);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
const folder = values.out;
mkdirSync(folder, { recursive: true });
const chosen = scenarios.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
const outcomes = await Promise.allSettled(chosen.map((scenario) => capture(scenario, folder)));
for (const [index, outcome] of outcomes.entries()) {
  console.log(`${chosen[index]?.name ?? ""}: ${outcome.status === "fulfilled" ? "done" : String(outcome.reason)}`);
}
process.exit(outcomes.every(({ status }) => status === "fulfilled") ? 0 : 1);
