/*
 * `watch` at the client of the lab, with a real IKEv2 tunnel (kernel-libipsec) that lives or dies of a change under it: it
 * must blame the right change for a drop, and no change for a tunnel that lived on.
 *
 *   node test/lab/watch-truth.ts [--only NAME]... [--json FILE]
 *
 * Skips, with the reason, where it cannot run; with TUNNEL_DOCTOR_LAB=required that is a failure. Exit code: 0 nothing
 * failed, 1 something failed.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runCommand, type RunCommand } from "../../main/host/run-command.ts";
import { readTunnels } from "../../main/host/vpn-state/read-tunnels.ts";
import type { Measurement } from "../../main/model/measurement.ts";
import { reportSchema } from "../../main/model/report.ts";
import type { WatchNews } from "../../main/watch/run-watch.ts";
import { mustRun, waitFor } from "./commands.ts";
import { changeClientAddress } from "./faults.ts";
import { clientConnection, gatewayConnections, startCharon, type Charon, type Section } from "./strongswan.ts";
import { addDropRule, addresses, mustRunIn, namespaceOf, runIn, type Topology } from "./topology.ts";
import { runTruths, type TruthCheck } from "./truth-runner.ts";

const doctor = fileURLToPath(new URL("../../main/doors/cli/bin.js", import.meta.url));

interface Watched {
  readonly client: Charon;
  readonly news: readonly WatchNews[];
  readonly watcher: ChildProcess;
}

/** Dead peers are found within some 15 s: every 4 s a sign of life is asked for, and given up after three tries. */
const impatient: Section = { retransmit_tries: 3, retransmit_timeout: 1.5, retransmit_base: 1.4 };

const followingMs = 3_000;

/** A tunnel that is up, and a watch that follows the client's log. */
async function begin(topology: Topology, mobike: "yes" | "no"): Promise<Watched> {
  const ends = { mobike, dpd_delay: "4s" };
  // It asks only when the client has fallen silent: a question of its own that goes to a mapping that is gone is repeated
  // to that mapping whatever the client sends, and ends a tunnel that would have lived.
  await startCharon(topology, "gateway", {
    connections: gatewayConnections({ connection: { ...ends, dpd_delay: "6s" } }),
    settings: impatient,
  });
  const client = await startCharon(topology, "client", {
    connections: clientConnection(2, { connection: ends }),
    settings: impatient,
  });
  const news: WatchNews[] = [];
  const watcher = spawn(
    "ip",
    [
      ...["netns", "exec", namespaceOf(topology, "client"), process.execPath, doctor],
      ...["watch", "--json", "--log", client.logFile],
    ],
    { env: environmentOf(topology), stdio: ["ignore", "pipe", "inherit"] },
  );
  createInterface({ input: watcher.stdout }).on("line", (line) => news.push(JSON.parse(line) as WatchNews));
  await waitFor("the watch", 60_000, async () => news.find(({ kind }) => kind === "watch-started"));
  // It opens the log a moment after it says that it has begun, and follows it from the end that it has then.
  await pause(followingMs);
  const { exitCode } = await client.initiate("office", 10);
  if (exitCode !== 0) throw new Error("the tunnel did not come up");
  await waitFor("the tunnel in the watch", 15_000, async () =>
    news.find((item) => item.kind === "log" && item.event.event === "ipsec_sa_established"),
  );
  return { client, news, watcher };
}

const environmentOf = (topology: Topology): NodeJS.ProcessEnv => ({
  ...process.env,
  LC_ALL: "C",
  TUNNEL_DOCTOR_DATA: join(topology.directory, "data"),
});

/** What `check` says of the same time, from the log and from what the watch kept. */
async function findingsOfCheck(topology: Topology, { client }: Watched): Promise<readonly string[]> {
  const args = ["check", addresses.gateway, "--json", "--profile", "quick", "--history", "--log", client.logFile];
  const { stdout, stderr } = await runIn(topology, "client", [process.execPath, doctor, ...args], {
    timeoutMs: 120_000,
    environment: { TUNNEL_DOCTOR_DATA: join(topology.directory, "data") },
  });
  if (stdout === "") throw new Error(`check printed nothing: ${stderr.slice(-500)}`);
  return reportSchema.parse(JSON.parse(stdout)).findings.map(({ code }) => code);
}

function changeOf(news: readonly WatchNews[], reason: string): WatchNews | undefined {
  return news.find((item) => item.kind === "change" && item.change.reason === reason);
}

const answered = (measurements: readonly Measurement[]): boolean =>
  ["reach-udp-500", "path-mtu"].every((kind) =>
    measurements.some((one) => one.kind === kind && one.outcome === "measured"),
  );
const dropsIn = (news: readonly WatchNews[]) => news.filter((item) => item.kind === "drop");
const ownCauses = ["client-mobility", "client-sleep"] as const;

/** How long a tunnel is watched that should live: longer than a dead peer needs to be found. */
const patienceMs = 20_000;
const dropTimeoutMs = 60_000;

interface Story {
  readonly mobike: "yes" | "no";
  readonly change: (topology: Topology, watched: Watched) => Promise<void>;
  /** Reasons that the watch must name. */
  readonly reasons: readonly string[];
  /** Whether the look at the gateway after the drop must find it. */
  readonly reaches?: true;
  /** The cause of the drop; `other`: anything but a change of this computer; `none`: there is no drop. */
  readonly cause: (typeof ownCauses)[number] | "other" | "none";
}

async function judge(
  topology: Topology,
  { mobike, change, reasons, cause, reaches }: Story,
): Promise<readonly string[]> {
  const watched = await begin(topology, mobike);
  const { news, watcher } = watched;
  await change(topology, watched);
  if (cause === "none") await pause(patienceMs);
  else
    await waitFor("the snapshot of a drop", dropTimeoutMs, async () =>
      news.find(({ kind }) => kind === "drop-snapshot"),
    );
  for (const reason of reasons)
    await waitFor(`the change ${reason}`, 15_000, async () => changeOf(news, reason)).catch(() => undefined);
  const checked = await findingsOfCheck(topology, watched);
  watcher.kill("SIGINT");
  const drops = dropsIn(news);
  const blamed = drops.flatMap(({ causes }) => causes.map(({ code }) => code));
  const wrong = ownCauses.filter((code) => code !== cause);
  const snapshots = news.filter((item) => item.kind === "drop-snapshot");
  return [
    ...reasons.filter((reason) => changeOf(news, reason) === undefined).map((reason) => `${reason} was not seen`),
    ...(cause === "none" && drops.length > 0 ? [`a drop was seen: ${JSON.stringify(drops[0])}`] : []),
    ...(cause === "client-mobility" || cause === "client-sleep"
      ? [
          ...(blamed[0] === cause ? [] : [`the drop is blamed on ${blamed.join(", ") || "nothing"}, not ${cause}`]),
          ...(checked.includes(cause) ? [] : [`check finds ${checked.join(", ") || "nothing"}, not ${cause}`]),
        ]
      : []),
    ...wrong.filter((code) => blamed.includes(code)).map((code) => `the drop is blamed on ${code}`),
    ...wrong.filter((code) => checked.includes(code)).map((code) => `check blames ${code}`),
    ...(reaches === true && !snapshots.some(({ snapshot }) => answered(snapshot.measurements))
      ? [`the look at the gateway found nothing: ${JSON.stringify(snapshots[0]?.snapshot.notes)}`]
      : []),
    ...(cause !== "none" && snapshots.every(({ snapshot }) => snapshot.events.length === 0)
      ? ["the snapshot has no events"]
      : []),
  ];
}

const inClient = (...lines: readonly string[]) => {
  return async (topology: Topology): Promise<void> => {
    const input = `${lines.join("\n")}\n`;
    await mustRun("ip", ["-n", namespaceOf(topology, "client"), "-batch", "-"], { input });
  };
};

/** The client has a second line to the same home router, over which it can go as well. */
async function addSecondLine(topology: Topology): Promise<void> {
  const [client, home] = [namespaceOf(topology, "client"), namespaceOf(topology, "home")];
  const pair = ["link", "add", "second", "netns", client, "type", "veth", "peer", "name", "second", "netns", home];
  await mustRun("ip", pair);
  const batch = async (name: string, lines: readonly string[]): Promise<unknown> =>
    mustRun("ip", ["-n", name, "-batch", "-"], { input: `${lines.join("\n")}\n` });
  await batch(home, ["addr add 192.0.2.129/25 dev second", "link set second up"]);
  await batch(client, ["addr add 192.0.2.130/25 dev second", "link set second up"]);
}

/** The first line goes: its default route, then its address. */
async function switchDefaultRoute(topology: Topology): Promise<void> {
  await addSecondLine(topology);
  await inClient(
    "route replace default via 192.0.2.129 dev second",
    `addr del ${addresses.client}/24 dev outside`,
    "link set outside down",
  )(topology);
}

/** The home router has another address in the same network, and lets nothing through from the old one. */
async function changeGateway(topology: Topology): Promise<void> {
  await mustRun("ip", ["-n", namespaceOf(topology, "home"), "addr", "add", "192.0.2.2/24", "dev", "inside"]);
  await inClient("route replace default via 192.0.2.2")(topology);
}

/** As a router that was switched off and on: no mapping is left, and for a while nothing goes through. */
async function rebootRouter(topology: Topology, silentForMs: number): Promise<void> {
  await addDropRule(topology, "home", "forward", "meta l4proto udp");
  await pause(silentForMs);
  const rules = ['oifname "outside" meta l4proto udp masquerade to :40000-50000', 'oifname "outside" masquerade'];
  const chain = `chain translate {\n type nat hook postrouting priority srcnat;\n ${rules.join("\n ")}\n }`;
  // At once, because the tunnel has little time for it on a busy machine.
  const ruleset = `flush ruleset\ntable ip home {\n ${chain}\n}\n`;
  await mustRunIn(topology, "home", ["nft", "-f", "-"], { input: ruleset });
  await mustRunIn(topology, "home", ["conntrack", "-F"]);
}

async function flapLink(topology: Topology): Promise<void> {
  for (let times = 0; times < 4; times += 1) {
    await inClient("link set outside down")(topology);
    await pause(150);
    await inClient("link set outside up", `route replace default via ${addresses.homeInside}`)(topology);
    await pause(150);
  }
}

/** Processes of the client's namespace that make it a computer: the daemon and the watch. */
async function sleepFor(topology: Topology, durationMs: number): Promise<void> {
  const listed = await mustRun("ip", ["netns", "pids", namespaceOf(topology, "client")]);
  const processIds = listed.split("\n").filter(Boolean).map(Number);
  for (const processId of processIds) signalIfThere(processId, "SIGSTOP");
  await pause(durationMs);
  for (const processId of processIds) signalIfThere(processId, "SIGCONT");
}

/** A program that the watch has asked may have ended since it was listed. */
function signalIfThere(processId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(processId, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

const stories: Readonly<Record<string, Story>> = {
  "address-change-mobike": { mobike: "yes", change: changeClientAddress, reasons: ["address-changed"], cause: "none" },
  "address-change": {
    mobike: "no",
    change: changeClientAddress,
    reasons: ["address-changed"],
    cause: "client-mobility",
    reaches: true,
  },
  "route-switch-mobike": {
    mobike: "yes",
    change: switchDefaultRoute,
    reasons: ["default-interface-changed"],
    cause: "none",
  },
  "route-switch": {
    mobike: "no",
    change: switchDefaultRoute,
    reasons: ["default-interface-changed"],
    cause: "client-mobility",
  },
  "gateway-change": { mobike: "yes", change: changeGateway, reasons: ["gateway-changed"], cause: "none" },
  "link-flap": { mobike: "yes", change: flapLink, reasons: ["link-down", "link-flapped"], cause: "none" },
  "link-down": {
    mobike: "no",
    change: inClient("link set outside down"),
    reasons: ["link-down"],
    cause: "client-mobility",
  },
  "router-reboot": { mobike: "yes", change: (topology) => rebootRouter(topology, 1_000), reasons: [], cause: "none" },
  "router-gone": { mobike: "yes", change: (topology) => rebootRouter(topology, 30_000), reasons: [], cause: "other" },
  sleep: {
    mobike: "yes",
    change: (topology) => sleepFor(topology, 30_000),
    reasons: ["slept"],
    cause: "client-sleep",
  },
};

/** What the reader of tunnels says of a real strongSwan, before and after packets went through. */
async function judgeTunnels(topology: Topology): Promise<readonly string[]> {
  await startCharon(topology, "gateway", { connections: gatewayConnections() });
  const client = await startCharon(topology, "client", { connections: clientConnection(2) });
  const run: RunCommand = (program, args, options) =>
    runCommand(program, program === "swanctl" ? [...args, "--uri", client.controlUri] : args, options);
  const before = await readTunnels(run, "linux");
  await client.initiate("office", 10);
  const idle = await readTunnels(run, "linux");
  await runIn(topology, "client", ["ping", "-c", "2", "-i", "0.2", "-W", "1", addresses.office]);
  const used = await readTunnels(run, "linux");
  const [tunnel, ...others] = used ?? [];
  const { connection, type, server, insideAddresses = [], receivedBytes = 0, sentBytes = 0 } = tunnel ?? {};
  return [
    ...(before?.length === 0 ? [] : [`there was a tunnel before one was made: ${JSON.stringify(before)}`]),
    ...(idle?.[0]?.sentBytes === 0 ? [] : [`the idle tunnel is told as ${JSON.stringify(idle)}`]),
    ...(connection === "work" && type === "ikev2" && server === addresses.gateway && others.length === 0
      ? []
      : [`the tunnel is told as ${JSON.stringify(used)}`]),
    ...(insideAddresses.length === 1 ? [] : [`the addresses inside are ${insideAddresses.join(", ")}`]),
    ...(receivedBytes > 0 && sentBytes > 0 ? [] : [`${receivedBytes} bytes received and ${sentBytes} sent`]),
  ];
}

const checks: readonly TruthCheck[] = [
  ...Object.entries(stories).map(([name, story]) => ({
    name,
    check: (topology: Topology) => judge(topology, story),
  })),
  { name: "vpn-state", check: judgeTunnels },
];

const { values: options } = parseArgs({
  options: { only: { type: "string", multiple: true, default: [] }, json: { type: "string" } },
});
process.exit(await runTruths(checks, { only: options.only, json: options.json, jobs: 2, programs: ["conntrack"] }));
