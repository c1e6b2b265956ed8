import { recommendedMtu } from "../diagnosis/tunnel-size.ts";
import type { FleetRecommendation, FleetSetting } from "../model/fleet-comparison.ts";
import type { FleetColumns, FleetNumber } from "../model/fleet-columns.ts";
import type { FleetDimension } from "../model/fleet-row.ts";
import { keepaliveSecondsFor } from "../probes/keepalive-interval.ts";
import { coveredFromBelow, type Coverage } from "./quantiles.ts";

/** By what those who fall outside are told apart. */
const outsideBy = ["network", "gateway", "osVersion", "carrierNat"] as const satisfies readonly FleetDimension[];
const maxOutsideGroups = 5;
const maxCurvePoints = 24;
/** Peers rekey a little before a lifetime ends (RFC 7296 section 2.8 asks for jitter), so it has to be longer than the session. */
const lifetimeMargin = 1.2;
const longestLifetimeHours = 24;
/** Twice what the busiest client holds itself: the kernel drops new flows the moment the table is full. */
const conntrackMargin = 2;

/**
 * Settings for a gateway that `share` of the measured clients need no more than. Each rests on the clients that measured
 * it; where these are too few for 95 % confidence, it says so.
 */
export function recommend(columns: FleetColumns, share: number): FleetRecommendation {
  return {
    share,
    bundles: columns.bundles,
    settings: [...natSettings(columns, share), ...sizeSettings(columns, share), ...upperSettings(columns, share)],
  };
}

function natSettings(columns: FleetColumns, share: number): readonly FleetSetting[] {
  const found = lowest(columns, "natRepliedSeconds", 1, share);
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
      isConfident: shared.isConfident && shareFrom(values, Math.max(10, keepalive)) >= share,
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

function sizeSettings(columns: FleetColumns, share: number): readonly FleetSetting[] {
  const found = lowest(columns, "pathMtuBytes", 1, share);
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
function upperSettings(columns: FleetColumns, share: number): readonly FleetSetting[] {
  const setting = (
    name: "lifetime" | "conntrack",
    needs: FleetNumber,
    valueFor: (needed: number) => number,
    text: (value: number, needed: number, covered: number) => string,
    unit: string,
    most: number,
    nothing: string,
  ): FleetSetting => {
    const found = lowest(columns, needs, -1, share);
    if (found === undefined) return missing(name, nothing);
    const { coverage, values, outside } = found;
    const limit = coverage.confident ?? coverage.value;
    const value = Math.min(most, valueFor(-limit));
    const covered = coveredBy(values, valueFor, value);
    const largestCovered = values.find((one) => valueFor(-one) <= value) ?? Number.POSITIVE_INFINITY;
    return {
      setting: name,
      text: text(value, -limit, covered),
      value,
      unit,
      measured: coverage.measured,
      covered,
      // A value that had to stop at the most that makes sense does not hold for the share that was asked for.
      isConfident: coverage.confident !== undefined && covered >= share,
      curve: curveOf(values, (one) => valueFor(-one)).toReversed(),
      outside: outside(largestCovered),
    };
  };
  return [
    setting(
      "lifetime",
      "longestSessionHours",
      (needed) => Math.max(1, Math.ceil(needed * lifetimeMargin)),
      (value, _needed, covered) =>
        covered < share
          ? `Set the lifetime of the IKE SA to ${value} h, the longest that makes sense: the longest session of ${percent(covered)} of the clients ends before that, and the others negotiate again once a day.`
          : `Set the lifetime of the IKE SA to ${value} h: the longest session of ${percent(covered)} of the clients ends before that, so that nothing has to be negotiated again while they work.`,
      "h",
      longestLifetimeHours,
      "No client's log tells how long its sessions last.",
    ),
    setting(
      "conntrack",
      "conntrackEntries",
      (needed) => Math.ceil(needed * conntrackMargin),
      (value, needed, covered) =>
        `Make room in the gateway's connection tracking for ${value} entries for each client that is connected at once, twice what they need: the own tables of ${percent(covered)} of the clients that could read them (on Linux) held ${Math.ceil(needed)} or fewer.`,
      "entries",
      Number.POSITIVE_INFINITY,
      "No client could read its own connection tracking table; only Linux has one.",
    ),
  ];
}

interface Lowest {
  readonly coverage: Coverage;
  readonly values: Float64Array;
  readonly outside: (limit: number) => FleetSetting["outside"];
}

/** What `share` of the clients that tell this number (0 tells nothing) have at least; with sign -1 of its negative. */
function lowest(columns: FleetColumns, name: FleetNumber, sign: 1 | -1, share: number): Lowest | undefined {
  const known = columns.numbers[name].filter((value) => value > 0);
  if (known.length === 0) return undefined;
  const values = known.map((value) => sign * value).sort();
  return {
    coverage: coveredFromBelow(values, share),
    values,
    outside: (limit) => whoIsOutside(columns, name, (value) => sign * value < limit),
  };
}

/** The groups with the most clients outside. */
function whoIsOutside(
  columns: FleetColumns,
  name: FleetNumber,
  isOutside: (value: number) => boolean,
): FleetSetting["outside"] {
  const values = columns.numbers[name];
  return outsideBy
    .flatMap((by) => {
      const codes = columns.codes[by];
      const all = new Uint32Array(columns.words.length);
      const out = new Uint32Array(columns.words.length);
      for (let place = 0; place < values.length; place += 1) {
        const value = values[place] ?? 0;
        const code = codes[place] ?? 0;
        if (!(value > 0)) continue;
        all[code] = (all[code] ?? 0) + 1;
        if (isOutside(value)) out[code] = (out[code] ?? 0) + 1;
      }
      return columns.words.map((value, code) => ({ by, value, clients: out[code] ?? 0, of: all[code] ?? 0 }));
    })
    .filter(({ clients }) => clients > 0)
    .sort((one, other) => other.clients / other.of - one.clients / one.of || other.clients - one.clients)
    .slice(0, maxOutsideGroups);
}

/** The share of the ascending values that reach `limit`. */
function shareFrom(values: Float64Array, limit: number): number {
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
function coveredBy(values: Float64Array, valueFor: (needed: number) => number, value: number): number {
  return values.filter((one) => valueFor(-one) <= value).length / values.length;
}

/** What each setting would cover, one point a setting. */
function curveOf(values: Float64Array, settingFor: (value: number) => number): FleetSetting["curve"] {
  const curve = new Map<number, number>();
  for (const value of points(values)) {
    const setting = settingFor(value);
    curve.set(setting, Math.max(curve.get(setting) ?? 0, shareFrom(values, value)));
  }
  return [...curve].map(([value, covered]) => ({ value, covered }));
}

/** Different values, as many as a chart needs. */
function points(sorted: Float64Array): readonly number[] {
  const different = sorted.filter((value, place) => place === 0 || value !== sorted[place - 1]);
  const step = Math.max(1, Math.ceil(different.length / maxCurvePoints));
  return [...different.filter((_value, place) => place % step === 0)];
}

function missing(setting: FleetSetting["setting"], text: string): FleetSetting {
  return { setting, text, measured: 0, covered: 0, isConfident: false, curve: [], outside: [] };
}

const percent = (share: number): string => `${(share * 100).toFixed(1).replace(/\.0$/, "")} %`;
const seconds = (value: number): string => `${Math.round(value)} s`;
