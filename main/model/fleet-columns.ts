import type { FleetDimension, FleetRow } from "./fleet-row.ts";

/** The numbers of a row that comparisons and recommendations need. */
export const fleetNumbers = [
  "drops",
  "failures",
  "hours",
  "natRepliedSeconds",
  "natRepliedAtLeast",
  "pathMtuBytes",
  "longestSessionHours",
  "conntrackEntries",
] as const satisfies readonly (keyof FleetRow)[];
export type FleetNumber = (typeof fleetNumbers)[number];

/**
 * A fleet by columns: a hundred thousand bundles in a few megabytes, and a pass over one column takes a millisecond. The
 * bundle at place i has the texts `words[codes.os[i]]` and so on.
 */
export interface FleetColumns {
  readonly bundles: number;
  readonly words: readonly string[];
  readonly codes: Readonly<Record<FleetDimension, Uint32Array>>;
  /** NaN where a bundle does not tell; yes is 1 and no is 0. */
  readonly numbers: Readonly<Record<FleetNumber, Float64Array>>;
}

/** Columns of so many bundles, all zero. */
export function emptyColumns(bundles: number, words: readonly string[]): FleetColumns {
  const codes = (): Uint32Array => new Uint32Array(bundles);
  const values = (): Float64Array => new Float64Array(bundles);
  return {
    bundles,
    words,
    codes: {
      os: codes(),
      osVersion: codes(),
      osBuild: codes(),
      osUpdate: codes(),
      vpnClient: codes(),
      nat: codes(),
      mtu: codes(),
      network: codes(),
      carrierNat: codes(),
      gateway: codes(),
      cause: codes(),
      week: codes(),
    },
    numbers: {
      drops: values(),
      failures: values(),
      hours: values(),
      natRepliedSeconds: values(),
      natRepliedAtLeast: values(),
      pathMtuBytes: values(),
      longestSessionHours: values(),
      conntrackEntries: values(),
    },
  };
}

/** The number of a row as it stands in a column. */
export function columnNumber(row: FleetRow, name: FleetNumber): number {
  const value = row[name];
  return value === undefined ? Number.NaN : Number(value);
}
