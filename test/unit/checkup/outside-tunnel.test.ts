import { describe, expect, it } from "vitest";
import { wayOut } from "../../../main/checkup/outside-tunnel.ts";
import type { NetworkInterface, NetworkSnapshot } from "../../../main/model/network.ts";

function link(name: string, kind: NetworkInterface["kind"], address: string): NetworkInterface {
  const family = address.includes(":") ? "ipv6" : "ipv4";
  return { name, kind, up: true, addresses: [{ address, family, prefixLength: 24, addressClass: "private" }] };
}
function snapshot(interfaces: NetworkInterface[], routes: NetworkSnapshot["defaultRoutes"]): NetworkSnapshot {
  const takenAt = "2026-03-02T08:00:00.000Z";
  return { takenAt, interfaces, defaultRoutes: routes, dnsServers: [], wifi: [], notes: [] };
}
const wifi = link("wlan0", "wifi", "192.0.2.20");
const tunnel = link("tun0", "tunnel", "10.8.0.2");
const route = (interfaceName: string, metric: number) => ({ family: "ipv4", interfaceName, metric }) as const;
const routes = [route("tun0", 1), route("wlan0", 600)];

describe("the way out", () => {
  it("is outside of a tunnel where the route leads through another interface, or nothing is known", () => {
    expect(wayOut(snapshot([wifi, tunnel], routes), { interfaceName: "wlan0" }, "ipv4")).toEqual({ kind: "outside" });
    expect(wayOut(undefined, { interfaceName: "tun0" }, "ipv4")).toEqual({ kind: "outside" });
    expect(wayOut(snapshot([wifi, tunnel], routes), undefined, "ipv4")).toEqual({ kind: "outside" });
  });

  it("is by the interface with the default route, where the route to the gateway leads into the tunnel", () => {
    expect(wayOut(snapshot([tunnel, wifi], routes), { interfaceName: "tun0" }, "ipv4")).toEqual({
      kind: "tunnel",
      interfaceName: "tun0",
      bindAddress: "192.0.2.20",
    });
  });

  it("takes the best of several, and none of the other family", () => {
    const wire = link("eth0", "wired", "192.0.2.30");
    const all = snapshot([wifi, wire, tunnel], [...routes, route("eth0", 100)]);
    expect(wayOut(all, { interfaceName: "tun0" }, "ipv4")).toMatchObject({ bindAddress: "192.0.2.30" });
    expect(wayOut(all, { interfaceName: "tun0" }, "ipv6")).toMatchObject({ kind: "tunnel", bindAddress: undefined });
  });
});
