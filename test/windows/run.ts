import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "vite";
import { windowsChecks } from "./checks.ts";
import { prepareWindowsPrograms, type WindowsPrograms } from "./prerequisites.ts";
import { startWindows } from "./wine.ts";

/*
 * `node test/windows/run.ts [--json FILE]`: the single file of the command line with Windows' own Node 22, under Wine. Where
 * Wine or the packages are missing it says so and is skipped; TUNNEL_DOCTOR_LAB=required makes a failure of that.
 */

const { values } = parseArgs({ options: { json: { type: "string" } } });
const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** A fault of this program breaks every attempt; one of Wine does not. */
const maxAttempts = 3;
const counts = { passed: 0, failed: 0, skipped: 0 };

const programs = await prepareWindowsPrograms();
if (typeof programs === "string") {
  console.log(`skipped: ${programs}`);
  counts[process.env["TUNNEL_DOCTOR_LAB"] === "required" ? "failed" : "skipped"] += windowsChecks.length;
} else {
  const configFile = fromRoot("build/vite.single-file.ts");
  await build({ configFile, logLevel: "warn" });
  await build({
    configFile,
    logLevel: "warn",
    build: {
      ssr: fromRoot("test/windows/watcher.ts"),
      outDir: fromRoot("out/windows-watcher"),
      rolldownOptions: { output: { entryFileNames: "watcher.mjs" } },
    },
  });
  let results = await runChecks(programs);
  for (let attempt = 2; results === "crashed" && attempt <= maxAttempts; attempt += 1) {
    console.log(`Wine itself broke down or hung; everything once more (attempt ${attempt} of ${maxAttempts}).`);
    results = await runChecks(programs);
  }
  if (results === "crashed") counts.failed += windowsChecks.length;
  else for (const isRight of results) counts[isRight ? "passed" : "failed"] += 1;
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** Which of the checks passed, on a Windows of their own. */
async function runChecks(from: WindowsPrograms): Promise<readonly boolean[] | "crashed"> {
  const machine = await startWindows(from, {
    singleFile: fromRoot("out/single-file/tunnel-doctor.mjs"),
    watcher: fromRoot("out/windows-watcher/watcher.mjs"),
    recordedEvents: fromRoot("test/fixtures/logs/windows/l2tp-drop-829-after-sleep.xml"),
  });
  const results: boolean[] = [];
  try {
    for (const { name, check } of windowsChecks) {
      const startedMs = performance.now();
      const problems = await check(machine).catch((error: unknown) => [
        error instanceof Error ? error.message : String(error),
      ]);
      if (machine.hasCrashed()) return "crashed";
      results.push(problems.length === 0);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      const became = problems.length === 0 ? "passed" : "FAILED";
      console.log([`${name}: ${became} in ${seconds} s`, ...problems].join("; "));
    }
    return results;
  } finally {
    await machine.close();
  }
}
