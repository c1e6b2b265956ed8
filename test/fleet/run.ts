import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkOpenMetrics } from "./metrics-check.ts";
import { postgresChecks } from "./postgres-checks.ts";
import { startPostgres, whyNotHere } from "./servers.ts";

/*
 * `node test/fleet/run.ts [--json FILE]`: fleets in a real PostgreSQL 15 and a real Prometheus, from Debian's packages.
 * Where they are not installed it says so and is skipped; TUNNEL_DOCTOR_LAB=required makes a failure of that.
 */

const { values } = parseArgs({ options: { json: { type: "string" } } });
const counts = { passed: 0, failed: 0, skipped: 0 };

async function run(name: string, check: () => Promise<readonly string[]>): Promise<void> {
  let problems: readonly string[];
  try {
    problems = await check();
  } catch (error) {
    problems = [error instanceof Error ? error.message : String(error)];
  }
  counts[problems.length === 0 ? "passed" : "failed"] += 1;
  console.log(problems.length === 0 ? `${name}: passed` : `${name}: FAILED: ${problems.join("; ")}`);
}

const reason = whyNotHere();
if (reason === undefined) {
  const server = startPostgres();
  try {
    for (const { name, check } of postgresChecks) await run(name, async () => check(server));
  } finally {
    server.close();
  }
  await run("openmetrics: promtool and Prometheus take it", checkOpenMetrics);
} else {
  console.log(`skipped: ${reason}`);
  counts[process.env["TUNNEL_DOCTOR_LAB"] === "required" ? "failed" : "skipped"] += postgresChecks.length + 1;
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;
