import type { NetworkInterface } from "../model/network.ts";

export type InterfaceKind = NetworkInterface["kind"];

/** What the system itself says about an interface, beside its name. */
export interface InterfaceHints {
  readonly name: string;
  /** Whether the system calls it internal (loopback). */
  readonly internal: boolean;
  /** Whether the system lists it among its Wi-Fi interfaces. */
  readonly wireless: boolean;
  /** The link type as the system names it, for example `wireguard`, `tun`, `bridge`, `ether`, `ppp`. */
  readonly linkKind?: string;
}

const kindByLink: ReadonlyMap<string, InterfaceKind> = new Map<string, InterfaceKind>([
  ["loopback", "loopback"],
  ...["wireguard", "tun", "tap", "ppp", "xfrm", "vti", "vti6", "gre", "sit", "ipip", "l2tp", "none"].map(
    (link): [string, InterfaceKind] => [link, "tunnel"],
  ),
  ...["bridge", "veth", "dummy", "ifb", "macvlan", "ipvlan", "vxlan", "bond"].map((link): [string, InterfaceKind] => [
    link,
    "virtual",
  ]),
]);

/*
 * Interface names, most specific first. Linux names: systemd.net-naming-scheme(7); macOS: utun and ipsec are tunnels,
 * awdl, llw and anpi belong to AirDrop and accessories; Windows: the adapters' English names and those VPN products set.
 */
const kindByName: readonly (readonly [RegExp, InterfaceKind])[] = [
  [/^lo\d*$|loopback/iu, "loopback"],
  [/^(tun|tap|utun|ppp|wg|ipsec|xfrm|vti|l2tp|gpd|cscotun|nordlynx|proton|tailscale|zt)/iu, "tunnel"],
  [/vpn|wireguard|openvpn|tap-windows|wintun|wan miniport/iu, "tunnel"],
  [/^(wwan|wwp|wwx|rmnet|pdp_ip)|mobile|cellular/iu, "mobile"],
  [/^(wl|wlan|ath|ra\d)|wi-?fi|wireless/iu, "wifi"],
  [/^(docker|br-|bridge|virbr|veth|vmnet|vbox|vnet|ifb|dummy|awdl|llw|anpi|ap\d)|vethernet|virtual/iu, "virtual"],
  [/^(eth|en|em\d|usb)|ethernet/iu, "wired"],
];

/** Decides what an interface is: by what the system says about it, else by its name. */
export function interfaceKind(hints: InterfaceHints): InterfaceKind {
  if (hints.internal) return "loopback";
  if (hints.wireless) return "wifi";
  const byLink = hints.linkKind === undefined ? undefined : kindByLink.get(hints.linkKind);
  return byLink ?? kindByName.find(([pattern]) => pattern.test(hints.name))?.[1] ?? "unknown";
}
