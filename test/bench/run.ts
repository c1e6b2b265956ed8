import { mkdirSync, writeFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { version } from "../../main/model/version.ts";
import { bundlePacking } from "./bundle.ts";
import { captureReading } from "./capture-reading.ts";
import { fleet, fleetStatistics } from "./fleet.ts";
import { labNatLifetime } from "./lab-nat-lifetime.ts";
import { labPathMtu } from "./lab-path-mtu.ts";
import { labReach } from "./lab-reach.ts";
import { logParsing } from "./log-parsing.ts";
import { natLifetime } from "./nat-lifetime.ts";
import { pathMtuPackets } from "./path-mtu-packets.ts";
import { simulated } from "./simulated.ts";
import { uiRows } from "./ui.ts";
import { watchRows } from "./watch.ts";
import type { BenchNumbers, BenchRow } from "./row.ts";

/*
 * `npm run bench [-- --scale 0.1] [-- --only NAME]`: every row prints our number, the baseline's and their ratio, and all
 * go to bench-results/bench.json. NAME is a row or the first word of several; `lab` ones need root and the lab's programs. Machines differ and are noisy, so only ratios of one run are compared.
 */

const rows: readonly BenchRow[] = [
  logParsing,
  pathMtuPackets,
  natLifetime,
  ...simulated,
  captureReading,
  bundlePacking,
  fleet,
  fleetStatistics,
  labReach,
  ...labPathMtu,
  labNatLifetime,
  ...watchRows,
  ...uiRows,
];

const { values } = parseArgs({ options: { scale: { type: "string", default: "1" }, only: { type: "string" } } });
const scale = Number(values.scale);
const wanted = rows.filter(
  ({ name }) => values.only === undefined || name === values.only || name.startsWith(`${values.only}-`),
);
if (!(scale > 0) || wanted.length === 0) {
  console.error(
    `Use --scale with a number above 0, and --only with one of: ${rows.map((row) => row.name).join(", ")}.`,
  );
  process.exit(2);
}

const show = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function tableLine(row: BenchRow, { ours, baseline }: BenchNumbers): string {
  return [
    row.name.padEnd(18),
    `${show(ours)} ${row.unit}`.padStart(14),
    `${show(baseline)} ${row.unit}`.padStart(14),
    show(ours / baseline).padStart(8),
    ` ${row.betterIs} is better; baseline: ${row.baseline}`,
  ].join(" ");
}

console.log(`${"row".padEnd(18)} ${"ours".padStart(14)} ${"baseline".padStart(14)} ${"ratio".padStart(8)}`);
type BenchResult =
  | (BenchNumbers & { readonly name: string; readonly ratio: number })
  | { readonly name: string; readonly skipped: string };
const results: BenchResult[] = [];
for (const row of wanted) {
  const skipped = row.skip?.();
  if (skipped !== undefined) {
    results.push({ name: row.name, skipped });
    console.log(`${row.name.padEnd(18)} skipped: ${skipped}`);
    continue;
  }
  const numbers = await row.measure(scale);
  results.push({ name: row.name, ...numbers, ratio: numbers.ours / numbers.baseline });
  console.log(tableLine(row, numbers));
  console.log(
    `  ${row.about}; ${Object.entries(numbers.details)
      .map(([name, value]) => `${name} ${show(value)}`)
      .join(", ")}`,
  );
  for (const miss of numbers.misses ?? []) console.log(`  miss: ${miss}`);
}
const machine = {
  platform: platform(),
  arch: arch(),
  cpus: cpus().length,
  memoryGb: totalmem() / 1e9,
  node: process.version,
};
mkdirSync("bench-results", { recursive: true });
writeFileSync("bench-results/bench.json", `${JSON.stringify({ version, scale, machine, rows: results }, null, 2)}\n`);
