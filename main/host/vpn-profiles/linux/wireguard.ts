import type { VpnProfile } from "../../../model/vpn-profile.ts";
import { parseKeyfile, valueOf } from "../keyfile.ts";
import { gatewayProperty, hostOfEndpoint, pickSettings } from "../profile-parts.ts";

/** Settings of wg(8) and wg-quick(8) that matter for drops; PrivateKey and PresharedKey are not among them. */
const wanted: ReadonlySet<string> = new Set(["Endpoint", "PersistentKeepalive", "AllowedIPs", "MTU", "DNS", "Table"]);

/** Reads a wg-quick configuration: one profile per peer, as every peer is a gateway of its own. */
export function parseWireguardConf(text: string, name: string, origin: string): readonly VpnProfile[] {
  const sections = parseKeyfile(text);
  const device = sections.filter((section) => section.name === "Interface").flatMap(({ entries }) => entries);
  const peers = sections.filter((section) => section.name === "Peer");
  return peers.map(({ entries }, position) => ({
    name: peers.length === 1 ? name : `${name} (peer ${position + 1})`,
    type: "wireguard",
    ...gatewayProperty(hostOfEndpoint(valueOf(entries, "Endpoint") ?? "")),
    origin,
    settings: pickSettings([...device, ...entries], wanted),
  }));
}
