import { practiceAddresses } from "../../main/practice/addresses.ts";
import { createHalfOpenBudget } from "../../main/probes/half-open-budget.ts";
import { measureNatLifetime } from "../../main/probes/nat-lifetime/measure.ts";
import { createSimulatedWorld } from "../fakes/simulated-world.ts";
import type { BenchRow } from "./row.ts";

/** Four that many routers have, and three that none has. */
const lifetimesSeconds = [10, 17, 30, 47, 60, 100, 120];
const runsPerLifetime = 20;
const lossPercent = 5;
const server = { address: practiceAddresses.responder, family: "ipv4", port: 3478 } as const;

/**
 * How long a NAT lifetime takes to measure, as a multiple of the lifetime, in simulated time and so the same on every
 * machine, beside doubling and bisection on a single socket to the same precision.
 */
export const natLifetime: BenchRow = {
  name: "nat-lifetime",
  about: `lifetimes of ${lifetimesSeconds.join(", ")} s at ${lossPercent} % loss each way and 40 ms round trip, simulated time`,
  baseline: "doubling from 8 s, then bisection to 2 %, one socket",
  unit: "x lifetime",
  betterIs: "lower",
  measure: async (scale) => {
    const runs = Math.max(1, Math.round(runsPerLifetime * scale));
    const details: Record<string, number> = {};
    let multiples = 0;
    for (const seconds of lifetimesSeconds) {
      let worstErrorSeconds = 0;
      let longestSeconds = 0;
      for (let seed = 1; seed <= runs; seed += 1) {
        const { errorSeconds, wallSeconds } = await oneRun(seconds, seed);
        worstErrorSeconds = Math.max(worstErrorSeconds, errorSeconds);
        longestSeconds = Math.max(longestSeconds, wallSeconds);
        multiples += wallSeconds / seconds / runs / lifetimesSeconds.length;
      }
      details[`errorSeconds${seconds}`] = worstErrorSeconds;
      details[`wallSeconds${seconds}`] = longestSeconds;
    }
    const baselines = lifetimesSeconds.map((seconds) => sequentialSeconds(seconds) / seconds);
    return { ours: multiples, baseline: baselines.reduce((sum, value) => sum + value, 0) / baselines.length, details };
  },
};

async function oneRun(seconds: number, seed: number): Promise<{ errorSeconds: number; wallSeconds: number }> {
  const faults = [
    { name: "nat-timeout", value: seconds },
    { name: "loss", value: lossPercent },
  ] as const;
  const { world, clock } = createSimulatedWorld({ faults, seed, rttMs: 40 });
  const context = {
    ...world,
    countPacket: () => undefined,
    countIgnored: () => undefined,
    halfOpen: createHalfOpenBudget(),
  };
  const measurements = await measureNatLifetime(context, { server, mode: "standard" });
  const found = measurements.find(({ kind }) => kind === "nat-lifetime-replied");
  return { errorSeconds: Math.abs(Number(found?.value) - seconds), wallSeconds: clock.monotonicMs() / 1_000 };
}

/** Without loss and without round trips, which favours the baseline. */
function sequentialSeconds(lifetimeSeconds: number): number {
  let low = 0;
  let high = 8;
  let spent = high;
  while (high <= lifetimeSeconds) {
    low = high;
    high *= 2;
    spent += high;
  }
  while (high - low > 0.02 * lifetimeSeconds) {
    const middle = (low + high) / 2;
    spent += middle;
    if (middle < lifetimeSeconds) low = middle;
    else high = middle;
  }
  return spent;
}
