import type { DropPattern } from "../model/drop-pattern.ts";

/** Fewer drops look alike too easily. */
export const fewestDrops = 3;

/** Five things are looked for, so each has to be rarer than one in a hundred to keep false alarms below one in twenty. */
const significance = 0.01;

interface Counted {
  readonly kind: DropPattern["kind"];
  readonly statistic: string;
  readonly drops: number;
  readonly matching: number;
  readonly pValue: number;
}

/** What each pattern needs to know of a drop; completes "The logs tell the … of". */
const needed: Readonly<Record<DropPattern["kind"], string>> = {
  "constant-length": "length",
  "constant-idle-time": "idle time",
  "time-of-day": "time",
  "after-sleep": "surroundings",
  "after-network-change": "surroundings",
};

/**
 * Weighs a count of alike drops.
 *
 * @param shared completes "4 of 5 drops …"
 */
export function patternOf(
  { kind, statistic, drops, matching, pValue }: Counted,
  shared: string,
  details: Pick<DropPattern, "typicalMs" | "lifetime" | "minutesOfDay"> = {},
): DropPattern {
  const counted = { kind, drops, matching, statistic };
  if (drops < fewestDrops) {
    const text = `The logs tell the ${needed[kind]} of ${drops} ${drops === 1 ? "drop" : "drops"}; at least ${fewestDrops} are needed to see a pattern.`;
    return { ...counted, verdict: "too-few-drops", text };
  }
  const rounded = Number(pValue.toPrecision(2));
  if (matching < fewestDrops || pValue > significance) {
    const text = `${matching} of ${drops} drops ${shared}: no more than chance explains (p = ${rounded}).`;
    return { ...counted, verdict: "no-pattern", pValue, text: matching < 2 ? nothingShared[kind] : text };
  }
  return {
    ...counted,
    ...details,
    verdict: "pattern",
    pValue,
    text: `${matching} of ${drops} drops ${shared} (p = ${rounded}).`,
  };
}

const nothingShared: Readonly<Record<DropPattern["kind"], string>> = {
  "constant-length": "The sessions that dropped have no length in common.",
  "constant-idle-time": "The drops have no idle time in common.",
  "time-of-day": "The drops have no time of the day in common.",
  "after-sleep": "The drops do not follow sleep.",
  "after-network-change": "The drops do not follow changes of the network.",
};
