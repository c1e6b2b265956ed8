import { columnNumber, emptyColumns, fleetNumbers, type FleetColumns } from "../model/fleet-columns.ts";
import { fleetDimensions, type FleetDimension, type FleetRow, type FleetWhere } from "../model/fleet-row.ts";
import { countInto, momentsAt, momentsLength, type Moments } from "./moments.ts";

/** Rows by columns. */
export function columnsOf(rows: readonly FleetRow[]): FleetColumns {
  const codeOf = new Map<string, number>();
  const words: string[] = [];
  const code = (word: string): number => {
    const known = codeOf.get(word);
    if (known !== undefined) return known;
    codeOf.set(word, words.length);
    return words.push(word) - 1;
  };
  const columns = emptyColumns(rows.length, words);
  rows.forEach((row, place) => {
    for (const name of fleetDimensions) columns.codes[name][place] = code(row[name]);
    for (const name of fleetNumbers) columns.numbers[name][place] = columnNumber(row, name);
  });
  return columns;
}

/** Some of the bundles: 1 at the place of each of them, 0 at all others. */
export type Places = Uint8Array;

/** The bundles whose value is one of these; the values are looked at once each. */
export function placesWith(columns: FleetColumns, by: FleetDimension, isWanted: (word: string) => boolean): Places {
  const wanted = Uint8Array.from(columns.words, (word) => (isWanted(word) ? 1 : 0));
  const codes = columns.codes[by];
  const places = new Uint8Array(columns.bundles);
  for (let place = 0; place < places.length; place += 1) places[place] = wanted[codes[place] ?? 0] ?? 0;
  return places;
}

/** Those of `some` that are `others` too. */
export function alsoIn(some: Places, others: Places): Places {
  return some.map((is, place) => is & (others[place] ?? 0));
}

/** Those of `some` that are not `others`. */
export function notIn(some: Places, others: Places): Places {
  return some.map((is, place) => is & ~(others[place] ?? 0));
}

function selected(columns: FleetColumns, wanted: Places): FleetColumns {
  const places = new Uint32Array(columns.bundles);
  let count = 0;
  for (let place = 0; place < columns.bundles; place += 1) if (wanted[place] === 1) places[count++] = place;
  if (count === columns.bundles) return columns;
  const some = emptyColumns(count, columns.words);
  for (const name of fleetDimensions) gather(columns.codes[name], some.codes[name], places);
  for (const name of fleetNumbers) gather(columns.numbers[name], some.numbers[name], places);
  return some;
}

function gather(from: Uint32Array | Float64Array, to: Uint32Array | Float64Array, places: Uint32Array): void {
  for (let place = 0; place < to.length; place += 1) to[place] = from[places[place] ?? 0] ?? 0;
}

/** Only bundles with exactly these values. */
export function selectedWhere(columns: FleetColumns, where: FleetWhere): FleetColumns {
  return fleetDimensions.reduce((some, name) => {
    const value = where[name];
    return value === undefined
      ? some
      : selected(
          some,
          placesWith(some, name, (word) => word === value),
        );
  }, columns);
}

/** The bundles of each value of a dimension, summed up; of all of them, or of some. */
export function groupsOf(columns: FleetColumns, by: FleetDimension, some?: Places): ReadonlyMap<string, Moments> {
  const { words } = columns;
  const sums = countAll(columns, columns.codes[by], words.length, some);
  return new Map(
    words.flatMap((word, code) => {
      const moments = momentsAt(sums, code * momentsLength);
      return moments.bundles === 0 ? [] : [[word, moments] as const];
    }),
  );
}

/** All bundles summed up, or some. */
export function momentsOf(columns: FleetColumns, some?: Places): Moments {
  return momentsAt(countAll(columns, undefined, 1, some), 0);
}

/** Sums of the bundles by their codes, one after the other. */
function countAll(
  { bundles, numbers: { drops, hours, failures } }: FleetColumns,
  codes: Uint32Array | undefined,
  groups: number,
  some: Places | undefined,
): Float64Array {
  const sums = new Float64Array(groups * momentsLength);
  for (let place = 0; place < bundles; place += 1) {
    if (some?.[place] === 0) continue;
    const first = (codes?.[place] ?? 0) * momentsLength;
    countInto(sums, first, drops[place] ?? 0, hours[place] ?? 0, failures[place] ?? 0);
  }
  return sums;
}
