import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { allTables } from "../../main/logs/formats/all-tables.ts";
import type { BenchRow } from "./row.ts";

const sizeMb = 128;
/** The best of so many is taken of each, because other programs only ever slow them down. */
const repetitions = 3;
/** As in a week of a busy laptop: one line in 33 is from a VPN daemon. */
const vpnLineEvery = 33;
const otherDaemons = ["systemd[1]", "cron[812]", "dbus-daemon[640]", "gnome-shell[2210]", "sshd[1400]", "snapd[901]"];

/** Our reading of a mixed syslog, from the file to events, beside `grep -cE` for the same daemons' names in it. */
export const logParsing: BenchRow = {
  name: "log-parsing",
  about: `a mixed syslog of ${sizeMb} MB at scale 1, one line in ${vpnLineEvery} from a VPN daemon`,
  baseline: "grep -cE 'charon|pluto|xl2tpd|pppd|...' on the same file",
  unit: "MB/s",
  betterIs: "higher",
  measure: async (scale) => {
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    try {
      const path = join(folder, "syslog");
      await writeSyslog(path, sizeMb * scale * 1e6);
      const megabytes = statSync(path).size / 1e6;
      const pattern = allTables.flatMap((table) => table.identifiers).join("|");
      const program = await bundleReader(folder);
      const run = (part: readonly string[]) =>
        JSON.parse(execFileSync(process.execPath, [program, path, ...part], { encoding: "utf8" })) as ReaderNumbers;
      const rounds = Array.from({ length: repetitions }, () => ({
        grep: secondsOf(() => void spawnSync("grep", ["-cE", pattern, path], { env: { LC_ALL: "C" } })),
        raw: secondsOf(() => void spawnSync("cat", [path], { stdio: ["ignore", "ignore", "ignore"] })),
        scan: run(["scan"]).seconds,
        parse: run(["parse"]).seconds,
        whole: run([]),
      }));
      const least = (seconds: (round: (typeof rounds)[number]) => number) => Math.min(...rounds.map(seconds));
      const whole = least((round) => round.whole.seconds);
      const scan = least((round) => round.scan);
      const parse = least((round) => round.parse);
      return {
        ours: megabytes / whole,
        baseline: megabytes / least((round) => round.grep),
        details: {
          megabytes,
          linesRead: rounds[0]?.whole.linesRead ?? 0,
          events: rounds[0]?.whole.events ?? 0,
          peakMemoryMb: Math.max(...rounds.map((round) => round.whole.peakMemoryMb)),
          catSeconds: least((round) => round.raw),
          readAndScanSeconds: scan,
          parseSeconds: Math.max(0, parse - scan),
          gatherSeconds: Math.max(0, whole - parse),
        },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface ReaderNumbers {
  readonly seconds: number;
  readonly linesRead: number;
  readonly events: number;
  readonly peakMemoryMb: number;
}

/** The reader as it is shipped: one bundle of JavaScript. Taking types off at run time would count as its memory. */
async function bundleReader(outDir: string): Promise<string> {
  const entry = fileURLToPath(new URL("parse-log-file.ts", import.meta.url));
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: "node24",
      minify: false,
      rolldownOptions: { output: { entryFileNames: "parse-log-file.mjs" } },
    },
  });
  return join(outDir, "parse-log-file.mjs");
}

function secondsOf(work: () => void): number {
  const startedMs = performance.now();
  work();
  return (performance.now() - startedMs) / 1000;
}

/** A mixed syslog of about `sizeBytes`, one line in `vpnLineEvery` from a VPN daemon. */
export async function writeSyslog(path: string, sizeBytes: number): Promise<void> {
  const vpnLines = allTables.flatMap((table) =>
    table.rows.flatMap((row) => row.samples.map((sample) => `${table.identifiers[0] ?? "charon"}[77]: ${sample.line}`)),
  );
  const stream = createWriteStream(path);
  const startMs = Date.now() - 86_400_000;
  let written = 0;
  for (let part = 0; written < sizeBytes; part += 1) {
    const lines = Array.from({ length: 2_000 }, (_, index) => {
      const n = part * 2_000 + index;
      const stamp = new Date(startMs + n * 10).toISOString();
      const other = `${otherDaemons[n % otherDaemons.length] ?? ""}: session ${n} of user 1000 changed its state to active (${n * 7919})`;
      return `${stamp} laptop ${n % vpnLineEvery === 0 ? (vpnLines[n % vpnLines.length] ?? "") : other}\n`;
    });
    const text = lines.join("");
    written += Buffer.byteLength(text);
    if (!stream.write(text)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
}
