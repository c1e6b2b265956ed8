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
  ].map((difference) => ({ at: after.takenAt, ...difference }));
}

function routeDifferences(before: NetworkSnapshot, after: NetworkSnapshot): readonly Difference[] {
  return (["ipv4", "ipv6"] as const).flatMap((family): readonly Difference[] => {
    const was = before.defaultRoutes.find((route) => route.family === family);
    const is = after.defaultRoutes.find((route) => route.family === family);
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
      return [{ reason: isUp ? up : down, detail: `Interface ${name} went ${isUp ? "up" : "down"}.` }];
    }
    const from = addressList(was);
    const to = addressList(is);
    // An interface that is down carries nothing, so its addresses move no tunnel.
    return isUp && from !== to
      ? [{ reason: "address-changed", detail: `Addresses of ${name}: ${from} -> ${to}.` }]
      : [];
  });
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

function wifiDifferences(before: NetworkSnapshot, after: NetworkSnapshot): readonly Difference[] {
  return after.wifi.flatMap((is): readonly Difference[] => {
    const was = before.wifi.find((connection) => connection.interfaceName === is.interfaceName);
    // Joining a network for the first time is a link going up, which is named already.
    if (was === undefined) return [];
    if (was.ssid !== is.ssid) {
      return [{ reason: "ssid-changed", detail: `Wi-Fi network on ${is.interfaceName}: ${was.ssid} -> ${is.ssid}.` }];
    }
    if (was.bssid === undefined || is.bssid === undefined || was.bssid === is.bssid) return [];
    const detail = `Wi-Fi access point on ${is.interfaceName}: ${was.bssid} -> ${is.bssid}.`;
    return [{ reason: "bssid-changed", detail }];
  });
}
