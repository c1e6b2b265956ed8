import ipaddr from "ipaddr.js";
import type { Conntrack, NetworkInterface, NetworkSnapshot } from "../model/network.ts";
import { classifyAddress } from "./address-class.ts";
import { interfaceKind } from "./interface-kind.ts";

/** An interface as the system lists it. */
export interface RawInterface {
  readonly name: string;
  readonly internal: boolean;
  readonly up: boolean;
  readonly linkKind?: string | undefined;
  readonly mtuBytes?: number | undefined;
  readonly addresses: readonly { readonly address: string; readonly prefixLength: number }[];
}

/** Everything that was read of this machine's network, before it is sorted and named. */
export interface RawNetwork {
  readonly takenAtMs: number;
  readonly interfaces: readonly RawInterface[];
  readonly defaultRoutes: NetworkSnapshot["defaultRoutes"];
  readonly dnsServers: readonly string[];
  readonly wifi: NetworkSnapshot["wifi"];
  readonly conntrack?: Conntrack | undefined;
  readonly notes: readonly string[];
}

/** A metric that is absent is the kernel's 0, which is the most preferred. */
const byPreference = (a: { metric?: number | undefined }, b: { metric?: number | undefined }) =>
  (a.metric ?? 0) - (b.metric ?? 0);

/**
 * Makes the snapshot: interfaces by name, each with its kind and its addresses classified; default routes by metric, the
 * one in use first. Addresses that are no addresses, and prefixes that do not fit, are left out and noted.
 */
export function networkSnapshot(raw: RawNetwork): NetworkSnapshot {
  const wireless = new Set(raw.wifi.map((connection) => connection.interfaceName));
  const notes = [...raw.notes];
  const interfaces = raw.interfaces
    .map((entry): NetworkInterface => {
      const addresses = entry.addresses.flatMap((address) => {
        const known = interfaceAddress(address);
        if (known === null) notes.push(`Interface ${entry.name} reports an address that is none: ${address.address}.`);
        return known ?? [];
      });
      const mtuBytes = positiveInteger(entry.mtuBytes);
      return {
        name: entry.name,
        kind: interfaceKind({
          name: entry.name,
          internal: entry.internal,
          wireless: wireless.has(entry.name),
          ...(entry.linkKind === undefined ? {} : { linkKind: entry.linkKind }),
        }),
        up: entry.up,
        ...(mtuBytes === undefined ? {} : { mtuBytes }),
        addresses,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    takenAt: new Date(raw.takenAtMs).toISOString(),
    interfaces,
    defaultRoutes: [...raw.defaultRoutes].sort(byPreference),
    dnsServers: [...new Set(raw.dnsServers)],
    wifi: [...raw.wifi],
    ...(raw.conntrack === undefined ? {} : { conntrack: raw.conntrack }),
    notes,
  };
}

function interfaceAddress(raw: RawInterface["addresses"][number]): NetworkInterface["addresses"][number] | null {
  const addressClass = classifyAddress(raw.address);
  if (addressClass === "invalid") return null;
  const family = ipaddr.parse(raw.address).kind();
  const longestPrefix = family === "ipv4" ? 32 : 128;
  if (!Number.isInteger(raw.prefixLength) || raw.prefixLength < 0 || raw.prefixLength > longestPrefix) return null;
  return { address: raw.address, family, prefixLength: raw.prefixLength, addressClass };
}

const positiveInteger = (value: number | undefined) =>
  value !== undefined && Number.isInteger(value) && value > 0 ? value : undefined;
