import type { TunnelType, VpnProfile } from "../../../model/vpn-profile.ts";
import { parseKeyfile, valueOf, type KeyfileSection } from "../keyfile.ts";
import { gatewayProperty, hostOfEndpoint, pickSettings } from "../profile-parts.ts";

type Entries = KeyfileSection["entries"];

interface Plugin {
  readonly type: TunnelType;
  /** The key of `vpn.data` that names the gateway. */
  readonly gatewayKey: string;
}

/** VPN plugins by the last word of their D-Bus service name. */
const plugins: ReadonlyMap<string, Plugin> = new Map<string, Plugin>([
  ["l2tp", { type: "l2tp-ipsec", gatewayKey: "gateway" }],
  ["strongswan", { type: "ikev2", gatewayKey: "address" }],
  ["libreswan", { type: "ikev1", gatewayKey: "right" }],
  ["openswan", { type: "ikev1", gatewayKey: "right" }],
  ["vpnc", { type: "ikev1", gatewayKey: "IPSec gateway" }],
  ["openvpn", { type: "openvpn", gatewayKey: "remote" }],
  ["pptp", { type: "pptp", gatewayKey: "gateway" }],
]);

/** Keys of the plugins' `vpn.data` that matter for drops. Passwords and keys have other names and stay out. */
const wanted: ReadonlySet<string> = new Set([
  ...["ipsec-enabled", "ipsec-ike", "ipsec-esp", "ipsec-forceencaps", "ipsec-ikelifetime", "ipsec-salifetime"],
  ...["ipsec-daemon", "ipsec-pfs", "machine-auth-type", "mtu", "mru", "lcp-echo-failure", "lcp-echo-interval"],
  ...["no-vj-comp", "refuse-eap", "ephemeral-port", "encap", "ipcomp", "virtual", "proposal", "method"],
  ...["ike", "esp", "ikev2", "ikelifetime", "salifetime", "rekey", "dpddelay", "dpdtimeout", "dpdaction", "mobike"],
  ...["fragmentation", "remote", "port", "proto-tcp", "ping", "ping-restart", "ping-exit", "reneg-seconds"],
  ...["tunnel-mtu", "fragment-size", "mssfix", "float", "NAT Traversal Mode", "DPD idle timeout (our side)"],
]);

/** Reads a `.nmconnection` file; a connection that is no VPN gives no profile. `[vpn-secrets]` is never looked at. */
export function parseNetworkManagerFile(text: string, origin: string): readonly VpnProfile[] {
  const sections = parseKeyfile(text);
  const entriesOf = (name: string) => sections.find((section) => section.name === name)?.entries ?? [];
  const connection = entriesOf("connection");
  const name = valueOf(connection, "id") ?? origin;
  const type = valueOf(connection, "type");
  if (type === "vpn") return [vpnProfile(name, entriesOf("vpn"), origin)];
  if (type !== "wireguard") return [];
  const peers = sections.filter((section) => section.name.startsWith("wireguard-peer."));
  const ofPeers = peers.flatMap((peer) => peer.entries);
  return [wireguardProfile(name, entriesOf("wireguard"), ofPeers, origin)];
}

/** What `nmcli -t -f NAME,TYPE,UUID connection show` lists: the connections that may be VPNs. */
export function parseNmcliConnections(
  text: string,
): readonly { readonly name: string; readonly type: string; readonly uuid: string }[] {
  return text.split("\n").flatMap((line) => {
    const [name, type, uuid] = splitTerse(line);
    if (name === undefined || type === undefined || !/^[0-9a-f-]{36}$/u.test(uuid ?? "")) return [];
    return type === "vpn" || type === "wireguard" ? [{ name, type, uuid: uuid ?? "" }] : [];
  });
}

/** Reads `nmcli -t -f vpn.data,vpn.service-type connection show UUID`. */
export function parseNmcliVpn(text: string, name: string): VpnProfile {
  const fields = new Map(
    text.split("\n").map((line): [string, string] => {
      const [key = "", ...rest] = splitTerse(line);
      return [key, rest.join(":")];
    }),
  );
  const service: Entries = [["service-type", fields.get("vpn.service-type") ?? ""]];
  const data = (fields.get("vpn.data") ?? "").split(/, (?=[\w -]+ = )/u).map((pair): [string, string] => {
    const [key = "", ...value] = pair.split(" = ");
    return [key.trim(), value.join(" = ").trim().replace(/,$/u, "")];
  });
  return vpnProfile(name, [...service, ...data], "NetworkManager");
}

/** nmcli's terse form separates by `:` and writes `\:` for one inside a value. */
function splitTerse(line: string): readonly string[] {
  return line.split(/(?<!\\):/u).map((field) => field.replaceAll(/\\([:\\])/gu, "$1"));
}

function vpnProfile(name: string, vpn: Entries, origin: string): VpnProfile {
  const service = valueOf(vpn, "service-type")?.split(".").at(-1) ?? "";
  const plugin = plugins.get(service);
  // OpenVPN's `remote` may hold several gateways, each `host:port:proto`.
  const gateway = plugin === undefined ? "" : (valueOf(vpn, plugin.gatewayKey)?.split(/[\s,]+/u, 1)[0] ?? "");
  return {
    name,
    type: plugin?.type ?? "unknown",
    ...gatewayProperty(hostOfEndpoint(gateway)),
    origin,
    settings: pickSettings(vpn, wanted),
  };
}

const wireguardWanted: ReadonlySet<string> = new Set(["endpoint", "persistent-keepalive", "mtu", "allowed-ips"]);

function wireguardProfile(name: string, device: Entries, peers: Entries, origin: string): VpnProfile {
  return {
    name,
    type: "wireguard",
    ...gatewayProperty(hostOfEndpoint(valueOf(peers, "endpoint") ?? "")),
    origin,
    settings: pickSettings([...device, ...peers], wireguardWanted),
  };
}
