/** Wall time for stamps, monotonic time for durations; a jump between the two means sleep. */
export interface Clock {
  /** Ms since 1970 UTC. */
  readonly wallMs: () => number;
  /** Ms since any fixed moment; never goes back. */
  readonly monotonicMs: () => number;
  /** Resolves after `durationMs`, or at once when `signal` aborts. It never rejects. */
  readonly sleep: (durationMs: number, signal?: AbortSignal) => Promise<void>;
}
