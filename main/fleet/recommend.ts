import { recommendedMtu } from "../diagnosis/tunnel-size.ts";
import type { FleetRecommendation, FleetSetting } from "../model/fleet-comparison.ts";
import type { FleetDimension, FleetRow } from "../model/fleet-row.ts";
import { keepaliveSecondsFor } from "../probes/keepalive-interval.ts";
import { coveredFromBelow, type Coverage } from "./quantiles.ts";

/** What the settings rest on. */
export type RecommendRow = Pick<
  FleetRow,
  (typeof outsideBy)[number] | "natRepliedSeconds" | "pathMtuBytes" | "longestSessionHours" | "conntrackEntries"
>;

/** By what those who fall outside are told apart. */
const outsideBy = ["network", "gateway", "osVersion", "carrierNat"] as const satisfies readonly FleetDimension[];
const maxOutsideGroups = 5;
const maxCurvePoints = 24;
/** Peers rekey a little before a lifetime ends (RFC 7296 section 2.8 asks for jitter), so it has to be longer than the session. */
const lifetimeMargin = 1.2;
const longestLifetimeHours = 24;
/** Twice the busiest table that was seen: the kernel drops new flows the moment it is full. */
const conntrackMargin = 2;

/** The few values of a row that `recommend` needs, so that those of a large fleet fit into little memory. */
export function recommendRow(row: FleetRow): RecommendRow {
  const { network, gateway, osVersion, carrierNat, longestSessionHours } = row;
  const { natRepliedSeconds, pathMtuBytes, conntrackEntries } = row;
  return {
    network,
    gateway,
    osVersion,
    carrierNat,
    longestSessionHours,
    ...(natRepliedSeconds === undefined ? {} : { natRepliedSeconds }),
    ...(pathMtuBytes === undefined ? {} : { pathMtuBytes }),
    ...(conntrackEntries === undefined ? {} : { conntrackEntries }),
  };
}

/**
 * Settings for a gateway that `share` of the measured clients need no more than. Each rests on the clients that measured
 * it; where these are too few for 95 % confidence, it says so.
 */
export function recommend(rows: readonly RecommendRow[], share: number): FleetRecommendation {
  return {
    share,
    bundles: rows.length,
    settings: [...natSettings(rows, share), ...sizeSettings(rows, share), ...upperSettings(rows, share)],
  };
}

function natSettings(rows: readonly RecommendRow[], share: number): readonly FleetSetting[] {
  const found = lowest(rows, ({ natRepliedSeconds }) => natRepliedSeconds, share);
  if (found === undefined) return [missing("keepalive", "No client measured how long its NAT keeps an idle mapping.")];
  const { coverage, values, outside } = found;
  const lifetime = coverage.confident ?? coverage.value;
  const keepalive = keepaliveSecondsFor(lifetime);
  const shared = {
    measured: coverage.measured,
    isConfident: coverage.confident !== undefined,
    outside: outside(lifetime),
  };
  const covered = shareFrom(values, lifetime);
  return [
    {
      setting: "keepalive",
      text: `Send NAT keepalives every ${keepalive} s: ${percent(covered)} of the measured NATs keep an idle mapping for ${seconds(lifetime)} or longer.`,
      value: keepalive,
      unit: "s",
      covered,
      curve: curveOf(values, keepaliveSecondsFor),
      ...shared,
    },
    {
      setting: "dpd",
      text: `Ask for a silent peer every ${Math.max(10, keepalive)} s and give up after ${Math.max(60, 4 * Math.max(10, keepalive))} s: often enough to hold the mapping where keepalives are switched off, and patient with a Wi-Fi that roams.`,
      value: Math.max(10, keepalive),
      unit: "s",
      covered: shareFrom(values, Math.max(10, keepalive)),
      curve: curveOf(values, (value) => value),
      ...shared,
    },
    {
      setting: "udp-timeout",
      text: `On firewalls of your own, keep idle UDP mappings for at least ${9 * keepalive} s, so that eight keepalives in a row may get lost.`,
      value: 9 * keepalive,
      unit: "s",
      covered,
      curve: [],
      ...shared,
    },
  ];
}

function sizeSettings(rows: readonly RecommendRow[], share: number): readonly FleetSetting[] {
  const found = lowest(rows, ({ pathMtuBytes }) => pathMtuBytes, share);
  if (found === undefined) return [missing("mtu", "No client measured its path MTU.")];
  const { coverage, values, outside } = found;
  const path = coverage.confident ?? coverage.value;
  const inside = (pathMtuBytes: number) => recommendedMtu("unknown", "ipv4", pathMtuBytes);
  const shared = {
    measured: coverage.measured,
    isConfident: coverage.confident !== undefined,
    outside: outside(path),
    covered: shareFrom(values, path),
    unit: "bytes",
  };
  const curve = (size: "mtuBytes" | "mssBytes") => curveOf(values, (value) => inside(value)[size]);
  return [
    {
      setting: "mtu",
      text: `Set the tunnel's MTU to ${inside(path).mtuBytes} bytes: it fits L2TP/IPsec, the largest, into the ${path} bytes that ${percent(shared.covered)} of the measured paths carry.`,
      value: inside(path).mtuBytes,
      curve: curve("mtuBytes"),
      ...shared,
    },
    {
      setting: "mss",
      text: `Clamp the TCP MSS inside the tunnel to ${inside(path).mssBytes} bytes.`,
      value: inside(path).mssBytes,
      curve: curve("mssBytes"),
      ...shared,
    },
  ];
}

/** Settings that must be as large as what clients need: the same as from below, with the sign turned around. */
function upperSettings(rows: readonly RecommendRow[], share: number): readonly FleetSetting[] {
  const setting = (
    name: "lifetime" | "conntrack",
    valueOf: (row: RecommendRow) => number | undefined,
    valueFor: (needed: number) => number,
    text: (value: number, needed: number, covered: number) => string,
    unit: string,
    most: number,
    nothing: string,
  ): FleetSetting => {
    const found = lowest(rows, (row) => negated(valueOf(row)), share);
    if (found === undefined) return missing(name, nothing);
    const { coverage, values, outside } = found;
    const limit = coverage.confident ?? coverage.value;
    const value = Math.min(most, valueFor(-limit));
    const covered = coveredBy(values, valueFor, value);
    return {
      setting: name,
      text: text(value, -limit, covered),
      value,
      unit,
      measured: coverage.measured,
      covered,
      isConfident: coverage.confident !== undefined,
      curve: curveOf(values, (one) => valueFor(-one)).toReversed(),
      outside: outside(limit),
    };
  };
  return [
    setting(
      "lifetime",
      ({ longestSessionHours }) => (longestSessionHours > 0 ? longestSessionHours : undefined),
      (needed) => Math.max(1, Math.ceil(needed * lifetimeMargin)),
      (value, _needed, covered) =>
        `Set the lifetime of the IKE SA to ${value} h: the longest session of ${percent(covered)} of the clients ends before that, so that nothing has to be negotiated again while they work.`,
      "h",
      longestLifetimeHours,
      "No client's log tells how long its sessions last.",
    ),
    setting(
      "conntrack",
      ({ conntrackEntries }) => conntrackEntries,
      (needed) => 2 ** Math.ceil(Math.log2(Math.max(1024, needed * conntrackMargin))),
      (value, needed, covered) =>
        `Make room for ${value} entries in connection tracking: ${percent(covered)} of the tables that were read held ${Math.ceil(needed)} or fewer. On a gateway, count this for each client that is connected at once.`,
      "entries",
      Number.POSITIVE_INFINITY,
      "No connection tracking table was read.",
    ),
  ];
}

interface Lowest {
  readonly coverage: Coverage;
  readonly values: readonly number[];
  readonly outside: (limit: number) => FleetSetting["outside"];
}

function lowest(
  rows: readonly RecommendRow[],
  valueOf: (row: RecommendRow) => number | undefined,
  share: number,
): Lowest | undefined {
  const values = rows.flatMap((row) => valueOf(row) ?? []).sort((one, other) => one - other);
  if (values.length === 0) return undefined;
  return {
    coverage: coveredFromBelow(values, share),
    values,
    outside: (limit) =>
      whoIsOutside(
        rows.filter((row) => valueOf(row) !== undefined),
        (row) => (valueOf(row) ?? 0) < limit,
      ),
  };
}

/** The groups with the most clients outside. */
function whoIsOutside(
  rows: readonly RecommendRow[],
  isOutside: (row: RecommendRow) => boolean,
): FleetSetting["outside"] {
  const groups = new Map<string, FleetSetting["outside"][number]>();
  for (const row of rows) {
    const out = isOutside(row) ? 1 : 0;
    for (const by of outsideBy) {
      const key = `${by} ${row[by]}`;
      const group = groups.get(key);
      groups.set(key, { by, value: row[by], clients: (group?.clients ?? 0) + out, of: (group?.of ?? 0) + 1 });
    }
  }
  return [...groups.values()]
    .filter(({ clients }) => clients > 0)
    .sort((one, other) => other.clients / other.of - one.clients / one.of || other.clients - one.clients)
    .slice(0, maxOutsideGroups);
}

/** The share of the ascending values that reach `limit`. */
function shareFrom(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return (values.length - low) / values.length;
}

/** The share of the clients whose own value would be no more than `value`. */
function coveredBy(values: readonly number[], valueFor: (needed: number) => number, value: number): number {
  return values.filter((one) => valueFor(-one) <= value).length / values.length;
}

/** What each setting would cover, one point a setting. */
function curveOf(values: readonly number[], settingFor: (value: number) => number): FleetSetting["curve"] {
  const curve = new Map<number, number>();
  for (const value of points(values)) {
    const setting = settingFor(value);
    curve.set(setting, Math.max(curve.get(setting) ?? 0, shareFrom(values, value)));
  }
  return [...curve].map(([value, covered]) => ({ value, covered }));
}

/** Different values, as many as a chart needs. */
function points(sorted: readonly number[]): readonly number[] {
  const different = [...new Set(sorted)];
  const step = Math.max(1, Math.ceil(different.length / maxCurvePoints));
  return different.filter((_value, index) => index % step === 0);
}

function missing(setting: FleetSetting["setting"], text: string): FleetSetting {
  return { setting, text, measured: 0, covered: 0, isConfident: false, curve: [], outside: [] };
}

const negated = (value: number | undefined): number | undefined => (value === undefined ? undefined : -value);
const percent = (share: number): string => `${(share * 100).toFixed(1).replace(/\.0$/, "")} %`;
const seconds = (value: number): string => `${Math.round(value)} s`;
