import type { Client } from "../client.ts";
import type { Outcome } from "../failure.ts";
import type { NetworkSnapshot } from "../network.ts";
import type { VpnProfilesFound } from "../vpn-profile.ts";

export interface Machine {
  readonly client: (signal?: AbortSignal) => Promise<Client>;
  readonly network: (signal?: AbortSignal) => Promise<NetworkSnapshot>;
  readonly profiles: (signal?: AbortSignal) => Promise<VpnProfilesFound>;
  /** Errors that the kernel's IPsec counts since it started (Linux); missing where nobody counts. */
  readonly ipsecErrors?: (signal?: AbortSignal) => Promise<Readonly<Record<string, number>>>;
  /** The address and MTU that the system would use towards `address`. */
  readonly route: (address: string, signal?: AbortSignal) => Promise<Outcome<RouteToHost>>;
}

export interface RouteToHost {
  readonly interfaceName: string;
  readonly sourceAddress?: string;
  readonly gatewayAddress?: string;
  /** MTU of that interface. */
  readonly linkMtuBytes?: number;
  /** A path MTU that the system has learned before, from an earlier "packet too big". */
  readonly cachedPathMtuBytes?: number;
}
