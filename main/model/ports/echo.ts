import type { Outcome } from "../failure.ts";

export interface EchoResult {
  readonly sent: number;
  readonly received: number;
  readonly roundTripMs: readonly number[];
}

export interface Echo {
  /** Sends `count` ICMP echo requests; no answer is a result, not a failure. */
  readonly ping: (
    address: string,
    count: number,
    timeoutMs: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<EchoResult>>;
  /**
   * One ICMP echo request that makes an IP packet of `sizeBytes`, with the don't-fragment bit where wanted. `too-big`: the
   * system or a router said so; `silent`: nothing came within `timeoutMs`.
   */
  readonly pingWithSize: (
    address: string,
    size: { readonly sizeBytes: number; readonly dontFragment: boolean },
    timeoutMs: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<"answered" | "silent" | "too-big">>;
  /**
   * The router at which an echo request ends that goes `ttl` hops, or the target itself; null where nobody says so within
   * `timeoutMs`. Missing where nobody can ask.
   */
  readonly hopAt?: (
    address: string,
    ttl: number,
    timeoutMs: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<string | null>>;
}
