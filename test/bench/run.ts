import { mkdirSync, writeFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { version } from "../../main/model/version.ts";
import { captureReading } from "./capture-reading.ts";
import { logParsing } from "./log-parsing.ts";
import { natLifetime } from "./nat-lifetime.ts";
import { pathMtuPackets } from "./path-mtu-packets.ts";
import type { BenchNumbers, BenchRow } from "./row.ts";

/*
 * `npm run bench [-- --scale 0.1] [-- --only NAME]`: every row prints our number, the baseline's and their ratio, and all
 * go to bench-results/bench.json. Machines differ and are noisy, so only ratios of one run are compared.
 */

const rows: readonly BenchRow[] = [logParsing, pathMtuPackets, natLifetime, captureReading];

const { values } = parseArgs({ options: { scale: { type: "string", default: "1" }, only: { type: "string" } } });
const scale = Number(values.scale);
const wanted = rows.filter((row) => values.only === undefined || row.name === values.only);
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
const results: (BenchNumbers & { readonly name: string; readonly ratio: number })[] = [];
for (const row of wanted) {
  const numbers = await row.measure(scale);
  results.push({ name: row.name, ...numbers, ratio: numbers.ours / numbers.baseline });
  console.log(tableLine(row, numbers));
  console.log(
    `  ${row.about}; ${Object.entries(numbers.details)
      .map(([name, value]) => `${name} ${show(value)}`)
      .join(", ")}`,
  );
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
