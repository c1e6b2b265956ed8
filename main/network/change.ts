import type { NetworkChange } from "../model/network-change.ts";
import type { NetworkInterface, NetworkSnapshot } from "../model/network.ts";

type Difference = Omit<NetworkChange, "at">;

/**
 * Names what differs between two snapshots of the same machine, dated at the later one. Only what could move or cut a
 * tunnel is named: interface flags, MTU, metrics and the order of lists are no change by themselves.
 */
export function networkChanges(before: NetworkSnapshot, after: NetworkSnapshot): readonly NetworkChange[] {
  return [
    ...routeDifferences(before, after),
    ...interfaceDifferences(before, after),
    ...dnsDifferences(before, after),
    ...wifiDifferences(before, after),
    ...meteredDifferences(before, after),
  ].map((difference) => ({ at: after.takenAt, ...difference }));
}

function routeDifferences(before: NetworkSnapshot, after: NetworkSnapshot): readonly Difference[] {
  return (["ipv4", "ipv6"] as const).flatMap((family): readonly Difference[] => {
    const was = underlyingRoute(before, family);
    const is = underlyingRoute(after, family);
    if (was === "hidden" || is === "hidden") return [];
    if (was?.interfaceName !== is?.interfaceName) {
      const from = was?.interfaceName ?? "none";
      const to = is?.interfaceName ?? "none";
      return [{ reason: "default-interface-changed", detail: `Default ${family} interface: ${from} -> ${to}.` }];
    }
    if (was?.gatewayAddress === is?.gatewayAddress) return [];
    const detail = `Default ${family} gateway: ${was?.gatewayAddress ?? "none"} -> ${is?.gatewayAddress ?? "none"}.`;
    return [{ reason: "gateway-changed", detail }];
  });
}

/**
 * The default route below any tunnel: one that leads into a tunnel comes and goes with it, and moves nothing under it.
 * `hidden` where the tunnel has taken the place of the only one.
 */
function underlyingRoute({ defaultRoutes, interfaces }: NetworkSnapshot, family: "ipv4" | "ipv6") {
  const tunnels = new Set(interfaces.filter(({ kind }) => kind === "tunnel").map(({ name }) => name));
  const routes = defaultRoutes.filter((route) => route.family === family);
  const below = routes.find(({ interfaceName }) => !tunnels.has(interfaceName));
  return below ?? (routes.length > 0 ? "hidden" : undefined);
}

function interfaceDifferences(before: NetworkSnapshot, after: NetworkSnapshot): readonly Difference[] {
  const names = new Set([...before.interfaces, ...after.interfaces].map((entry) => entry.name));
  return [...names].sort().flatMap((name): readonly Difference[] => {
    const was = before.interfaces.find((entry) => entry.name === name);
    const is = after.interfaces.find((entry) => entry.name === name);
    const kind = is?.kind ?? was?.kind;
    if (kind === "loopback") return [];
    const wasUp = was?.up ?? false;
    const isUp = is?.up ?? false;
    if (wasUp !== isUp) {
      const [up, down] =
        kind === "tunnel" ? (["vpn-interface-up", "vpn-interface-down"] as const) : (["link-up", "link-down"] as const);
      const detail = `Interface ${name} went ${isUp ? "up" : "down"}.`;
      return [{ reason: isUp ? up : down, detail, interfaceName: name }];
    }
    const from = addressList(was);
    const to = addressList(is);
    // An interface that is down carries nothing, so its addresses move no tunnel.
    if (!isUp || from === to) return [];
    const [old, current] = [bareAddresses(was), bareAddresses(is)];
    const addresses = [
      ...old.filter((address) => !current.includes(address)),
      ...current.filter((address) => !old.includes(address)),
    ];
    const detail = `Addresses of ${name}: ${from} -> ${to}.`;
    return [{ reason: "address-changed", detail, interfaceName: name, addresses }];
  });
}

function bareAddresses(entry: NetworkInterface | undefined): readonly string[] {
  return (entry?.addresses ?? []).map(({ address }) => address);
}

/** Link-local addresses come and go with the link and carry no tunnel. */
function addressList(entry: NetworkInterface | undefined): string {
  const addresses = (entry?.addresses ?? [])
    .filter((address) => address.addressClass !== "link-local")
    .map((address) => `${address.address}/${address.prefixLength}`);
  return addresses.length === 0 ? "none" : addresses.sort().join(", ");
}

function dnsDifferences(before: NetworkSnapshot, after: NetworkSnapshot): readonly Difference[] {
  const [from, to] = [before, after].map((snapshot) => [...snapshot.dnsServers].sort().join(", ") || "none");
  return from === to ? [] : [{ reason: "dns-changed", detail: `DNS servers: ${from ?? ""} -> ${to ?? ""}.` }];
}

/** Below this Wi-Fi loses and repeats packets; phones and laptops look for another access point at about -75 dBm. */
const weakSignalDbm = -75;

function wifiDifferences(before: NetworkSnapshot, after: NetworkSnapshot): readonly Difference[] {
  return after.wifi.flatMap((is): readonly Difference[] => {
    const { interfaceName } = is;
    const was = before.wifi.find((connection) => connection.interfaceName === interfaceName);
    // Joining a network for the first time is a link going up, which is named already.
    if (was === undefined) return [];
    if (was.ssid !== is.ssid) {
      const detail = `Wi-Fi network on ${interfaceName}: ${was.ssid} -> ${is.ssid}.`;
      return [{ reason: "ssid-changed", detail, interfaceName }];
    }
    if (was.bssid !== undefined && is.bssid !== undefined && was.bssid !== is.bssid) {
      const detail = `Wi-Fi access point on ${interfaceName}: ${was.bssid} -> ${is.bssid}.`;
      return [{ reason: "bssid-changed", detail, interfaceName }];
    }
    if (was.signalDbm === undefined || is.signalDbm === undefined) return [];
    const isWeak = is.signalDbm < weakSignalDbm;
    if (was.signalDbm < weakSignalDbm === isWeak) return [];
    const detail = `Wi-Fi signal on ${interfaceName} became ${isWeak ? "weak" : "good"}: ${was.signalDbm} -> ${is.signalDbm} dBm.`;
    return [{ reason: "signal-changed", detail, interfaceName }];
  });
}

/** Only what was read both times differs. */
function meteredDifferences(
  { metered: was }: NetworkSnapshot,
  { metered: is }: NetworkSnapshot,
): readonly Difference[] {
  if (was === undefined || is === undefined) return [];
  return [...new Set([...was, ...is])].sort().flatMap((interfaceName): readonly Difference[] => {
    const isMetered = is.includes(interfaceName);
    if (was.includes(interfaceName) === isMetered) return [];
    const detail = `Traffic on ${interfaceName} is ${isMetered ? "now" : "no longer"} taken for expensive.`;
    return [{ reason: "metered-changed", detail, interfaceName }];
  });
}
