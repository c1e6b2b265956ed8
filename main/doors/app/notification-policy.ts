/*
 * When the app speaks up by itself: rarely. A VPN that drops every minute is not told of every minute, and a person who
 * looks at the window sees it there.
 */

/** The same cause is told of once in this time. */
export const quietForMs = 30 * 60_000;

/** When each cause was told of last, in monotonic ms. */
export type ToldCauses = ReadonlyMap<string, number>;

/** Something that a person could be told of. */
export interface Occasion {
  /** What makes two occasions the same: the code of a cause, or the kind of a message. */
  readonly cause: string;
  readonly atMonotonicMs: number;
  /** Whether the person looks at the window. */
  readonly focused: boolean;
}

/**
 * Whether to tell of this occasion, and what is remembered then. One that was not told of does not count: after the window
 * was looked at, the next one may be told of.
 */
export function weighOccasion(
  told: ToldCauses,
  { cause, atMonotonicMs, focused }: Occasion,
): { readonly tell: boolean; readonly told: ToldCauses } {
  const recent = new Map([...told].filter(([, lastMs]) => atMonotonicMs - lastMs < quietForMs));
  if (focused || recent.has(cause)) return { tell: false, told: recent };
  return { tell: true, told: recent.set(cause, atMonotonicMs) };
}
