import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

/*
 * `npm test`: every check of the project, one after the other, and one line with the sum at the end. A stage that cannot
 * run here says why and counts as skipped. TUNNEL_DOCTOR_LAB=required makes a skipped lab a failure. Stages can be named:
 * `npm test -- unit ui`. Neighbours that mostly wait run side by side.
 */

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Stage {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  /** Reads the runner's own result file; without it the stage is one test that passes with exit code 0. */
  readonly counts?: () => Counts;
  /** Why tests were skipped, where the runner does not print it. */
  readonly skips?: () => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** It spends its time waiting for timers of a network, so its neighbours that wait too run at the same time. */
  readonly waits?: true;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const results = fileURLToPath(new URL("../test-results/", import.meta.url));
const bin = (name: string): string => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
const node = process.execPath;

const stages: readonly Stage[] = [
  { name: "types", command: [bin("tsc"), "-b"] },
  { name: "lint", command: [bin("eslint"), ".", "--max-warnings", "0"] },
  { name: "format", command: [bin("prettier"), "--check", "--log-level", "warn", "."] },
  {
    name: "rules",
    command: [bin("depcruise"), "--config", "build/dependency-rules.cjs", "main", "renderer"],
  },
  { name: "unused", command: [bin("knip"), "--config", "build/knip.json", "--no-progress"] },
  { name: "schemas", command: [node, "build/write-schemas.ts", "--check"] },
  { name: "man", command: [node, "build/write-man-page.ts", "--check"] },
  { name: "scripts", command: [node, "build/check-scripts.ts"] },
  {
    name: "unit",
    command: [
      bin("vitest"),
      "run",
      "--config",
      "build/vitest.ts",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${results}unit.json`,
    ],
    counts: vitestCounts,
  },
  { name: "build", command: [bin("vite"), "build", "--config", "build/vite.renderer.ts", "--logLevel", "warn"] },
  {
    name: "ui",
    command: [bin("playwright"), "test", "--config", "build/playwright.ts", "--reporter=list,json"],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}ui.json` },
    counts: () => playwrightCounts("ui.json"),
    skips: () => playwrightSkips("ui.json"),
  },
  { name: "bundles", command: [bin("vite"), "build", "--config", "build/vite.node.ts", "--logLevel", "warn"] },
  {
    name: "app",
    command: [bin("playwright"), "test", "--config", "build/playwright-app.ts", "--reporter=list,json"],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}app.json` },
    counts: () => playwrightCounts("app.json"),
    skips: () => playwrightSkips("app.json"),
  },
  {
    name: "package",
    command: [node, "test/package/run.ts", "--json", `${results}package.json`],
    counts: () => labCounts("package.json"),
  },
  {
    name: "windows",
    command: [node, "test/windows/run.ts", "--json", `${results}windows.json`],
    counts: () => labCounts("windows.json"),
  },
  {
    name: "fleet",
    command: [node, "test/fleet/run.ts", "--json", `${results}fleet.json`],
    counts: () => labCounts("fleet.json"),
  },
  {
    name: "lab",
    command: [node, "test/lab/run.ts", "--json", `${results}lab.json`],
    counts: () => labCounts("lab.json"),
    waits: true,
  },
  {
    name: "lab-nat",
    command: [node, "test/lab/nat-lifetime-truth.ts", "--json", `${results}lab-nat.json`],
    counts: () => labCounts("lab-nat.json"),
    waits: true,
  },
  {
    name: "lab-nat-study",
    command: [node, "test/lab/nat-study-truth.ts", "--json", `${results}lab-nat-study.json`],
    counts: () => labCounts("lab-nat-study.json"),
    waits: true,
  },
  {
    name: "lab-watch",
    command: [node, "test/lab/watch-truth.ts", "--json", `${results}lab-watch.json`],
    counts: () => labCounts("lab-watch.json"),
    waits: true,
  },
  {
    name: "lab-budgets",
    command: [node, "test/lab/budget-truth.ts", "--json", `${results}lab-budgets.json`],
    counts: () => labCounts("lab-budgets.json"),
  },
  {
    name: "lab-gateway",
    command: [node, "test/lab/gateway-facts-truth.ts", "--json", `${results}lab-gateway.json`],
    counts: () => labCounts("lab-gateway.json"),
  },
  {
    name: "lab-capture",
    command: [node, "test/lab/capture-truth.ts", "--json", `${results}lab-capture.json`],
    counts: () => labCounts("lab-capture.json"),
  },
  {
    name: "lab-downlink",
    command: [node, "test/lab/downlink-truth.ts", "--json", `${results}lab-downlink.json`],
    counts: () => labCounts("lab-downlink.json"),
  },
];

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(`${results}${name}`, "utf8"));
}

function vitestCounts(): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = readJson("unit.json") as {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
    readonly numPendingTests: number;
    readonly numTodoTests: number;
  };
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

function playwrightCounts(file: string): Counts {
  const { stats } = readJson(file) as {
    readonly stats: {
      readonly expected: number;
      readonly unexpected: number;
      readonly flaky: number;
      readonly skipped: number;
    };
  };
  // A test that needed a second try is a failure: it hides a race.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly tests: readonly {
      readonly status: string;
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
}

/** Each reason once, with the number of tests that it kept from running. */
function playwrightSkips(file: string): readonly string[] {
  const reasonsIn = ({ suites = [], specs = [] }: PlaywrightSuite): readonly string[] => [
    ...suites.flatMap(reasonsIn),
    ...specs
      .flatMap(({ tests }) => tests.filter(({ status }) => status === "skipped"))
      .map(({ annotations }) => annotations.find(({ type }) => type === "skip")?.description ?? "no reason is given"),
  ];
  const reasons = reasonsIn(readJson(file) as PlaywrightSuite);
  return [...new Set(reasons)].map(
    (reason) => `${reasons.filter((other) => other === reason).length} skipped: ${reason}`,
  );
}

function labCounts(file: string): Counts {
  return readJson(file) as Counts;
}

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

/** The stages in their order; neighbours that wait are one group. */
function groupsOf(all: readonly Stage[]): readonly (readonly Stage[])[] {
  const groups: Stage[][] = [];
  for (const stage of all) {
    const last = groups.at(-1);
    if (stage.waits && last?.[0]?.waits) last.push(stage);
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
