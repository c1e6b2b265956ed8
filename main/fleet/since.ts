import type { FleetAffected } from "../model/fleet-comparison.ts";
import type { FleetColumns } from "../model/fleet-columns.ts";
import { alsoIn, groupsOf, placesWith, type Places } from "./columns.ts";
import { combined, noMoments, type Moments } from "./moments.ts";
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
export function findStart(
  columns: FleetColumns,
  inGroup: Places,
  metric: FleetAffected["metric"],
): FleetAffected["since"] {
  const byWeek = groupsOf(columns, "week", inGroup);
  const week = bestChange(
    [...byWeek].sort(([one], [other]) => (one < other ? -1 : 1)),
    metric,
  );
  const updates = [...groupsOf(columns, "osUpdate", inGroup)].sort(([one], [other]) => inOrder(one, other));
  const update = bestChange(updates, metric);
  if (update !== undefined && (week === undefined || update.p <= week.p)) {
    const updated = placesWith(columns, "osUpdate", (word) => word === update.key);
    const [first] = [...groupsOf(columns, "week", alsoIn(inGroup, updated)).keys()].sort();
    if (first !== undefined) return { week: first, update: update.key };
  }
  return week === undefined ? undefined : { week: week.key };
}

/**
 * The bundles of the time of an effect: of the group those since its update, or since its week; of all others those of the
 * same weeks. Bundles of the group that had not been updated yet are neither.
 */
export function placesSince(
  columns: FleetColumns,
  inGroup: Places,
  { week, update }: NonNullable<FleetAffected["since"]>,
): Places {
  const late = placesWith(columns, "week", (word) => word >= week);
  if (update === undefined) return late;
  const updated = placesWith(columns, "osUpdate", (word) => inOrder(word, update) >= 0);
  return late.map((is, place) => (inGroup[place] === 1 ? (updated[place] ?? 0) : is));
}

/** Builds count up number by number, so that 26100.961 comes before 26100.1742. */
const { compare: inOrder } = new Intl.Collator("en", { numeric: true });

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
