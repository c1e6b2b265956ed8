import type { FleetAffected } from "../model/fleet-comparison.ts";
import type { FleetFacts } from "../model/fleet-row.ts";
import { combined, countInto, noMoments, type Moments, type MomentSums } from "./moments.ts";
import { dropRateTest, shareTest } from "./statistics.ts";

/** Of all groups without a change, at most this share is said to have one. */
const significance = 0.01;
/** Fewer bundles before or after tell nothing. */
const minBundles = 10;

interface Change {
  readonly key: string;
  readonly p: number;
}

/**
 * Since when a group is affected: the week that parts a quieter time from a worse one best, if that is more than chance.
 * Where an update parts the group at least as well, it is named, and the week is the first in which it was seen.
 */
export function findStart(group: readonly FleetFacts[], metric: FleetAffected["metric"]): FleetAffected["since"] {
  const byWeek = sums(group, "week");
  const week = bestChange(
    [...byWeek].sort(([one], [other]) => (one < other ? -1 : 1)),
    metric,
  );
  const updates = [...sums(group, "osUpdate")].sort(([one], [other]) => inOrder(one, other));
  const update = bestChange(updates, metric);
  if (update !== undefined && (week === undefined || update.p <= week.p)) {
    const first = group.reduce<string | undefined>(
      (earliest, row) =>
        row.osUpdate === update.key && (earliest === undefined || row.week < earliest) ? row.week : earliest,
      undefined,
    );
    if (first !== undefined) return { week: first, update: update.key };
  }
  return week === undefined ? undefined : { week: week.key };
}

/** Builds count up number by number, so that 26100.961 comes before 26100.1742. */
function inOrder(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

function sums(rows: readonly FleetFacts[], by: "week" | "osUpdate"): ReadonlyMap<string, MomentSums> {
  const groups = new Map<string, MomentSums>();
  for (const row of rows) {
    let group = groups.get(row[by]);
    if (group === undefined) groups.set(row[by], (group = noMoments()));
    countInto(group, row);
  }
  return groups;
}

/** The place in the order from which on it is worse; its p-value counts every place that was tried (Bonferroni). */
function bestChange(
  ordered: readonly (readonly [string, Moments])[],
  metric: FleetAffected["metric"],
): Change | undefined {
  const all = ordered.reduce((sum, [, moments]) => combined(sum, moments), noMoments());
  let before = noMoments();
  let best: Change | undefined;
  for (const [index, [, moments]] of ordered.slice(0, -1).entries()) {
    before = combined(before, moments);
    const after = combined(all, before, -1);
    if (before.bundles < minBundles || after.bundles < minBundles || !isWorse(after, before, metric)) continue;
    const p = test(after, before, metric) * (ordered.length - 1);
    const key = ordered[index + 1]?.[0];
    if (key !== undefined && p <= significance && (best === undefined || p < best.p)) best = { key, p };
  }
  return best;
}

function test(after: Moments, before: Moments, metric: FleetAffected["metric"]): number {
  if (metric === "drops-per-hour") return dropRateTest(after, before);
  const name = metric === "clients-dropping" ? "dropping" : "failing";
  return shareTest({ with: after[name], of: after.bundles, restWith: before[name], restOf: before.bundles }).p;
}

function isWorse(after: Moments, before: Moments, metric: FleetAffected["metric"]): boolean {
  if (metric === "drops-per-hour") return after.drops * before.hours > before.drops * after.hours;
  const name = metric === "clients-dropping" ? "dropping" : "failing";
  return after[name] * before.bundles > before[name] * after.bundles;
}
