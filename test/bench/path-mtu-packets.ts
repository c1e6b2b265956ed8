import { practiceAddresses } from "../../main/practice/addresses.ts";
import { createHalfOpenBudget } from "../../main/probes/half-open-budget.ts";
import type { ProbeContext } from "../../main/probes/context.ts";
import { measurePathMtu } from "../../main/probes/path-mtu/measure.ts";
import { createSimulatedWorld } from "../fakes/simulated-world.ts";
import type { BenchRow } from "./row.ts";

const rttMs = 50;
const runs = 200;
const pathMtuBytes = 1387;

/**
 * The time of a path MTU search in a black hole, in simulated time and so the same on every machine, beside a plain
 * bisection that waits 1 s three times for every size that does not pass.
 */
export const pathMtuPackets: BenchRow = {
  name: "path-mtu",
  about: `${runs} black holes of ${pathMtuBytes} bytes at ${rttMs} ms round trip and 5 % loss each way, simulated time`,
  baseline: "bisection from 576 to 1500 with 3 tries of 1 s",
  unit: "ms",
  betterIs: "lower",
  measure: async (scale) => {
    const count = Math.max(1, Math.round(runs * scale));
    const times: number[] = [];
    let exact = 0;
    let packets = 0;
    for (let seed = 1; seed <= count; seed += 1) {
      const faults = [
        { name: "mtu-black-hole", value: pathMtuBytes },
        { name: "loss", value: 5 },
      ] as const;
      const { world, clock } = createSimulatedWorld({ faults, seed, rttMs });
      const context: ProbeContext = {
        ...world,
        countPacket: () => (packets += 1),
        countIgnored: () => undefined,
        halfOpen: createHalfOpenBudget(),
      };
      const target = {
        address: practiceAddresses.gateway,
        family: "ipv4",
        ports: { ike: 500, natTraversal: 4500 },
      } as const;
      const measured = await measurePathMtu(context, target, { port: 500, bait: "ke", linkMtuBytes: 1500 });
      times.push(clock.monotonicMs());
      if (measured[0]?.value === pathMtuBytes) exact += 1;
    }
    const median = times.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? 0;
    return {
      ours: median,
      baseline: bisectionMs(),
      details: { exactPercent: (exact / count) * 100, packetsPerRun: packets / count },
    };
  },
};

/** Without loss, which favours the baseline. */
function bisectionMs(): number {
  let low = 576;
  let high = 1500;
  let spentMs = 0;
  while (low < high) {
    const size = Math.ceil((low + high) / 2);
    if (size <= pathMtuBytes) {
      low = size;
      spentMs += rttMs;
    } else {
      high = size - 1;
      spentMs += 3 * 1000;
    }
  }
  return spentMs;
}
