import { runCheck } from "../../main/checkup/run-check.ts";
import { checkOptionsSchema } from "../../main/model/check-options.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import { measurePathMtu } from "../../main/probes/path-mtu/measure.ts";
import { measureReach } from "../../main/probes/reach.ts";
import { createSimulatedWorld } from "../fakes/simulated-world.ts";
import { answer, runProbe, seeds } from "../simulated/run-probe.ts";
import type { BenchRow } from "./row.ts";

/*
 * The tables of the simulated internet: seeded runs in time that exists on paper only, so that every machine prints the same.
 * Percentages are of runs; losses are each way.
 */

const lossesPercent = [0, 5, 10, 20];

/** The value below which that share of the runs lies. */
function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
}

const lossy = (percent: number): readonly PracticeFault[] => (percent === 0 ? [] : [{ name: "loss", value: percent }]);
const percentOf = (count: number, all: number): number => (100 * count) / all;

const reach: BenchRow = {
  name: "simulated-reach",
  about: `1000 runs each at ${lossesPercent.join(", ")} % loss: ports that answer called blocked; ports that are blocked called open`,
  baseline: "one packet to each port, at 5 % loss",
  unit: "% false",
  betterIs: "lower",
  measure: async (scale) => {
    const runs = seeds(Math.max(1, Math.round(1_000 * scale)));
    const details: Record<string, number> = {};
    for (const percent of lossesPercent) {
      let falselyBlocked = 0;
      let falselyOpen = 0;
      const times: number[] = [];
      for (const seed of runs) {
        const open = await runProbe(measureReach, { faults: lossy(percent), seed });
        times.push(open.tookMs);
        if (answer("reach-udp-500", open) !== "answered" || answer("reach-udp-4500", open) !== "answered") {
          falselyBlocked += 1;
        }
        const faults = [{ name: "udp-4500-blocked" } as const, ...lossy(percent)];
        if (answer("reach-udp-4500", await runProbe(measureReach, { faults, seed })) !== "silent") falselyOpen += 1;
      }
      details[`falselyBlockedPercentAt${percent}`] = percentOf(falselyBlocked, runs.length);
      details[`falselyOpenPercentAt${percent}`] = percentOf(falselyOpen, runs.length);
      details[`medianMsAt${percent}`] = quantile(times, 0.5);
      details[`slowestOf100MsAt${percent}`] = quantile(times, 0.99);
    }
    // A packet and its answer, for two ports.
    return { ours: details["falselyBlockedPercentAt5"] ?? 0, baseline: 100 * (1 - 0.95 ** 4), details };
  },
};

const pathMtuSizes = [1280, 1387, 1400, 1454, 1492, 1500];

const pathMtu: BenchRow = {
  name: "simulated-path-mtu",
  about: `60 runs each of ${pathMtuSizes.join(", ")} bytes at ${lossesPercent.join(", ")} % loss, packet-too-big heard and not heard`,
  baseline: "bisection from 576 to 1500 with 3 tries of a size, at 10 % loss",
  unit: "% wrong",
  betterIs: "lower",
  measure: async (scale) => {
    const runs = seeds(Math.max(1, Math.round(60 * scale)));
    const details: Record<string, number> = {};
    for (const [name, short] of [
      ["path-mtu", "Heard"],
      ["mtu-black-hole", "BlackHole"],
    ] as const) {
      for (const percent of lossesPercent) {
        let wrong = 0;
        const times: number[] = [];
        const packets: number[] = [];
        for (const value of pathMtuSizes) {
          for (const seed of runs) {
            const run = await runProbe(
              (context, target) => measurePathMtu(context, target, { port: 500, bait: "ke", linkMtuBytes: 1500 }),
              { faults: [{ name, value }, ...lossy(percent)], seed, rttMs: 50 },
            );
            if (answer("path-mtu", run) !== value) wrong += 1;
            times.push(run.tookMs);
            packets.push(run.sent.length);
          }
        }
        details[`wrongPercent${short}At${percent}`] = percentOf(wrong, times.length);
        details[`medianMs${short}At${percent}`] = quantile(times, 0.5);
        details[`slowestOf100Ms${short}At${percent}`] = quantile(times, 0.99);
        details[`packets${short}At${percent}`] = quantile(packets, 0.5);
      }
    }
    const ours = ((details["wrongPercentHeardAt10"] ?? 0) + (details["wrongPercentBlackHoleAt10"] ?? 0)) / 2;
    // Ten steps, of which half are of a size that passes; each of those fails when all three exchanges do.
    return { ours, baseline: 100 * (1 - (1 - (1 - 0.9 ** 2) ** 3) ** 5), details };
  },
};

const check: BenchRow = {
  name: "simulated-check",
  about: `100 whole checks of a healthy network each at ${lossesPercent.join(", ")} % loss: those that find a fault which is not there`,
  baseline: "a check that takes one lost packet of four pings for a fault, at 5 % loss",
  unit: "% false",
  betterIs: "lower",
  measure: async (scale) => {
    const runs = seeds(Math.max(1, Math.round(100 * scale)));
    const details: Record<string, number> = {};
    for (const percent of lossesPercent) {
      let wrong = 0;
      const times: number[] = [];
      const packets: number[] = [];
      for (const seed of runs) {
        const { world, clock, sent } = createSimulatedWorld({ faults: lossy(percent), seed });
        const options = checkOptionsSchema.parse({ gateway: "practice" });
        const running = runCheck({ world, options, runId: `bench-${seed}` }, new AbortController().signal);
        let next = await running.next();
        while (next.done !== true) next = await running.next();
        if (next.value.report.findings.length > 0) wrong += 1;
        times.push(clock.monotonicMs());
        packets.push(sent.length);
      }
      details[`falseFindingsPercentAt${percent}`] = percentOf(wrong, runs.length);
      details[`medianMsAt${percent}`] = quantile(times, 0.5);
      details[`mostPacketsAt${percent}`] = Math.max(...packets);
    }
    return { ours: details["falseFindingsPercentAt5"] ?? 0, baseline: 100 * (1 - 0.95 ** 8), details };
  },
};

/** Accuracy, time and false alarms over thousands of seeded runs. */
export const simulated: readonly BenchRow[] = [reach, pathMtu, check];
