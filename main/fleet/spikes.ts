import type { FleetColumns } from "../model/fleet-columns.ts";
import { groupsOf, placesWith } from "./columns.ts";
import type { Moments } from "./moments.ts";
import { benjaminiHochberg, shareTest } from "./statistics.ts";

/** A cause that came in one week more often than in the weeks before. */
export interface Spike {
  readonly cause: string;
  readonly week: string;
  readonly sentence: string;
}

/** At most one false alarm in a thousand looks, for whoever is woken by it. */
const significance = 0.001;
const minBundles = 10;
const minRatio = 1.5;
/** Weeks that stand for what is usual. */
const baselineWeeks = 8;
const weekMs = 7 * 86_400_000;

/** The causes whose share of the bundles of the newest week is above that of the eight weeks before. */
export function findSpikes(columns: FleetColumns): readonly Spike[] {
  const newest = [...groupsOf(columns, "week").keys()].sort().at(-1);
  if (newest === undefined) return [];
  const start = new Date(Date.parse(newest) - baselineWeeks * weekMs).toISOString().slice(0, 10);
  const now = groupsOf(
    columns,
    "cause",
    placesWith(columns, "week", (week) => week === newest),
  );
  const before = groupsOf(
    columns,
    "cause",
    placesWith(columns, "week", (week) => week >= start && week < newest),
  );
  const [of, restOf] = [bundlesIn(now), bundlesIn(before)];
  if (of < minBundles || restOf < minBundles) return [];
  const counts = [...now]
    .filter(([cause]) => cause !== "none")
    .map(([cause, { bundles }]) => ({ cause, with: bundles, of, restWith: before.get(cause)?.bundles ?? 0, restOf }));
  const adjusted = benjaminiHochberg(counts.map((table) => shareTest(table).p));
  return counts.flatMap((table, index) => {
    const isMore = table.with / table.of >= (minRatio * table.restWith) / table.restOf;
    if (!isMore || (adjusted[index] ?? 1) > significance) return [];
    const percent = (count: number, of: number) => `${Math.round((100 * count) / of)} %`;
    const sentence = `More clients than usual have the cause "${table.cause}": ${percent(table.with, table.of)} in the week of ${newest}, ${percent(table.restWith, table.restOf)} in the ${baselineWeeks} weeks before.`;
    return [{ cause: table.cause, week: newest, sentence }];
  });
}

function bundlesIn(groups: ReadonlyMap<string, Moments>): number {
  return [...groups.values()].reduce((sum, { bundles }) => sum + bundles, 0);
}
