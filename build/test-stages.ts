import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/* What `npm test` runs, stage by stage, and how each stage tells its counts. */

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Stage {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  /** Reads the runner's own result file; without it the stage is one test that passes with exit code 0. */
  readonly counts?: () => Counts;
  /** Why tests were skipped, where the runner does not print it. */
  readonly skips?: () => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Runs at the same time as its neighbours that do: it waits for timers of a network, or keeps one core busy. */
  readonly isSideBySide?: true;
}

export const results = fileURLToPath(new URL("../test-results/", import.meta.url));
const bin = (name: string): string => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
const node = process.execPath;

export const stages: readonly Stage[] = [
  { name: "types", command: [bin("tsc"), "-b"] },
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
    name: "fleet",
    command: [node, "test/fleet/run.ts", "--json", `${results}fleet.json`],
    counts: () => labCounts("fleet.json"),
  },
  {
    name: "windows",
    command: [node, "test/windows/run.ts", "--json", `${results}windows.json`],
    counts: () => labCounts("windows.json"),
    isSideBySide: true,
  },
  { name: "lint", command: [bin("eslint"), ".", "--max-warnings", "0"], isSideBySide: true },
  {
    name: "lab",
    command: [node, "test/lab/run.ts", "--json", `${results}lab.json`],
    counts: () => labCounts("lab.json"),
    isSideBySide: true,
  },
  {
    name: "lab-nat",
    command: [node, "test/lab/nat-lifetime-truth.ts", "--json", `${results}lab-nat.json`],
    counts: () => labCounts("lab-nat.json"),
    isSideBySide: true,
  },
  {
    name: "lab-nat-study",
    command: [node, "test/lab/nat-study-truth.ts", "--json", `${results}lab-nat-study.json`],
    counts: () => labCounts("lab-nat-study.json"),
    isSideBySide: true,
  },
  {
    name: "lab-watch",
    command: [node, "test/lab/watch-truth.ts", "--json", `${results}lab-watch.json`],
    counts: () => labCounts("lab-watch.json"),
    isSideBySide: true,
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
