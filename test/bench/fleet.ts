import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { planBundle } from "../../main/bundle/plan-bundle.ts";
import { packBundle } from "../../main/bundle/write-bundle.ts";
import { columnsOf } from "../../main/fleet/columns.ts";
import { compareFleet } from "../../main/fleet/compare.ts";
import { generateFleet, syntheticRow, type FleetEffect } from "../../main/fleet/generate.ts";
import { parseFleetFile } from "../../main/fleet/parse-file.ts";
import { createFleetStore } from "../../main/host/fleet-store/fleet-store.ts";
import type { FleetParsed } from "../../main/model/ports.ts";
import { aLogEvent } from "../fakes/report.ts";
import type { BenchRow } from "./row.ts";

const program = fileURLToPath(new URL("use-fleet.ts", import.meta.url));
const effect: FleetEffect = { by: "osBuild", value: "Windows 11 build 26100", times: 2 };
const promises = { addPerSecond: 400, compareMs: 500, firstPageMs: 1000, peakMemoryMb: 400 };

function use(...args: readonly string[]): Readonly<Record<string, number>> {
  const printed = execFileSync(process.execPath, [program, ...args], { encoding: "utf8", maxBuffer: 1e6 });
  return z.record(z.string(), z.number()).parse(JSON.parse(printed));
}

/** Bundle files as `bundle create` writes them: page, events, logs and network in them, names replaced. */
async function writeBundles(folder: string, bundles: number): Promise<void> {
  const key = new Uint8Array(32).fill(7);
  const events = Array.from({ length: 100 }, (_, index) => aLogEvent({ lineNumber: index + 1 }));
  for (const { fileName, report } of generateFleet({ seed: 1, bundles, effects: [effect] })) {
    const parts: Uint8Array[] = [];
    const plan = planBundle(report, events, { key });
    for await (const part of packBundle(plan, report, Date.parse(report.run.endedAt))) parts.push(part);
    writeFileSync(path.join(folder, fileName), Buffer.concat(parts));
  }
}

function fillStore(folder: string, bundles: number): void {
  const store = createFleetStore(folder);
  let rows: FleetParsed[] = [];
  for (const bundle of generateFleet({ seed: 1, bundles, effects: [effect] })) {
    rows.push({ kind: "row", row: syntheticRow(bundle) });
    if (rows.length < 1000) continue;
    store.put([{ file: undefined, parsed: rows }], 0);
    rows = [];
  }
  store.put([{ file: undefined, parsed: rows }], 0);
  store.close();
}

/** Files for `add`; packing them takes far longer than reading them. */
const filesToAdd = 10_000;
const rowsToAsk = 100_000;

export const fleet: BenchRow = {
  name: "fleet",
  about: `${filesToAdd} bundle files added by all threads, then the questions on a store of ${rowsToAsk} rows, each in a fresh process`,
  baseline: "the same files parsed in one thread and not stored",
  unit: "bundles/s",
  betterIs: "higher",
  measure: async (scale) => {
    const folder = mkdtempSync(path.join(tmpdir(), "fleet-bench-"));
    try {
      const [bundles, one, all] = ["bundles", "one", "all"].map((name) => mkdtempSync(path.join(folder, name)));
      if (bundles === undefined || one === undefined || all === undefined) throw new Error("No folder was made.");
      const count = Math.max(50, Math.round(filesToAdd * scale));
      await writeBundles(bundles, count);
      const added = use(one, "add", bundles);
      const ours = count / ((added["addMs"] ?? 0) / 1000);
      const startedAtMs = performance.now();
      for (const name of readdirSync(bundles)) await parseFleetFile(readFileSync(path.join(bundles, name)), name, []);
      const baseline = count / ((performance.now() - startedAtMs) / 1000);
      fillStore(all, Math.round(rowsToAsk * scale));
      const { peakMemoryMb: askMemoryMb = 0, cpuMs: askCpuMs = 0, ...asked } = use(all, "ask");
      const addMemoryMb = added["peakMemoryMb"] ?? 0;
      const misses = [
        ...(ours < promises.addPerSecond
          ? [`added ${ours.toFixed(0)} bundles/s, promised ${promises.addPerSecond}`]
          : []),
        ...(["compareMs", "firstPageMs"] as const).flatMap((name) =>
          (asked[name] ?? 0) > promises[name]
            ? [`${name} ${asked[name]?.toFixed(0) ?? ""}, promised ${promises[name]}`]
            : [],
        ),
        ...[addMemoryMb, askMemoryMb].flatMap((used) =>
          used > promises.peakMemoryMb ? [`${used.toFixed(0)} MB of memory, promised ${promises.peakMemoryMb}`] : [],
        ),
      ];
      return {
        ours,
        baseline,
        details: {
          files: count,
          rows: Math.round(rowsToAsk * scale),
          ...asked,
          addCpuMsPerBundle: (added["cpuMs"] ?? 0) / count,
          askCpuMs,
          addMemoryMb,
          askMemoryMb,
        },
        misses,
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const seeds = 1000;
const bundlesPerSeed = 400;
/** The rates that the comparison states: of fleets without an effect, and of fleets with one. */
const stated = { falseAlarms: 0.05, power: 0.9 };
const by = ["osBuild", "nat", "network", "gateway"] as const;

export const fleetStatistics: BenchRow = {
  name: "fleet-statistics",
  about: `${seeds} fleets of ${bundlesPerSeed} bundles each without and with one build that drops ${effect.times} times as often, compared by ${by.join(", ")}`,
  baseline: "the stated rate of false alarms",
  unit: "share",
  betterIs: "lower",
  measure: async (scale) => {
    const count = Math.max(20, Math.round(seeds * scale));
    let alarms = 0;
    let found = 0;
    let onlyThat = 0;
    for (let seed = 1; seed <= count; seed += 1) {
      const affected = (effects: readonly FleetEffect[]) => {
        const rows = [...generateFleet({ seed, bundles: bundlesPerSeed, effects })].map(syntheticRow);
        return compareFleet(columnsOf(rows), { by, minBundles: 20 }).affected;
      };
      if (affected([]).length > 0) alarms += 1;
      const named = affected([effect]);
      const isFound = named.some(({ value }) => value === effect.value);
      if (isFound) found += 1;
      if (isFound && named.length === 1) onlyThat += 1;
    }
    const ours = alarms / count;
    // Three standard errors of a share of so many seeds.
    const slack = 3 * Math.sqrt((stated.falseAlarms * (1 - stated.falseAlarms)) / count);
    return {
      ours,
      baseline: stated.falseAlarms,
      details: { seeds: count, power: found / count, foundAlone: onlyThat / count, statedPower: stated.power },
      misses: [
        ...(ours > stated.falseAlarms + slack ? [`false alarms in ${ours}, stated ${stated.falseAlarms}`] : []),
        ...(found / count < stated.power ? [`power ${found / count}, stated ${stated.power}`] : []),
      ],
    };
  },
};
