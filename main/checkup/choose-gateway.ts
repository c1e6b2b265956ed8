import type { VpnProfile } from "../model/vpn-profile.ts";

/** The gateway that a check without one is about: the first profile that names one, remote-access types first. */
export function chooseGateway(profiles: readonly VpnProfile[]): string | undefined {
  const order: readonly VpnProfile["type"][] = [
    "l2tp-ipsec",
    "ikev2",
    "ikev1",
    "wireguard",
    "openvpn",
    "pptp",
    "unknown",
  ];
  return profiles
    .filter((profile) => profile.gateway !== undefined)
    .toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type))[0]?.gateway;
}
