import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { results, stages, type Counts, type Stage } from "./test-stages.ts";

/*
 * `npm test`: every check of the project, one after the other, and one line with the sum at the end. A stage that cannot
 * run here says why and counts as skipped. TUNNEL_DOCTOR_LAB=required makes a skipped lab a failure. Stages can be named:
 * `npm test -- unit ui`. Neighbours that mostly wait run side by side.
 */

const root = fileURLToPath(new URL("..", import.meta.url));

function run({ command: [program, ...args], env }: Stage, output: "inherit" | "pipe"): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ["ignore", output, output],
      env: { ...process.env, ...env },
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part: Buffer) => said.push(part));
    child.on("error", () => resolve(127));
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}

async function runStage(stage: Stage, isAlone: boolean): Promise<Counts> {
  const startedMs = performance.now();
  console.log(`\n== ${stage.name}${isAlone ? "" : " (side by side with others; its output comes when it ends)"}`);
  const exitCode = await run(stage, isAlone ? "inherit" : "pipe");
  const counts = countsOf(stage, exitCode);
  if (counts.skipped > 0) for (const line of stage.skips?.() ?? []) console.log(line);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(
    `-- ${stage.name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s`,
  );
  return counts;
}

/** The stages in their order; neighbours that run side by side are one group. */
function groupsOf(all: readonly Stage[]): readonly (readonly Stage[])[] {
  const groups: Stage[][] = [];
  for (const stage of all) {
    const last = groups.at(-1);
    if (stage.isSideBySide && last?.[0]?.isSideBySide) last.push(stage);
    else groups.push([stage]);
  }
  return groups;
}

function countsOf({ counts }: Stage, exitCode: number): Counts {
  const asOneTest = exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  if (counts === undefined) return asOneTest;
  try {
    const counted = counts();
    // A runner that fails without a failed test failed outside of its tests.
    return exitCode !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(", ")}; there are ${stages.map((stage) => stage.name).join(", ")}.`);
  process.exit(2);
}
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const table: string[] = [];
for (const group of groupsOf(stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))) {
  const results = await Promise.all(group.map((stage) => runStage(stage, group.length === 1)));
  for (const [index, { passed, failed, skipped }] of results.entries()) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    const name = (group[index]?.name ?? "").padEnd(13);
    table.push(`${name} ${String(passed).padStart(6)} ${String(failed).padStart(7)} ${String(skipped).padStart(8)}`);
  }
}
console.log(`\nstage         passed  failed  skipped\n${table.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
