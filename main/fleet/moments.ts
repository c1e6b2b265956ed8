/**
 * What the tests need of a set of bundles, as sums: two sets are put together by adding, and a database can sum them up by
 * itself. A bundle is the unit: its drops `d` come in bursts, so that only bundles are independent of each other.
 */
export interface Moments {
  readonly bundles: number;
  /** Bundles with at least one drop, and with at least one attempt that never connected. */
  readonly dropping: number;
  readonly failing: number;
  readonly drops: number;
  readonly hours: number;
  /** Sums of d², d·h, h², d³, d²·h, d·h², h³ over the bundles. */
  readonly dd: number;
  readonly dh: number;
  readonly hh: number;
  readonly ddd: number;
  readonly ddh: number;
  readonly dhh: number;
  readonly hhh: number;
}

export const momentNames = [
  "bundles",
  "dropping",
  "failing",
  "drops",
  "hours",
  "dd",
  "dh",
  "hh",
  "ddd",
  "ddh",
  "dhh",
  "hhh",
] as const satisfies readonly (keyof Moments)[];

type MomentSums = { -readonly [Name in keyof Moments]: number };

/** Of no bundles. */
export function noMoments(): MomentSums {
  return {
    bundles: 0,
    dropping: 0,
    failing: 0,
    drops: 0,
    hours: 0,
    dd: 0,
    dh: 0,
    hh: 0,
    ddd: 0,
    ddh: 0,
    dhh: 0,
    hhh: 0,
  };
}

/** How many numbers `countInto` fills, in the order of `momentNames`. */
export const momentsLength = momentNames.length;

/**
 * Counts one bundle into the sums that begin at `first`: its drops, the hours that it was connected, and its attempts that
 * never connected. Of plain numbers, as a comparison of a large fleet does this some ten million times.
 */
export function countInto(sums: Float64Array, first: number, d: number, h: number, failures: number): void {
  const add = (offset: number, value: number): void => {
    sums[first + offset] = (sums[first + offset] ?? 0) + value;
  };
  add(0, 1);
  if (failures > 0) add(2, 1);
  add(4, h);
  add(7, h * h);
  add(11, h * h * h);
  // Most bundles have no drops.
  if (d === 0) return;
  add(1, 1);
  add(3, d);
  add(5, d * d);
  add(6, d * h);
  add(8, d * d * d);
  add(9, d * d * h);
  add(10, d * h * h);
}

/** The sums that begin at `first`. */
export function momentsAt(sums: Float64Array, first: number): Moments {
  const moments = noMoments();
  momentNames.forEach((name, offset) => (moments[name] = sums[first + offset] ?? 0));
  return moments;
}

/** Both sets together (`sign` 1), or the first without the second (`sign` -1). */
export function combined(one: Moments, other: Moments, sign: 1 | -1 = 1): MomentSums {
  const sums = noMoments();
  for (const name of momentNames) sums[name] = one[name] + sign * other[name];
  return sums;
}

/** Sums of r² and r³ over the bundles, where r = d − rate·h is how far a bundle is from the rate. */
export function residuals(m: Moments, rate: number): { readonly squares: number; readonly cubes: number } {
  return {
    squares: Math.max(0, m.dd - 2 * rate * m.dh + rate * rate * m.hh),
    cubes: m.ddd - 3 * rate * m.ddh + 3 * rate * rate * m.dhh - rate ** 3 * m.hhh,
  };
}
