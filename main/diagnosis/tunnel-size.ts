import type { AddressFamily } from "../model/ports/udp.ts";
import type { TunnelType } from "../model/vpn-profile.ts";
import { type EspSuite, outerPacketBytes, type Tunnel, type TunnelMtu, tunnelMtu } from "../probes/tunnel-mtu.ts";

/** The longer of the two suites that most tunnels use, so that a recommended size fits whatever was negotiated. */
const largerSuite: EspSuite = "aes-cbc-sha256";
/** The shorter one, so that a path is called too small only when no usual suite fits. */
const smallerSuite: EspSuite = "aes-cbc-sha1";

/** Windows, macOS and pppd's usual options set 1400; WireGuard's own default is 1420. */
const usualMtuBytes: Readonly<Record<Tunnel["kind"], number>> = {
  "l2tp-ipsec": 1400,
  ikev2: 1400,
  openvpn: 1400,
  wireguard: 1420,
};

/** What fits in one piece through a tunnel of this type over a path of this MTU. */
export function recommendedMtu(type: TunnelType, family: AddressFamily, pathMtuBytes: number): TunnelMtu {
  return tunnelMtu(tunnelOf(type, largerSuite), family, pathMtuBytes);
}

/**
 * What a path must carry for the tunnel's largest packets, in bytes: those of `innerBytes` where it is set, else of the
 * usual size. Counted over IPv4: over IPv6 the usual sizes exceed even Ethernet, and systems shrink them by themselves.
 */
export function requiredPathMtuBytes(type: TunnelType, innerBytes: number | undefined): number {
  const tunnel = tunnelOf(type, smallerSuite);
  return outerPacketBytes(tunnel, "ipv4", innerBytes ?? usualMtuBytes[tunnel.kind]);
}

/** L2TP/IPsec needs the most room, so it stands for what is not known. */
function tunnelOf(type: TunnelType, suite: EspSuite): Tunnel {
  switch (type) {
    case "wireguard":
    case "openvpn":
      return { kind: type };
    case "ikev1":
    case "ikev2":
      return { kind: "ikev2", suite };
    case "l2tp-ipsec":
    case "pptp":
    case "unknown":
      return { kind: "l2tp-ipsec", suite };
  }
}
