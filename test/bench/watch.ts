import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { mustRun, waitFor } from "../lab/commands.ts";
import { whyNotHere } from "../lab/prerequisites.ts";
import { namespaceOf, type Topology } from "../lab/topology.ts";
import { median, withTopology } from "./lab.ts";
import type { BenchNumbers, BenchRow } from "./row.ts";

/** What is installed is the bundle; from source, Node holds the TypeScript compiler's parser in memory as well. */
const bundle = fileURLToPath(new URL("../../out/cli/main.js", import.meta.url));
const program = `import(${JSON.stringify(bundle)}).then(({ main }) => main(["watch", "--json", "--no-measure"])).then((code) => process.exit(code))`;

const skip = (): string | undefined =>
  whyNotHere([]) ?? (existsSync(bundle) ? undefined : "there is no out/cli/main.js; run npm test -- bundles");

const quietMs = 600_000;
const changes = 24;
const clockTicksPerSecond = 100;
const promise = { cpuPercent: 0.5, memoryMb: 90, delayMs: 300 } as const;

/** A watch in the lab's client, which nothing disturbs but the lab. */
async function withWatch<Result>(
  use: (topology: Topology, child: ChildProcess, lines: () => readonly TimedLine[]) => Promise<Result>,
): Promise<Result> {
  return withTopology(async (topology) => {
    const data = mkdtempSync(join(tmpdir(), "watch-bench-"));
    const child = spawn("ip", ["netns", "exec", namespaceOf(topology, "client"), process.execPath, "-e", program], {
      env: { ...process.env, TUNNEL_DOCTOR_DATA: data },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = linesOf(child);
    try {
      await waitFor("the watch", 60_000, async () => (lines().length > 0 ? true : undefined));
      return await use(topology, child, lines);
    } finally {
      child.kill("SIGKILL");
      rmSync(data, { recursive: true, force: true });
    }
  });
}

interface TimedLine {
  readonly text: string;
  readonly atMs: number;
}

function linesOf({ stdout }: ChildProcess): () => readonly TimedLine[] {
  const lines: TimedLine[] = [];
  if (stdout !== null)
    createInterface({ input: stdout }).on("line", (text) => lines.push({ text, atMs: performance.now() }));
  return () => lines;
}

/** Processor time of a process and of the children that it has (proc(5): utime, stime; fields 14 and 15 of stat). */
function cpuSeconds(processId: number): number {
  const ofOne = (id: string): number => {
    const fields = readFileSync(`/proc/${id}/stat`, "utf8")
      .replace(/^.*\) /u, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / clockTicksPerSecond;
  };
  return [String(processId), ...childrenOf(processId)].reduce((sum, id) => sum + ofOne(id), 0);
}

function childrenOf(processId: number): readonly string[] {
  return readFileSync(`/proc/${processId}/task/${processId}/children`, "utf8").split(" ").filter(Boolean);
}

/** Resident memory of one process, in MB of 10^6 bytes. */
function residentMb(processId: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${processId}/status`, "utf8"))?.[1];
  return (Number(kib) * 1024) / 1e6;
}

/** Node with nothing to do. */
async function idleNodeMb(): Promise<number> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "ignore" });
  await pause(2_000);
  const memoryMb = residentMb(child.pid ?? 0);
  child.kill("SIGKILL");
  return memoryMb;
}

async function measureQuiet(scale: number): Promise<BenchNumbers> {
  return withWatch(async (_topology, child) => {
    const processId = child.pid ?? 0;
    // What is left of the start is no part of a quiet time.
    await pause(5_000);
    const [startedMs, startedCpu] = [performance.now(), cpuSeconds(processId)];
    await pause(quietMs * scale);
    const seconds = (performance.now() - startedMs) / 1000;
    const cpuPercent = ((cpuSeconds(processId) - startedCpu) / seconds) * 100;
    const memoryMb = residentMb(processId);
    const misses = [
      ...(cpuPercent < promise.cpuPercent
        ? []
        : [`${cpuPercent.toFixed(2)} % of a core, not below ${promise.cpuPercent} %`]),
      ...(memoryMb < promise.memoryMb ? [] : [`${memoryMb.toFixed(0)} MB, not below ${promise.memoryMb} MB`]),
    ];
    return { ours: memoryMb, baseline: await idleNodeMb(), details: { cpuPercent, seconds }, misses };
  });
}

async function measureDelay(): Promise<BenchNumbers> {
  return withWatch(async (topology, _child, lines) => {
    const client = namespaceOf(topology, "client");
    const monitor = spawn("ip", ["-n", client, "-o", "monitor", "address"], { stdio: ["ignore", "pipe", "inherit"] });
    const monitored = linesOf(monitor);
    await pause(1_000);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let number = 0; number < changes; number += 1) {
      const address = `192.0.2.${100 + number}`;
      const told = (seen: () => readonly TimedLine[]) => async (): Promise<number | undefined> =>
        seen().find(({ text }) => text.includes(`${address}/24`))?.atMs;
      const startedMs = performance.now();
      await mustRun("ip", ["-n", client, "addr", "add", `${address}/24`, "dev", "outside"]);
      ours.push((await waitFor(`${address} in the watch`, 10_000, told(lines))) - startedMs);
      theirs.push((await waitFor(`${address} in ip monitor`, 10_000, told(monitored))) - startedMs);
      // Changes that follow each other closely are folded.
      await pause(5_500);
    }
    monitor.kill("SIGKILL");
    const delayMs = median(ours);
    const misses = delayMs < promise.delayMs ? [] : [`the median is not below ${promise.delayMs} ms`];
    return { ours: delayMs, baseline: median(theirs), details: { slowestMs: Math.max(...ours), changes }, misses };
  });
}

export const watchRows: readonly BenchRow[] = [
  {
    name: "watch-quiet",
    about: "memory and processor time of the command line's watch while nothing happens, with its children",
    baseline: "node with nothing to do",
    unit: "MB",
    betterIs: "lower",
    skip,
    measure: measureQuiet,
  },
  {
    name: "watch-delay",
    about: "from a new address of the client to the event, starting ip included",
    baseline: "ip monitor printing it",
    unit: "ms",
    betterIs: "lower",
    skip,
    measure: measureDelay,
  },
];
