import type { NetworkSnapshot } from "../network.ts";
import type { TunnelCounters, TunnelReport } from "../vpn-state.ts";

/** Says that the network of this machine may have changed, and reads what a change would show in, cheaply. */
export interface NetworkWatcher {
  /**
   * Calls `tell` whenever the system says that something changed, until `signal` aborts. What it was, `network` tells.
   * `tellWhy` hears what the system does not tell of by itself, and what is done instead: one sentence for people each time.
   */
  readonly hints: (tell: () => void, signal: AbortSignal, tellWhy: (reason: string) => void) => Promise<void>;
  /** Interfaces, default routes and name servers now; Wi-Fi as it was read last. */
  readonly network: (signal?: AbortSignal) => Promise<NetworkSnapshot>;
  /** Reads what asks other programs again: Wi-Fi and what is metered. */
  readonly refresh: (signal?: AbortSignal) => Promise<void>;
  /** How often to read the network where no hint comes. */
  readonly pollMs: number;
  /** What each of these interfaces has carried; those that nobody counts are left out. */
  readonly counters: (interfaceNames: readonly string[]) => Promise<readonly TunnelCounters[]>;
  /**
   * The tunnels that the system and its VPN daemons say are up, as far as this user may ask; null where an answer did not
   * come in time. It starts programs, so that it is not for every look. Missing where nobody can be asked.
   */
  readonly tunnels?: (signal?: AbortSignal) => Promise<readonly TunnelReport[] | null>;
}
