/*
 * Makes captures as a person does, with `capture start` in the client's and in the gateway's namespace, over a real tunnel
 * with a fault: with tcpdump and with dumpcap, ended by Ctrl-C and by `capture stop`, in one file and in a ring. What they
 * tell must name the fault, and tshark must count the same in them.
 *
 *   node test/lab/capture-truth.ts [--only NAME]... [--json FILE]
 *
 * Skips, with the reason, where it cannot run; with TUNNEL_DOCTOR_LAB=required that is a failure. Exit code: 0 nothing
 * failed, 1 something failed.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { contract, type CallOutput } from "../../main/api/contract.ts";
import { readCaptureStory } from "../../main/capture/story.ts";
import { createCaptureRunner } from "../../main/host/capture-runner.ts";
import { inChunks } from "../fakes/capture-bytes.ts";
import { countsOfStory, countsOfTshark } from "../fakes/tshark-counts.ts";
import { mustRun, run, waitFor } from "./commands.ts";
import { blockUdpPort, dropFragments } from "./faults.ts";
import { clientConnection, gatewayConnections, startCharon } from "./strongswan.ts";
import { addresses, namespaceOf, runIn, type Role, type Topology } from "./topology.ts";
import { runTruths, type TruthCheck } from "./truth-runner.ts";

type Program = "tcpdump" | "dumpcap";

const commandLine = fileURLToPath(new URL("../../main/doors/cli/bin.js", import.meta.url));
const runner = createCaptureRunner();
const startTimeoutMs = 20_000;
const endTimeoutMs = 20_000;
/** What a packet socket has caught is handed over when the kernel's buffer turns over. */
const settleMs = 1500;

interface Capture {
  readonly role: Role;
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A search path on which only this one of the capturing programs is. */
function pathWith(topology: Topology, program: Program): string {
  const folder = join(topology.directory, `only-${program}`);
  mkdirSync(folder, { recursive: true });
  try {
    symlinkSync(`/usr/bin/${program}`, join(folder, program));
  } catch {
    // It was made for the other end.
  }
  return folder;
}

/** `capture start` in the namespace of `role`, when it captures. */
async function startCapture(
  topology: Topology,
  role: Role,
  program: Program,
  file: string,
  more: readonly string[] = [],
): Promise<Capture> {
  const environment = {
    TUNNEL_DOCTOR_DATA: join(topology.directory, `data-${role}`),
    PATH: pathWith(topology, program),
  };
  const start = [process.execPath, commandLine, "capture", "start", addresses.gateway, "--yes", "--out", file, ...more];
  const child = spawn("/usr/sbin/ip", ["netns", "exec", namespaceOf(topology, role), ...start], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...environment },
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const capture = { role, child, said: () => said, environment };
  await waitFor(`a capture by ${program}`, startTimeoutMs, async () => {
    if (child.exitCode !== null) throw new Error(`capture start ended: ${said}`);
    return said.includes("Capturing to ") ? true : undefined;
  });
  // The header of the file is there when the program listens.
  await waitFor(`a file by ${program}`, startTimeoutMs, async () =>
    (await runner.files(file)).some(({ sizeBytes }) => sizeBytes > 0) ? true : undefined,
  );
  return capture;
}

/** Ends it by Ctrl-C, or by the word of another process; what it said of its files. */
async function endCapture(topology: Topology, capture: Capture, how: "ctrl-c" | "capture stop"): Promise<void> {
  await pause(settleMs);
  if (how === "ctrl-c") capture.child.kill("SIGINT");
  else {
    const stop = [
      "netns",
      "exec",
      namespaceOf(topology, capture.role),
      process.execPath,
      commandLine,
      "capture",
      "stop",
    ];
    await mustRun("/usr/sbin/ip", stop, { environment: capture.environment });
  }
  await waitFor("the end of a capture", endTimeoutMs, async () =>
    capture.child.exitCode === null && capture.child.signalCode === null ? undefined : true,
  );
  if (capture.child.exitCode !== 0)
    throw new Error(`capture start ended with ${String(capture.child.exitCode)}: ${capture.said()}`);
}

/** Where tshark counts otherwise, or the file is not whole. */
async function disagreements(file: string): Promise<readonly string[]> {
  const story = await readCaptureStory(file, inChunks(readFileSync(file), 65_536));
  if (!story.ok) return [`${file}: ${story.error.message}`];
  const [ours, theirs] = [JSON.stringify(countsOfStory(story.value)), JSON.stringify(countsOfTshark(file))];
  return [
    ...(ours === theirs ? [] : [`${file}: ours ${ours}, tshark ${theirs}`]),
    ...(story.value.file.note === undefined ? [] : [`${file}: ${story.value.file.note}`]),
  ];
}

async function joined(client: string, gateway: string): Promise<CallOutput<"capture.join">> {
  const { stdout } = await run(process.execPath, [commandLine, "capture", "join", client, gateway, "--json"]);
  return contract["capture.join"].output.parse(JSON.parse(stdout));
}

interface BothEnds {
  readonly name: string;
  readonly program: Program;
  readonly end: "ctrl-c" | "capture stop";
  readonly fault: (topology: Topology) => Promise<void>;
  /** How the client's tunnel goes, and what goes through it. */
  readonly use: (topology: Topology) => Promise<void>;
  readonly finding: string;
}

/** A fault that is named from captures that were made at both ends just now. */
function bothEnds({ name, program, end, fault, use, finding }: BothEnds): TruthCheck {
  return {
    name,
    check: async (topology) => {
      const [client, gateway] = (["client", "gateway"] as const).map((role) =>
        join(topology.directory, `${role}.pcap`),
      );
      if (client === undefined || gateway === undefined) throw new Error("There are two ends.");
      const captures = await Promise.all([
        startCapture(topology, "client", program, client),
        startCapture(topology, "gateway", program, gateway, ["--interface", "inside"]),
      ]);
      await fault(topology);
      await use(topology);
      await Promise.all(captures.map((capture) => endCapture(topology, capture, end)));
      const { findings, join: both } = await joined(client, gateway);
      const codes = findings.map(({ code }) => code);
      return [
        ...(codes.includes(finding as (typeof codes)[number]) ? [] : [`found ${codes.join(", ") || "nothing"}`]),
        ...(both.clock === undefined ? ["no packet was found in both captures"] : []),
        ...(await disagreements(client)),
        ...(await disagreements(gateway)),
      ];
    },
  };
}

/** The last files of a ring, which hold the newest packets. */
function ring(program: Program): TruthCheck {
  return {
    name: `ring-${program}`,
    check: async (topology) => {
      const file = join(topology.directory, "ring.pcap");
      const limits = ["--files", "2", "--megabytes", "1", "--whole-packets"];
      const capture = await startCapture(topology, "client", program, file, limits);
      const flood = ["ping", "-q", "-f", "-c", "1300", "-s", "1400", addresses.gateway] as const;
      const pinged = await runIn(topology, "client", flood, { timeoutMs: 20_000 });
      await endCapture(topology, capture, "ctrl-c");
      const files = await runner.files(file);
      const problems: string[] = [];
      if (pinged.exitCode !== 0) problems.push(`ping: ${pinged.stderr}`);
      if (files.length !== 2) problems.push(`${files.length} files`);
      for (const { path, sizeBytes } of files) {
        if (sizeBytes > 1_100_000) problems.push(`${path} has ${sizeBytes} bytes`);
        if (!capture.said().includes(path)) problems.push(`${path} was not named`);
        problems.push(...(await disagreements(path)));
      }
      return problems;
    },
  };
}

const impatient = { retransmit_tries: 2, retransmit_timeout: 1, retransmit_base: 1 };

const checks: readonly TruthCheck[] = [
  bothEnds({
    name: "udp-4500-blocked-tcpdump",
    program: "tcpdump",
    end: "capture stop",
    fault: (topology) => blockUdpPort(topology, 4500),
    use: async (topology) => {
      await startCharon(topology, "gateway", { connections: gatewayConnections() });
      const client = await startCharon(topology, "client", { connections: clientConnection(2), settings: impatient });
      await client.initiate("office", 10);
    },
    finding: "udp-4500-blocked",
  }),
  bothEnds({
    name: "fragments-dropped-dumpcap",
    program: "dumpcap",
    end: "ctrl-c",
    fault: dropFragments,
    use: async (topology) => {
      // A small MTU at the client alone makes its own kernel cut the large packets of the tunnel.
      await mustRun("ip", ["-n", namespaceOf(topology, "client"), "link", "set", "outside", "mtu", "1300"]);
      await startCharon(topology, "gateway", { connections: gatewayConnections() });
      const client = await startCharon(topology, "client", { connections: clientConnection(2) });
      await client.initiate("office", 10);
      for (const sizeBytes of [200, 1350, 200]) {
        const ping = ["ping", "-n", "-q", "-c", "6", "-i", "0.2", "-W", "1", "-s", String(sizeBytes), addresses.office];
        await runIn(topology, "client", ping as [string, ...string[]]);
      }
    },
    finding: "fragments-dropped",
  }),
  ring("tcpdump"),
  ring("dumpcap"),
];

const { values } = parseArgs({
  options: { only: { type: "string", multiple: true, default: [] }, json: { type: "string" } },
});
const programs = ["tcpdump", "dumpcap", "tshark"];
process.exit(await runTruths(checks, { only: values.only, json: values.json, jobs: 2, programs }));
