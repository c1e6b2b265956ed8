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
import { generateFleet, syntheticReportBytes, syntheticRow, type FleetEffect } from "../../main/fleet/generate.ts";
import { parseFleetFile } from "../../main/fleet/parse-file.ts";
import { createFleetStore } from "../../main/host/fleet-store/fleet-store.ts";
import type { FleetParsed } from "../../main/model/ports/fleet.ts";
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
    rows.push({ kind: "row", row: syntheticRow(bundle), report: syntheticReportBytes(bundle) });
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
/** An effect that begins with an update has half as many bundles to show in, so it has to be larger. */
const lateEffect: FleetEffect = { ...effect, times: 4, since: "2025-10-14" };
/** The made-up update of that day. */
const lateUpdate = "26100.6000";

/** Intervals of 95 % must hold the truth at least so often. */
const statedCoverage = 0.94;
/** What every made-up client is made from (main/fleet/generate.ts): drops per hour, and the share that fails to connect. */
const truths = { rate: 0.05, failing: 0.05, ratio: 1 } as const;

interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high?: number | undefined;
}

/** How many intervals hold the truth. */
interface Held {
  held: number;
  of: number;
}

const countHeld = (tally: Held, interval: Interval | undefined, truth: number): void => {
  if (interval === undefined) return;
  tally.of += 1;
  if (interval.low <= truth && truth <= (interval.high ?? Number.POSITIVE_INFINITY)) tally.held += 1;
};

const shareHeld = ({ held, of }: Held): number => held / Math.max(1, of);
const noneHeld = (): Held => ({ held: 0, of: 0 });

/** What a comparison says of many fleets with these effects. */
function compareMany(count: number, effects: readonly FleetEffect[]) {
  const tally = { alarms: 0, found: 0, alone: 0, dated: 0 };
  const held = { planted: noneHeld(), since: noneHeld(), rate: noneHeld(), failing: noneHeld(), ratio: noneHeld() };
  const [planted] = effects;
  for (let seed = 1; seed <= count; seed += 1) {
    const rows = [...generateFleet({ seed, bundles: bundlesPerSeed, effects })].map(syntheticRow);
    const { affected, dimensions } = compareFleet(columnsOf(rows), { by, minBundles: 20 });
    if (affected.length > 0) tally.alarms += 1;
    const groups = dimensions.flatMap(({ groups }) => groups).filter(({ tests }) => tests.length > 0);
    const ratioOf = (group: (typeof groups)[number] | undefined): Interval | undefined =>
      group?.tests.find(({ metric }) => metric === "drops-per-hour")?.ratio;
    if (planted === undefined) {
      for (const group of groups) {
        countHeld(held.rate, group.dropsPerHour, truths.rate);
        countHeld(held.failing, group.clientsFailing, truths.failing);
        countHeld(held.ratio, ratioOf(group), truths.ratio);
      }
      continue;
    }
    // Of every fleet, found or not: those in which it is found show it larger than it is.
    countHeld(held.planted, ratioOf(groups.find(({ value }) => value === planted.value)), planted.times);
    const named = affected.find(({ value }) => value === planted.value);
    if (named === undefined) continue;
    tally.found += 1;
    if (affected.length === 1) tally.alone += 1;
    // With another date the ratio is that of another time.
    if (named.since?.update !== lateUpdate) continue;
    tally.dated += 1;
    countHeld(held.since, named.ratio, planted.times);
  }
  return { ...tally, held };
}

export const fleetStatistics: BenchRow = {
  name: "fleet-statistics",
  about: `${seeds} fleets of ${bundlesPerSeed} bundles each without an effect, with one build that drops ${effect.times} times as often, and with one that drops ${lateEffect.times} times as often since an update, compared by ${by.join(", ")}`,
  baseline: "the stated rate of false alarms",
  unit: "share",
  betterIs: "lower",
  measure: async (scale) => {
    const count = Math.max(20, Math.round(seeds * scale));
    const [none, always, late] = [[], [effect], [lateEffect]].map((effects) => compareMany(count, effects));
    if (none === undefined || always === undefined || late === undefined) throw new Error("Nothing was compared.");
    const ours = none.alarms / count;
    // Three standard errors of a share of so many seeds.
    const slack = (rate: number): number => 3 * Math.sqrt((rate * (1 - rate)) / count);
    const power = [always, late].map(({ found }) => found / count);
    const coverage = {
      ratesHeld: shareHeld(none.held.rate),
      sharesHeld: shareHeld(none.held.failing),
      ratiosHeld: shareHeld(none.held.ratio),
      plantedRatioHeld: shareHeld(always.held.planted),
      sinceUpdateRatioHeld: shareHeld(late.held.since),
    };
    return {
      ours,
      baseline: stated.falseAlarms,
      details: {
        seeds: count,
        power: power[0] ?? 0,
        powerSinceUpdate: power[1] ?? 0,
        statedPower: stated.power,
        foundAlone: always.alone / count,
        sinceUpdateDatedRight: late.dated / Math.max(1, late.found),
        intervals: none.held.rate.of,
        ...coverage,
      },
      misses: [
        ...(ours > stated.falseAlarms + slack(stated.falseAlarms)
          ? [`false alarms in ${ours}, stated ${stated.falseAlarms}`]
          : []),
        ...Object.entries(coverage).flatMap(([name, held]) =>
          held < statedCoverage ? [`${name} in ${held}, stated ${statedCoverage}`] : [],
        ),
        ...power.flatMap((found) => (found < stated.power ? [`power ${found}, stated ${stated.power}`] : [])),
      ],
    };
  },
};
