/*
 * Runs the scenarios of the lab: real network namespaces, a real conntrack NAT, real strongSwan and xl2tpd, one real
 * fault each, and then the command line's check, whose answer is compared with the truth.
 *
 *   node test/lab/run.ts [--only NAME]... [--json FILE] [--jobs NUMBER] [--save-logs FOLDER]
 *
 * Where it cannot run (not Linux, not root, a program is missing) it skips and says why; with TUNNEL_DOCTOR_LAB=required
 * that is a failure. Exit code: 0 nothing failed, 1 something failed, 2 usage.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";
import { allScenarios } from "./all-scenarios.ts";
import { runCheck } from "./check.ts";
import { judge } from "./judge.ts";
import { whyNotHere } from "./prerequisites.ts";
import type { Scenario } from "./scenario.ts";
import { createTopology, removeLeftovers, removeOwnTopologies, removeTopology } from "./topology.ts";

interface Result {
  readonly scenario: string;
  readonly truth: string;
  readonly expected: readonly string[];
  readonly found: readonly string[];
  /** Lines of VPN daemons that no table knows; null where no log was read. */
  readonly unknownLines: number | null;
  readonly seconds: number;
  readonly result: "passed" | "failed" | "skipped";
  readonly problems: readonly string[];
}

/** Two scenarios keep the two cores of the smallest build machine busy without disturbing each other's timing. */
const defaultJobs = 2;

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    json: { type: "string" },
    jobs: { type: "string", default: String(defaultJobs) },
    "save-logs": { type: "string" },
  },
});
const jobs = Number(options.jobs);
const chosen =
  options.only.length === 0 ? allScenarios : allScenarios.filter(({ name }) => options.only.includes(name));
const unknown = options.only.filter((name) => !allScenarios.some((scenario) => scenario.name === name));
if (unknown.length > 0 || !Number.isInteger(jobs) || jobs < 1) {
  console.error(`usage: node test/lab/run.ts [--only NAME]... [--json FILE] [--jobs NUMBER] [--save-logs FOLDER]`);
  console.error(`scenarios: ${allScenarios.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

process.on("exit", removeOwnTopologies);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
if (whyNotHere([]) === undefined) removeLeftovers();

const results = await runAll(chosen);
const counts = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
print(results);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ ...counts, results }, null, 2)}\n`);
process.exit(counts.failed > 0 ? 1 : 0);

function count(wanted: Result["result"]): number {
  return results.filter(({ result }) => result === wanted).length;
}

async function runAll(scenarios: readonly Scenario[]): Promise<readonly Result[]> {
  const results = new Map<Scenario, Result>();
  const waiting = scenarios.values();
  const worker = async (): Promise<void> => {
    // The iterator is shared: every worker takes the next scenario that nobody has taken.
    for (const scenario of waiting) results.set(scenario, await runOne(scenario));
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return scenarios.flatMap((scenario) => results.get(scenario) ?? []);
}

async function runOne(scenario: Scenario): Promise<Result> {
  const startedAt = performance.now();
  const end = (
    result: Result["result"],
    problems: readonly string[],
    found: readonly string[] = [],
    unknownLines: number | null = null,
  ): Result => {
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    console.error(`${scenario.name}: ${result} after ${seconds} s`);
    const expected = scenario.expected.findings;
    return { scenario: scenario.name, truth: scenario.truth, expected, found, unknownLines, seconds, result, problems };
  };
  const reason = whyNotHere(scenario.programs);
  if (reason !== undefined) {
    return end(process.env["TUNNEL_DOCTOR_LAB"] === "required" ? "failed" : "skipped", [reason]);
  }
  const topology = await createTopology();
  try {
    const { logFiles } = await scenario.prepare(topology);
    saveLogs(scenario.name, logFiles);
    const { report, exitCode } = await runCheck(topology, logFiles, scenario.gateway, scenario.checkOptions);
    const unknownLines = logFiles.length === 0 ? null : report.events.unknownLines;
    const problems = [
      ...judge(report, exitCode, scenario.expected),
      ...(unknownLines ? [`${unknownLines} lines of the log are not known`] : []),
    ];
    const found = report.findings.map(({ code }) => code);
    return end(problems.length === 0 ? "passed" : "failed", problems, found, unknownLines);
  } catch (error) {
    return end("failed", [error instanceof Error ? error.message : String(error)]);
  } finally {
    removeTopology(topology);
  }
}

/** Keeps the logs of a scenario as fixtures, when asked to; without the part of the kernel's name that tells the machine. */
function saveLogs(name: string, logFiles: readonly string[]): void {
  const folder = options["save-logs"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const [version = ""] = release().split("-");
  for (const file of logFiles) {
    writeFileSync(join(folder, `${name}${extname(file)}`), readFileSync(file, "utf8").replaceAll(release(), version));
  }
}

function print(results: readonly Result[]): void {
  const rows = [
    ["scenario", "expected", "found", "unknown lines", "seconds", "result"],
    ...results.map(({ scenario, expected, found, unknownLines, seconds, result }) => [
      scenario,
      expected.join(" ") || "nothing",
      found.join(" ") || (result === "skipped" ? "-" : "nothing"),
      unknownLines === null ? "-" : String(unknownLines),
      seconds.toFixed(1),
      result,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(" | ")
        .trimEnd(),
    );
  for (const { scenario, problems } of results) for (const problem of problems) console.log(`${scenario}: ${problem}`);
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
}
