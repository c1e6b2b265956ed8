import type { FleetCharts } from "../model/fleet-charts.ts";
import type { FleetColumns } from "../model/fleet-columns.ts";
import { groupsOf, placesWith } from "./columns.ts";
import type { Moments } from "./moments.ts";
import { dropRate } from "./statistics.ts";
import { survival } from "./survival.ts";

/** More versions are one bar together. */
const maxVersions = 12;
/** More updates fill no chart. */
const maxUpdates = 60;
const weekMs = 7 * 86_400_000;
/** No fleet is older; a wrong clock in one bundle must not make a chart of a thousand years. */
const maxWeeks = 5 * 52;
const notKnown = "not known";

/** The pictures of a fleet. */
export function fleetCharts(columns: FleetColumns): FleetCharts {
  return {
    bundles: columns.bundles,
    causes: causesByVersion(columns),
    natSurvival: natSurvival(columns),
    pathMtu: pathMtus(columns),
    ...overTime(columns),
  };
}

function causesByVersion(columns: FleetColumns): FleetCharts["causes"] {
  const causes = largestFirst(groupsOf(columns, "cause"));
  const versions = largestFirst(groupsOf(columns, "osVersion"));
  const shown = versions.slice(0, maxVersions);
  const isShown = new Set(shown);
  const bar = (osVersion: string, isWanted: (word: string) => boolean) => {
    const groups = groupsOf(columns, "cause", placesWith(columns, "osVersion", isWanted));
    const counts = causes.map((cause) => groups.get(cause)?.bundles ?? 0);
    return { osVersion, bundles: counts.reduce((sum, count) => sum + count, 0), counts };
  };
  return {
    causes: [...causes],
    versions: [
      ...shown.map((version) => bar(version, (word) => word === version)),
      ...(versions.length > maxVersions ? [bar("others", (word) => !isShown.has(word))] : []),
    ],
  };
}

function natSurvival(columns: FleetColumns): FleetCharts["natSurvival"] {
  const { natRepliedSeconds, natRepliedAtLeast } = columns.numbers;
  return largestFirst(groupsOf(columns, "network"))
    .filter((network) => network !== notKnown)
    .flatMap((network) => {
      const ofIt = placesWith(columns, "network", (word) => word === network);
      const lifetimes: { readonly seconds: number; readonly isAtLeast: boolean }[] = [];
      natRepliedSeconds.forEach((seconds, place) => {
        if (seconds > 0 && ofIt[place] === 1) lifetimes.push({ seconds, isAtLeast: natRepliedAtLeast[place] === 1 });
      });
      if (lifetimes.length === 0) return [];
      const outlived = lifetimes.filter(({ isAtLeast }) => isAtLeast).length;
      return [{ network, measured: lifetimes.length, outlived, steps: [...survival(lifetimes)] }];
    });
}

function pathMtus({ numbers }: FleetColumns): FleetCharts["pathMtu"] {
  const counts = new Map<number, number>();
  for (const size of numbers.pathMtuBytes) if (size > 0) counts.set(size, (counts.get(size) ?? 0) + 1);
  return [...counts]
    .map(([pathMtuBytes, bundles]) => ({ pathMtuBytes, bundles }))
    .sort((one, other) => other.pathMtuBytes - one.pathMtuBytes);
}

function overTime(columns: FleetColumns): Pick<FleetCharts, "weeks" | "updates"> {
  const groups = groupsOf(columns, "week");
  const last = [...groups.keys()].sort().at(-1);
  if (last === undefined) return { weeks: [], updates: [] };
  const earliest = dateOf(Date.parse(last) - (maxWeeks - 1) * weekMs);
  const [first = last] = [...groups.keys()].sort().filter((week) => week >= earliest);
  const weeks: FleetCharts["weeks"] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += weekMs) {
    const week = dateOf(at);
    const moments = groups.get(week);
    weeks.push(
      moments === undefined
        ? { week, bundles: 0, drops: 0, hours: 0 }
        : {
            week,
            bundles: moments.bundles,
            drops: moments.drops,
            hours: moments.hours,
            ...(moments.hours > 0 ? { dropsPerHour: dropRate(moments) } : {}),
          },
    );
  }
  return { weeks, updates: updatesAfter(columns, first) };
}

/** Updates that were first seen after the week `first`, in the order of time. */
function updatesAfter(columns: FleetColumns, first: string): FleetCharts["updates"] {
  const updates = new Map<number, { week: string; osBuild: string; bundles: number }>();
  const { codes, words } = columns;
  for (let place = 0; place < columns.bundles; place += 1) {
    const code = codes.osUpdate[place] ?? 0;
    const week = words[codes.week[place] ?? 0] ?? "";
    const known = updates.get(code);
    if (known === undefined) updates.set(code, { week, osBuild: words[codes.osBuild[place] ?? 0] ?? "", bundles: 1 });
    else {
      known.bundles += 1;
      if (week < known.week) known.week = week;
    }
  }
  return [...updates]
    .map(([code, update]) => ({ ...update, osUpdate: words[code] ?? "" }))
    .filter(({ week }) => week > first)
    .sort((one, other) => other.bundles - one.bundles)
    .slice(0, maxUpdates)
    .sort((one, other) => (one.week < other.week ? -1 : 1));
}

function largestFirst(groups: ReadonlyMap<string, Moments>): readonly string[] {
  return [...groups].sort(([, one], [, other]) => other.bundles - one.bundles).map(([value]) => value);
}

const dateOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
