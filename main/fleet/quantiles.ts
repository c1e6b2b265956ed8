import { binomialLowerTail } from "./distributions.ts";

/** A value that a chosen share of clients stays on the right side of. */
export interface Coverage {
  /** At least `share` of the measured clients have this value or more. */
  readonly value: number;
  /** The same for all such clients, with 95 % confidence; absent where too few were measured to say. */
  readonly confident?: number;
  readonly measured: number;
  /** Clients with less than `value`. */
  readonly outside: number;
}

/**
 * The largest value that `share` of the sorted values reach, and the bound without assumptions about their distribution
 * (order statistics; S. S. Wilks, Annals of Mathematical Statistics 12, 1941).
 *
 * @param sorted ascending and not empty
 */
export function coveredFromBelow(sorted: Float64Array | readonly number[], share: number): Coverage {
  const measured = sorted.length;
  const outside = Math.min(measured - 1, Math.floor((1 - share) * measured + 1e-9));
  const value = sorted[outside] ?? 0;
  const rank = confidentRank(measured, 1 - share);
  const confident = rank === 0 ? undefined : sorted[rank - 1];
  return {
    value,
    ...(confident === undefined ? {} : { confident }),
    measured,
    outside: sorted.findIndex((one) => one >= value),
  };
}

/** The largest rank r with P(fewer than r of n lie below the quantile) at most 5 %; 0 where there is none. */
function confidentRank(n: number, chance: number): number {
  let low = 0;
  let high = Math.max(1, Math.ceil(n * chance) + 1);
  // The tail grows with the rank.
  while (low < high) {
    const rank = Math.ceil((low + high) / 2);
    if (binomialLowerTail(rank - 1, n, chance) <= 0.05) low = rank;
    else high = rank - 1;
  }
  return low;
}
