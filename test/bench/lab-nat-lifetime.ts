import { losePackets, shortenNatTimeout } from "../lab/faults.ts";
import { whyNotHere } from "../lab/prerequisites.ts";
import type { Topology } from "../lab/topology.ts";
import { found, resultOf, startAgent, withTopology } from "./lab.ts";
import type { BenchRow } from "./row.ts";

const lifetimesSeconds = [10, 30, 60, 120];
const lossesPercent = [0, 5];
const longestSeconds = 120;

const promisedWallSeconds = (lifetimeSeconds: number): number => 1.1 * lifetimeSeconds + 4;
const promisedErrorSeconds = (lifetimeSeconds: number): number => Math.max(0.5, 0.02 * lifetimeSeconds);

interface Run {
  readonly lifetimeSeconds: number;
  readonly lossPercent: number;
  /** Of the replied state, and of the unreplied one where it was bracketed; NaN where one was not measured. */
  readonly errorSeconds: number;
  /** Set where the unreplied state outlived the longest silence that its search tries: that is a bound, not a value. */
  readonly unrepliedAtLeastSeconds: number | undefined;
  readonly wallSeconds: number;
  readonly packets: number;
  readonly shown: string;
}

/** A scale below 1 leaves out the longest lifetimes: 0.25 measures up to 30 s. */
export const labNatLifetime: BenchRow = {
  name: "lab-nat-lifetime",
  about: `real conntrack with timeouts of ${lifetimesSeconds.join(", ")} s, without and with 5 % loss each way; longest wall time as a share of the promise`,
  baseline: "the promise of 1.10 x lifetime + 4 s",
  unit: "of it",
  betterIs: "lower",
  skip: () => whyNotHere([]),
  measure: async (scale) => {
    const lifetimes = lifetimesSeconds.filter((seconds) => seconds <= Math.max(10, longestSeconds * scale));
    const cases = lifetimes.flatMap((seconds) => lossesPercent.map((loss) => [seconds, loss] as const));
    const ready = gate(cases.length);
    const runs = await Promise.all(
      cases.map(([seconds, loss]) => withTopology((topology) => oneRun(topology, seconds, loss, ready))),
    );
    return {
      ours: Math.max(
        ...runs.map(({ wallSeconds, lifetimeSeconds }) => wallSeconds / promisedWallSeconds(lifetimeSeconds)),
      ),
      baseline: 1,
      details: Object.fromEntries(runs.flatMap(detailsOf)),
      misses: runs.filter(isMiss).map(missText),
    };
  },
};

async function oneRun(
  topology: Topology,
  lifetimeSeconds: number,
  lossPercent: number,
  ready: () => Promise<void>,
): Promise<Run> {
  await shortenNatTimeout(topology, lifetimeSeconds);
  await startAgent(topology, "gateway").ask("respond");
  if (lossPercent > 0) await losePackets(topology, lossPercent);
  const client = startAgent(topology, "client");
  await ready();
  const report = await client.ask("nat-lifetime");
  const unreplied = found(report, "nat-lifetime-unreplied");
  const isBound = unreplied?.details["atLeast"] === true && Number(unreplied.value) <= lifetimeSeconds;
  const compared = [found(report, "nat-lifetime-replied"), ...(isBound ? [] : [unreplied])];
  return {
    lifetimeSeconds,
    lossPercent,
    errorSeconds: Math.max(...compared.map((measurement) => Math.abs(Number(measurement?.value) - lifetimeSeconds))),
    unrepliedAtLeastSeconds: isBound ? Number(unreplied.value) : undefined,
    wallSeconds: report.wallMs / 1_000,
    packets: report.packets,
    shown: (["nat-lifetime-unreplied", "nat-lifetime-replied"] as const)
      .map((kind) => `${kind} ${resultOf(report, kind)}`)
      .join(", "),
  };
}

function detailsOf(run: Run): readonly (readonly [string, number])[] {
  const { lifetimeSeconds, lossPercent, errorSeconds, unrepliedAtLeastSeconds, wallSeconds, packets } = run;
  const suffix = `${lifetimeSeconds}${lossPercent === 0 ? "" : `Loss${lossPercent}`}`;
  return [
    [`errorSeconds${suffix}`, errorSeconds],
    ...(unrepliedAtLeastSeconds === undefined
      ? []
      : [[`unrepliedAtLeastSeconds${suffix}`, unrepliedAtLeastSeconds] as const]),
    [`wallSeconds${suffix}`, wallSeconds],
    [`packets${suffix}`, packets],
  ];
}

/** NaN, which stands for "not measured", misses the promise as well. */
function isMiss({ errorSeconds, wallSeconds, lifetimeSeconds }: Run): boolean {
  const keeps =
    errorSeconds <= promisedErrorSeconds(lifetimeSeconds) && wallSeconds <= promisedWallSeconds(lifetimeSeconds);
  return !keeps;
}

function missText({ lifetimeSeconds, lossPercent, wallSeconds, shown }: Run): string {
  return `${lifetimeSeconds} s at ${lossPercent} % loss: ${shown}, in ${wallSeconds.toFixed(1)} s`;
}

/** Lets all go on when the last of `count` has come, so that building one topology does not disturb another's run. */
function gate(count: number): () => Promise<void> {
  const all = Promise.withResolvers<undefined>();
  let missing = count;
  return async () => {
    missing -= 1;
    if (missing === 0) all.resolve(undefined);
    await all.promise;
  };
}
