import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { BenchRow } from "./row.ts";
import { writeSyslog } from "./log-parsing.ts";

const sizeMb = 500;

/** A large log on its way into a bundle, to the last byte on disk, beside `gzip` that only packs it. */
export const bundlePacking: BenchRow = {
  name: "bundle-packing",
  about: `a mixed syslog of ${sizeMb} MB at scale 1: redacted, zipped, sealed with age, written`,
  baseline: "gzip -c on the same file",
  unit: "MB/s",
  betterIs: "higher",
  measure: async (scale) => {
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    try {
      const path = join(folder, "syslog");
      await writeSyslog(path, sizeMb * scale * 1e6);
      const megabytes = statSync(path).size / 1e6;
      const program = await bundled(folder);
      const packed = JSON.parse(
        execFileSync(process.execPath, [program, path, join(folder, "x.tdbundle.age")], { encoding: "utf8" }),
      ) as { seconds: number; cpuSeconds: number; peakMemoryMb: number; bundleMb: number };
      const startedMs = performance.now();
      spawnSync("gzip", ["-c", path], { stdio: "ignore" });
      const gzipSeconds = (performance.now() - startedMs) / 1000;
      const { seconds, ...details } = packed;
      const limitMb = 300;
      return {
        ours: megabytes / seconds,
        baseline: megabytes / gzipSeconds,
        details: { megabytes, ...details },
        misses: details.peakMemoryMb < limitMb ? [] : [`peak memory is above ${limitMb} MB`],
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** As it is shipped: one bundle of JavaScript. Taking types off at run time would count as its memory. */
async function bundled(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL("pack-bundle-file.ts", import.meta.url)),
      outDir,
      emptyOutDir: false,
      target: "node24",
      minify: false,
      rolldownOptions: { output: { entryFileNames: "pack-bundle-file.mjs" } },
    },
  });
  return join(outDir, "pack-bundle-file.mjs");
}
