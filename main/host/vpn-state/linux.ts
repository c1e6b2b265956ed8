import type { TunnelReport } from "../../model/vpn-state.ts";
import { parseViciText, viciList, viciSections, viciValue, type ViciSection } from "./vici-text.ts";
import type { TunnelSource } from "./tunnel-source.ts";
import type { TunnelType } from "../../model/vpn-profile.ts";

/** States in which keys are in use (strongSwan src/libcharon/sa/ike_sa.c and child_sa.c, the enum names). */
const ikeStatesUp: ReadonlySet<string> = new Set(["ESTABLISHED", "REKEYING"]);
const childStatesUp: ReadonlySet<string> = new Set(["INSTALLED", "UPDATING", "REKEYING", "REKEYED"]);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Reads `swanctl --list-sas --raw`: one event for each IKE_SA. Those without a CHILD_SA in use carry nothing. */
export function parseStrongswanSas(printed: string): readonly TunnelReport[] {
  return printed.split("\n").flatMap((line) => {
    const message = /^list-sa event \{(.*)\}\s*$/u.exec(line)?.[1];
    const read = message === undefined ? null : parseViciText(message);
    return read === null ? [] : viciSections(read).flatMap(([name, sa]) => reportOfSa(name, sa) ?? []);
  });
}

function reportOfSa(connection: string, sa: ViciSection): TunnelReport | null {
  if (!ikeStatesUp.has(viciValue(sa, "state") ?? "")) return null;
  const children = viciSections(sa)
    .filter(([name]) => name === "child-sas")
    .flatMap(([, all]) => viciSections(all).map(([, child]) => child))
    .filter((child) => childStatesUp.has(viciValue(child, "state") ?? ""));
  const server = viciValue(sa, "remote-host");
  if (children.length === 0) return null;
  const bytes = (name: string): number => sum(children.map((child) => Number(viciValue(child, name)) || 0));
  // Transport mode carries L2TP, whose PPP has the address and the traffic.
  const isTransport = children.every((child) => viciValue(child, "mode") === "TRANSPORT");
  return {
    connection,
    type: isTransport ? "l2tp-ipsec" : viciValue(sa, "version") === "2" ? "ikev2" : "ikev1",
    ...(server === undefined ? {} : { server }),
    insideAddresses: viciList(sa, "local-vips"),
    receivedBytes: bytes("bytes-in"),
    sentBytes: bytes("bytes-out"),
  };
}

const vpnServices: ReadonlyMap<string, TunnelType> = new Map<string, TunnelType>([
  ["l2tp", "l2tp-ipsec"],
  ["libreswan", "ikev1"],
  ["openvpn", "openvpn"],
  ["pptp", "pptp"],
  ["strongswan", "ikev2"],
  ["wireguard", "wireguard"],
]);

/** The kinds of connection that `nmcli` lists as what is a VPN (nm-setting-connection). */
const vpnKinds: ReadonlySet<string> = new Set(["vpn", "wireguard"]);

/** Reads `nmcli -t -f UUID,TYPE connection show --active`: the VPNs among what is up. */
export function parseActiveVpns(printed: string): readonly string[] {
  return printed.split("\n").flatMap((line) => {
    const [uuid = "", type = ""] = line.split(":");
    return vpnKinds.has(type) && /^[\da-f-]{36}$/u.test(uuid) ? [uuid] : [];
  });
}

/**
 * Reads `nmcli -t -f connection.id,connection.type,GENERAL,IP4.ADDRESS,IP6.ADDRESS,VPN connection show uuid …`, one or more
 * at once: `VPN.GATEWAY` is what the plug-in calls its gateway, `VPN.TYPE` the plug-in. The device of a VPN is the one below
 * it, so that its own is known by its address.
 */
export function parseVpnDetails(printed: string): readonly TunnelReport[] {
  const blocks = printed.split(/^(?=connection\.id:)/mu);
  return blocks.flatMap((block) => {
    const lines = block.split("\n").flatMap((line) => {
      const [, name, value] = /^([\w.-]+(?:\[\d+\])?):(.*)$/u.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value.replaceAll(/\\([\\:])/gu, "$1")] as const];
    });
    const one = (name: string): string | undefined => lines.find(([key, value]) => key === name && value !== "")?.[1];
    const connection = one("connection.id");
    if (connection === undefined || one("GENERAL.STATE") !== "activated") return [];
    const isWireguard = one("connection.type") === "wireguard";
    const device = one("GENERAL.DEVICES");
    const server = one("VPN.GATEWAY");
    return [
      {
        connection,
        type: isWireguard
          ? "wireguard"
          : (vpnServices.get((one("VPN.TYPE") ?? "").split(".").at(-1) ?? "") ?? "unknown"),
        ...(server === undefined ? {} : { server }),
        ...(isWireguard && device !== undefined ? { interfaceName: device } : {}),
        insideAddresses: lines.flatMap(([name, value]) =>
          /^IP[46]\.ADDRESS\[/u.test(name) ? [value.split("/")[0] ?? ""] : [],
        ),
      },
    ];
  });
}

/**
 * Reads `wg show all endpoints`: interface, key of the peer, endpoint. The keys of this side, which `dump` would print, are
 * not asked for. An interface is a tunnel to the peer with an endpoint.
 */
export function parseWireguardEndpoints(printed: string): readonly TunnelReport[] {
  return printed.split("\n").flatMap((line) => {
    const [interfaceName = "", , endpoint = ""] = line.split("\t");
    const server = /^\[?([\da-f.:]+?)\]?:\d+$/iu.exec(endpoint)?.[1];
    if (interfaceName === "" || server === undefined) return [];
    return [{ connection: interfaceName, type: "wireguard", server, interfaceName, insideAddresses: [] }];
  });
}

const detailFields = "connection.id,connection.type,GENERAL,IP4.ADDRESS,IP6.ADDRESS,VPN";

/** Who tells of tunnels on Linux: NetworkManager to everybody, strongSwan and WireGuard to root only. */
export const linuxTunnelSources: readonly TunnelSource[] = [
  async (ask) => {
    const active = await ask("nmcli", ["-t", "-f", "UUID,TYPE", "connection", "show", "--active"]);
    const uuids = parseActiveVpns(active);
    if (uuids.length === 0) return [];
    return parseVpnDetails(await ask("nmcli", ["-t", "-f", detailFields, "connection", "show", ...uuids]));
  },
  async (ask) => parseStrongswanSas(await ask("swanctl", ["--list-sas", "--raw"])),
  async (ask) => parseWireguardEndpoints(await ask("wg", ["show", "all", "endpoints"])),
];
