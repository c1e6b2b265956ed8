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

/** Moments that rows can be counted into. */
export type MomentSums = { -readonly [Name in keyof Moments]: number };

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

/** Counts one bundle into `sums`: its drops, the hours that it was connected, and its attempts that never connected. */
export function countInto(sums: MomentSums, d: number, h: number, failures: number): void {
  sums.bundles += 1;
  if (d > 0) sums.dropping += 1;
  if (failures > 0) sums.failing += 1;
  sums.drops += d;
  sums.hours += h;
  sums.dd += d * d;
  sums.dh += d * h;
  sums.hh += h * h;
  sums.ddd += d * d * d;
  sums.ddh += d * d * h;
  sums.dhh += d * h * h;
  sums.hhh += h * h * h;
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
