import ipaddr from "ipaddr.js";
import type { Facts } from "./facts.ts";
import { profileInQuestion } from "./tunnel.ts";

export interface Overlap {
  /** The network that this computer is in. */
  readonly here: string;
  /** The network that the tunnel is for. */
  readonly behindTunnel: string;
  /** Where the second one stands. */
  readonly from: string;
}

type Network = readonly [ReturnType<typeof ipaddr.parse>, number];

/** Where the kinds of profile keep what goes into the tunnel. */
const networkSettings = ["remote_ts", "rightsubnet", "AllowedIPs", "allowed-ips"];
/** Larger ones are halves of the Internet, by which a tunnel takes everything and means no network of its own. */
const shortestPrefix = 8;

/** Networks behind the tunnel whose addresses this computer's own network uses as well; packets to them take one way only. */
export function overlappingNetworks(facts: Facts): readonly Overlap[] {
  const { interfaces, defaultRoutes } = facts.observations.network;
  const outward = new Set(defaultRoutes.map(({ interfaceName }) => interfaceName));
  const cidrOf = ({ address, prefixLength }: { readonly address: string; readonly prefixLength: number }): string =>
    `${address}/${prefixLength}`;
  const here = interfaces
    .filter(({ name, kind, up }) => up && outward.has(name) && kind !== "tunnel" && kind !== "loopback")
    .flatMap(({ addresses }) => addresses.filter(({ addressClass }) => addressClass !== "link-local").map(cidrOf));
  const profile = profileInQuestion(facts);
  const named = networkSettings
    .flatMap((setting) => profile?.settings[setting]?.split(/[\s,;]+/) ?? [])
    .map((text) => ({ text: text.replace(/\[.*$/, ""), from: `the VPN profile ${profile?.name ?? ""}` }));
  const held = interfaces
    .filter(({ kind, up }) => up && kind === "tunnel")
    .flatMap(({ name, addresses }) => addresses.map((entry) => ({ text: cidrOf(entry), from: `the tunnel ${name}` })));
  return here.flatMap((local) =>
    [...named, ...held]
      .filter(({ text }) => overlap(networkOf(local), networkOf(text)))
      .map(({ text, from }) => ({ here: local, behindTunnel: text, from })),
  );
}

/** A network of more than one address, and of less than most; null for anything else. */
function networkOf(text: string): Network | null {
  if (!ipaddr.isValidCIDR(text)) return null;
  const [address, prefixLength] = ipaddr.parseCIDR(text);
  const isNetwork = prefixLength >= shortestPrefix && prefixLength < (address.kind() === "ipv4" ? 32 : 128);
  return isNetwork ? [address, prefixLength] : null;
}

function overlap(left: Network | null, right: Network | null): boolean {
  if (left === null || left[0].kind() !== right?.[0].kind()) return false;
  return left[0].match([right[0], Math.min(left[1], right[1])]);
}
