import { writeFileSync } from "node:fs";
import { whyNotHere } from "./prerequisites.ts";
import { createTopology, removeOwnTopologies, removeTopology, type Topology } from "./topology.ts";

/** One truth that is known beforehand, in a topology of its own. */
export interface TruthCheck {
  readonly name: string;
  /** What is wrong with what was measured; nothing when it is the truth. */
  readonly check: (topology: Topology) => Promise<readonly string[]>;
}

export interface TruthOptions {
  /** Names of the checks to run; all where it is empty. */
  readonly only: readonly string[];
  /** Where the counts go. */
  readonly json?: string | undefined;
  /** How many run at a time. */
  readonly jobs: number;
  /** What they need beside the usual. */
  readonly programs: readonly string[];
}

type Result = "passed" | "failed" | "skipped";

/** Runs the checks, prints what became of them, and returns the exit code. */
export async function runTruths(checks: readonly TruthCheck[], options: TruthOptions): Promise<number> {
  const results = await runAll(checks, options);
  const count = (wanted: Result): number => results.filter((result) => result === wanted).length;
  const counts = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(counts)}\n`);
  return counts.failed === 0 ? 0 : 1;
}

async function runAll(
  checks: readonly TruthCheck[],
  { only, jobs, programs }: TruthOptions,
): Promise<readonly Result[]> {
  const reason = whyNotHere(programs);
  if (reason !== undefined) {
    console.log(`skipped: ${reason}`);
    return [process.env["TUNNEL_DOCTOR_LAB"] === "required" ? "failed" : "skipped"];
  }
  process.on("exit", removeOwnTopologies);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
  // The iterator is shared: every worker takes the next check that nobody has taken.
  const waiting = checks.filter(({ name }) => only.length === 0 || only.includes(name)).values();
  const worker = async (): Promise<readonly Result[]> => {
    const results: Result[] = [];
    for (const check of waiting) results.push(await runOne(check));
    return results;
  };
  return (await Promise.all(Array.from({ length: jobs }, worker))).flat();
}

async function runOne({ name, check }: TruthCheck): Promise<Result> {
  const topology = await createTopology();
  try {
    const problems = await check(topology);
    console.log(problems.length === 0 ? `${name}: passed` : `${name}: FAILED: ${problems.join("; ")}`);
    return problems.length === 0 ? "passed" : "failed";
  } catch (error) {
    console.log(`${name}: FAILED: ${error instanceof Error ? error.message : String(error)}`);
    return "failed";
  } finally {
    removeTopology(topology);
  }
}
