import { columnNumber, emptyColumns, fleetNumbers, type FleetColumns } from "../model/fleet-columns.ts";
import { fleetDimensions, type FleetDimension, type FleetRow, type FleetWhere } from "../model/fleet-row.ts";
import { countInto, noMoments, type Moments, type MomentSums } from "./moments.ts";

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

/** The bundles at which `isWanted` holds. */
export function selected(columns: FleetColumns, isWanted: (place: number) => boolean): FleetColumns {
  const places = new Uint32Array(columns.bundles);
  let count = 0;
  for (let place = 0; place < columns.bundles; place += 1) if (isWanted(place)) places[count++] = place;
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
    if (value === undefined) return some;
    const isWanted = hasWord(some, name, (word) => word === value);
    return selected(some, isWanted);
  }, columns);
}

/** Tells of the bundle at a place whether its value is one of these; the values are looked at once each. */
export function hasWord(
  columns: FleetColumns,
  by: FleetDimension,
  isWanted: (word: string) => boolean,
): (place: number) => boolean {
  const wanted = columns.words.map(isWanted);
  const codes = columns.codes[by];
  return (place) => wanted[codes[place] ?? 0] === true;
}

/** The bundles of each value of a dimension, summed up; of all of them, or of those at which `isWanted` holds. */
export function groupsOf(
  columns: FleetColumns,
  by: FleetDimension,
  isWanted?: (place: number) => boolean,
): ReadonlyMap<string, Moments> {
  const { words, numbers } = columns;
  const codes = columns.codes[by];
  const groups = new Array<MomentSums | undefined>(words.length).fill(undefined);
  for (let place = 0; place < columns.bundles; place += 1) {
    if (isWanted?.(place) === false) continue;
    const code = codes[place] ?? 0;
    countInto(
      (groups[code] ??= noMoments()),
      numbers.drops[place] ?? 0,
      numbers.hours[place] ?? 0,
      numbers.failures[place] ?? 0,
    );
  }
  return new Map(groups.flatMap((sums, code) => (sums === undefined ? [] : [[words[code] ?? "", sums] as const])));
}

/** All bundles summed up, or those at which `isWanted` holds. */
export function momentsOf({ bundles, numbers }: FleetColumns, isWanted?: (place: number) => boolean): Moments {
  const sums = noMoments();
  for (let place = 0; place < bundles; place += 1) {
    if (isWanted?.(place) === false) continue;
    countInto(sums, numbers.drops[place] ?? 0, numbers.hours[place] ?? 0, numbers.failures[place] ?? 0);
  }
  return sums;
}
