/** Numbers that depend on the seed alone. */
export interface SeededRandom {
  /** From 0 up to 1. */
  readonly next: () => number;
  readonly pick: <Value>(weighted: readonly (readonly [Value, number])[]) => Value;
  readonly normal: () => number;
  readonly poisson: (mean: number) => number;
  /** Gamma with mean 1 and this shape: the smaller, the more clients differ. */
  readonly frailty: (shape: number) => number;
}

/** Tommy Ettinger's mulberry32: 32 bits of state, for made-up fleets and nothing else. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  // Box and Muller.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    normal,
    pick: (weighted) => {
      const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [value, weight] of weighted) {
        left -= weight;
        if (left < 0) return value;
      }
      const last = weighted.at(-1);
      if (last === undefined) throw new Error("There is nothing to pick from.");
      return last[0];
    },
    poisson: (mean) => {
      if (mean > 500) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const limit = Math.exp(-mean);
      let product = next();
      let count = 0;
      while (product > limit) {
        product *= next();
        count += 1;
      }
      return count;
    },
    // G. Marsaglia, W. W. Tsang, ACM TOMS 26, 2000; for shapes of 1 and more.
    frailty: (shape) => {
      const d = shape - 1 / 3;
      const c = 1 / Math.sqrt(9 * d);
      for (;;) {
        const x = normal();
        const v = (1 + c * x) ** 3;
        if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape;
      }
    },
  };
}
