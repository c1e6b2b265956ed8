import type { Measurement } from "../model/measurement.ts";
import type { AddressFamily } from "../model/ports/udp.ts";
import type { TunnelType } from "../model/vpn-profile.ts";
import { measured } from "../probes/measured.ts";
import { type EspSuite, type Tunnel, tunnelMtu } from "../probes/tunnel-mtu.ts";

interface NamedTunnel {
  readonly name: string;
  readonly tunnel: Tunnel;
  /** The profiles that it stands for. */
  readonly types: readonly TunnelType[];
}

/** The one that leaves least first: what fits there fits whatever was negotiated. */
const suites: readonly (readonly [EspSuite, string])[] = [
  ["aes-cbc-sha256", "AES-CBC with SHA-256"],
  ["aes-cbc-sha1", "AES-CBC with SHA-1"],
  ["aes-gcm", "AES-GCM"],
];

const tunnels: readonly NamedTunnel[] = [
  ...suites.map(([suite, name]): NamedTunnel => ({
    name: `L2TP/IPsec, ${name}`,
    tunnel: { kind: "l2tp-ipsec", suite },
    types: ["l2tp-ipsec"],
  })),
  ...suites.map(([suite, name]): NamedTunnel => ({
    name: `IPsec tunnel (IKEv1 or IKEv2), ${name}`,
    tunnel: { kind: "ikev2", suite },
    types: ["ikev1", "ikev2"],
  })),
  { name: "WireGuard", tunnel: { kind: "wireguard" }, types: ["wireguard"] },
  { name: "OpenVPN over UDP, AES-GCM", tunnel: { kind: "openvpn" }, types: ["openvpn"] },
];

/** IPv6 and TCP headers without options, in place of the IPv4 and TCP headers that `mssBytes` counts. */
const moreForIpv6Bytes = 20;

/**
 * What is left inside a tunnel over the path that was measured, as `tunnel-mtu` measurements, one for each kind of tunnel
 * and cipher; only those of the profile's kind where it is known. The smaller of the two ways counts. Nothing where the path
 * MTU is not known.
 */
export function tunnelSizes(
  measurements: readonly Measurement[],
  family: AddressFamily,
  type: TunnelType | undefined,
): readonly Measurement[] {
  const pathMtuBytes = Math.min(...measurements.flatMap(knownPathMtu));
  if (!Number.isFinite(pathMtuBytes)) return [];
  const ofType = tunnels.filter(({ types }) => type !== undefined && types.includes(type));
  return (ofType.length > 0 ? ofType : tunnels).map(({ name, tunnel }) => {
    const { mtuBytes, mssBytes } = tunnelMtu(tunnel, family, pathMtuBytes);
    const details = { mssBytes, mssIpv6Bytes: mssBytes - moreForIpv6Bytes, pathMtuBytes };
    return measured({ kind: "tunnel-mtu", method: "computed", target: name }, mtuBytes, { unit: "bytes", details });
  });
}

function knownPathMtu({ kind, outcome, value, details }: Measurement): readonly number[] {
  const isPathMtu = kind === "path-mtu" || (kind === "path-mtu-reverse" && details["atLeast"] !== true);
  return isPathMtu && outcome === "measured" && typeof value === "number" ? [value] : [];
}
