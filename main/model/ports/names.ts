import type { Outcome } from "../failure.ts";
import type { AddressFamily } from "./udp.ts";

export interface ResolvedHost {
  readonly addresses: readonly { readonly address: string; readonly family: AddressFamily }[];
  readonly durationMs: number;
}

export interface NameResolver {
  /** `name-not-resolved` when the name does not exist, `timed-out` when no server answered. */
  readonly resolve: (host: string, timeoutMs: number, signal?: AbortSignal) => Promise<Outcome<ResolvedHost>>;
}
