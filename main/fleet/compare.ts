import type { FleetAffected, FleetComparison, FleetGroup } from "../model/fleet-comparison.ts";
import type { FleetColumns } from "../model/fleet-columns.ts";
import type { FleetDimension } from "../model/fleet-row.ts";
import { alsoIn, groupsOf, momentsOf, notIn, placesWith } from "./columns.ts";
import { findConfounders } from "./confounders.ts";
import { combined, noMoments, type Moments } from "./moments.ts";
import { sentencesOf } from "./sentences.ts";
import { findStart, placesSince } from "./since.ts";
import {
  benjaminiHochberg,
  dropRate,
  dropRateTest,
  rateRatio,
  shareRatio,
  shareTest,
  wilson,
  type Estimate,
} from "./statistics.ts";

export interface CompareOptions {
  readonly by: readonly FleetDimension[];
  /** Smaller groups are shown and not judged. */
  readonly minBundles: number;
}

type Test = FleetGroup["tests"][number];
interface RawTest {
  readonly metric: Test["metric"];
  readonly method: Test["method"];
  readonly p: number;
  readonly ratio: Estimate | undefined;
  /** Worse than the others, by more than a trifle. */
  readonly isWorse: boolean;
}

/** Adjusted p-values below this count as a difference: of all fleets without one, at most so many raise an alarm. */
const significance = 0.05;
/** Smaller differences are of no use to anybody, however certain. */
const smallestRatio = 1.2;
/** A person reads no more groups; the largest stay. */
const maxGroupsShown = 200;
/** No more groups are set aside as affected, one after the other. */
const maxAffected = 20;
/** Values that say that nothing is known are no group of clients. */
const noGroups: ReadonlySet<string> = new Set(["not known", "not measured"]);

/**
 * Compares the groups of a fleet: rates with confidence intervals, each group against all others, and which groups are
 * affected. Those are found one after the other: the one that differs most is set aside, and the rest is looked at again, so
 * that a bad group does not make the good ones look different.
 */
export function compareFleet(columns: FleetColumns, { by, minBundles }: CompareOptions): FleetComparison {
  const all = momentsOf(columns);
  const grouped = by.map((dimension) => ({ by: dimension, groups: groupsOf(columns, dimension) }));
  const judged = judge(grouped, minBundles);
  const adjusted = benjaminiHochberg(judged.flatMap(({ tests }) => tests.map(({ p }) => p)));
  let place = 0;
  const tests = new Map<string, Test[]>();
  for (const one of judged) {
    tests.set(
      keyOf(one.by, one.value),
      one.tests.map(({ metric, method, p, ratio }) => ({
        metric,
        method,
        p,
        adjustedP: adjusted[place++] ?? 1,
        ...(ratio === undefined ? {} : { ratio }),
      })),
    );
  }
  const dimensions = grouped.map(({ by: dimension, groups }) => {
    const shown = [...groups].sort(([, one], [, other]) => other.bundles - one.bundles).slice(0, maxGroupsShown);
    return {
      by: dimension,
      groups: shown.map(([value, moments]) => groupResult(value, moments, tests.get(keyOf(dimension, value)) ?? [])),
      groupsLeftOut: groups.size - shown.length,
    };
  });
  const affected = findAffected(grouped, minBundles).map((one) => describe(columns, one));
  const result = {
    bundles: all.bundles,
    drops: all.drops,
    hours: all.hours,
    minBundles,
    testsMade: adjusted.length,
    dimensions,
    affected,
  };
  return { sentences: [...sentencesOf(result)], ...result };
}

interface Affected {
  readonly by: FleetDimension;
  readonly value: string;
  readonly test: RawTest;
  /** Values of the same dimension that were set aside before it; it was not compared with them. */
  readonly setAside: readonly string[];
}

/** Since when a group is affected, by how much in that time, and what else may explain it. */
function describe(columns: FleetColumns, { by, value, test, setAside }: Affected): FleetAffected {
  const inGroup = placesWith(columns, by, (word) => word === value);
  const since = by === "week" ? undefined : findStart(columns, inGroup, test.metric);
  const compared = placesWith(columns, by, (word) => !noGroups.has(word) && !setAside.includes(word));
  const then = since === undefined ? compared : alsoIn(compared, placesSince(columns, inGroup, since));
  const [group, rest] = [alsoIn(then, inGroup), notIn(then, inGroup)];
  const ratio = ratioOf(test.metric, momentsOf(columns, group), momentsOf(columns, rest)) ?? test.ratio;
  return {
    by,
    value,
    metric: test.metric,
    ...(ratio === undefined ? {} : { ratio }),
    ...(since === undefined ? {} : { since }),
    confounders: ratio === undefined ? [] : findConfounders(columns, by, { group, rest }, ratio),
  };
}

function ratioOf(metric: RawTest["metric"], group: Moments, rest: Moments): Estimate | undefined {
  if (metric === "drops-per-hour") return rateRatio(group, rest);
  const name = metric === "clients-dropping" ? "dropping" : "failing";
  return shareRatio({ with: group[name], of: group.bundles, restWith: rest[name], restOf: rest.bundles });
}

type Grouped = readonly { readonly by: FleetDimension; readonly groups: ReadonlyMap<string, Moments> }[];
interface Judged {
  readonly by: FleetDimension;
  readonly value: string;
  readonly tests: readonly RawTest[];
}

function judge(grouped: Grouped, minBundles: number): readonly Judged[] {
  return grouped.flatMap(({ by, groups }) => {
    const known = [...groups].filter(([value]) => !noGroups.has(value));
    const total = known.reduce((sum, [, moments]) => combined(sum, moments), noMoments());
    return known.flatMap(([value, moments]) => {
      const rest = combined(total, moments, -1);
      if (moments.bundles < minBundles || rest.bundles < minBundles) return [];
      return [{ by, value, tests: testsOf(moments, rest) }];
    });
  });
}

function testsOf(group: Moments, rest: Moments): readonly RawTest[] {
  const ratio = rateRatio(group, rest);
  const isHigher = group.drops * rest.hours > smallestRatio * rest.drops * group.hours;
  return [
    { metric: "drops-per-hour", method: "permutation", p: dropRateTest(group, rest), ratio, isWorse: isHigher },
    ...(["dropping", "failing"] as const).map((name): RawTest => {
      const table = { with: group[name], of: group.bundles, restWith: rest[name], restOf: rest.bundles };
      const isWorse = table.with * table.restOf > smallestRatio * table.restWith * table.of;
      const metric = name === "dropping" ? "clients-dropping" : "clients-failing";
      return { metric, ...shareTest(table), ratio: shareRatio(table), isWorse };
    }),
  ];
}

/** The worst group of a dimension is set aside, and the rest is judged again, until nothing differs. */
function findAffected(grouped: Grouped, minBundles: number): readonly Affected[] {
  const remaining = new Map(grouped.map(({ by, groups }) => [by, new Map(groups)]));
  const affected: Affected[] = [];
  while (affected.length < maxAffected) {
    const judged = judge(
      [...remaining].map(([by, groups]) => ({ by, groups })),
      minBundles,
    );
    const flat = judged.flatMap(({ by, value, tests }) => tests.map((test) => ({ by, value, test })));
    const adjusted = benjaminiHochberg(flat.map(({ test }) => test.p));
    const worst = flat
      .filter(({ test }, index) => test.isWorse && (adjusted[index] ?? 1) <= significance)
      .sort(
        (one, other) => one.test.p - other.test.p || (other.test.ratio?.value ?? 0) - (one.test.ratio?.value ?? 0),
      )[0];
    if (worst === undefined) break;
    const setAside = affected.filter(({ by }) => by === worst.by).map(({ value }) => value);
    affected.push({ ...worst, setAside });
    remaining.get(worst.by)?.delete(worst.value);
  }
  return affected;
}

function groupResult(value: string, m: Moments, tests: readonly Test[]): FleetGroup {
  return {
    value,
    bundles: m.bundles,
    drops: m.drops,
    hours: m.hours,
    dropsPerHour: dropRate(m),
    clientsDropping: wilson(m.dropping, m.bundles),
    clientsFailing: wilson(m.failing, m.bundles),
    tests: [...tests],
  };
}

const keyOf = (by: FleetDimension, value: string): string => `${by} ${value}`;
