/** One comparison: our number beside a named baseline's, both from the same run on the same input. */
export interface BenchRow {
  readonly name: string;
  /** What is measured, on which input. */
  readonly about: string;
  readonly baseline: string;
  readonly unit: string;
  readonly betterIs: "higher" | "lower";
  /** Why it cannot run on this machine; undefined when it can. Left out where it runs everywhere. */
  readonly skip?: () => string | undefined;
  /** Takes both measurements; `ours` and `baseline` are in `unit`. */
  readonly measure: (scale: number) => Promise<BenchNumbers>;
}

export interface BenchNumbers {
  readonly ours: number;
  readonly baseline: number;
  /** Anything else worth keeping, for example `peakMemoryMb`. */
  readonly details: Readonly<Record<string, number>>;
  /** What was not as it should be, in words: one line for each case. */
  readonly misses?: readonly string[];
}
