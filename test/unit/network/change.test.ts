import { describe, expect, it } from "vitest";
import type { NetworkInterface, NetworkSnapshot } from "../../../main/model/network.ts";
import { networkChanges } from "../../../main/network/change.ts";

const address = (text: string): NetworkInterface["addresses"][number] => ({
  address: text,
  family: "ipv4",
  prefixLength: 24,
  addressClass: text.startsWith("169.254.") ? "link-local" : "private",
});
const wifiInterface: NetworkInterface = {
  name: "wlan0",
  kind: "wifi",
  up: true,
  mtuBytes: 1500,
  addresses: [address("192.168.1.7")],
};
const tunnel: NetworkInterface = { name: "ppp0", kind: "tunnel", up: true, addresses: [address("10.8.0.2")] };
const home: NetworkSnapshot = {
  takenAt: "2026-11-23T10:00:00.000Z",
  interfaces: [wifiInterface],
  defaultRoutes: [{ family: "ipv4", interfaceName: "wlan0", gatewayAddress: "192.168.1.1", metric: 600 }],
  dnsServers: ["192.168.1.1", "9.9.9.9"],
  wifi: [{ interfaceName: "wlan0", ssid: "Home", bssid: "aa:aa:aa:aa:aa:01", signalDbm: -50 }],
  notes: [],
};
const [wifi] = home.wifi;
const later = (difference: Partial<NetworkSnapshot>): NetworkSnapshot => ({
  ...home,
  takenAt: "2026-11-23T10:00:01.000Z",
  ...difference,
});

describe("networkChanges", () => {
  it.each<[string, Partial<NetworkSnapshot>, readonly string[]]>([
    ["nothing", {}, []],
    ["an MTU", { interfaces: [{ ...wifiInterface, mtuBytes: 1400 }] }, []],
    [
      "a link-local address",
      { interfaces: [{ ...wifiInterface, addresses: [address("169.254.1.1"), address("192.168.1.7")] }] },
      [],
    ],
    ["the order of DNS servers", { dnsServers: ["9.9.9.9", "192.168.1.1"] }, []],
    [
      "a signal that stays good",
      { wifi: [{ interfaceName: "wlan0", ssid: "Home", bssid: "aa:aa:aa:aa:aa:01", signalDbm: -70 }] },
      [],
    ],
    [
      "a signal that becomes weak",
      { wifi: [{ interfaceName: "wlan0", ssid: "Home", bssid: "aa:aa:aa:aa:aa:01", signalDbm: -80 }] },
      ["signal-changed"],
    ],
    ["what is metered, read for the first time", { metered: ["wlan0"] }, []],
    ["an interface that is down", { interfaces: [wifiInterface, { ...tunnel, up: false }] }, []],
    ["an address", { interfaces: [{ ...wifiInterface, addresses: [address("192.168.1.8")] }] }, ["address-changed"]],
    [
      "a gateway",
      { defaultRoutes: [{ family: "ipv4", interfaceName: "wlan0", gatewayAddress: "192.168.1.254" }] },
      ["gateway-changed"],
    ],
    [
      "another interface, which also has another gateway",
      { defaultRoutes: [{ family: "ipv4", interfaceName: "eth0", gatewayAddress: "10.0.0.1" }] },
      ["default-interface-changed"],
    ],
    ["no route at all", { defaultRoutes: [] }, ["default-interface-changed"]],
    ["DNS", { dnsServers: ["10.8.0.1"] }, ["dns-changed"]],
    ["a link lost", { interfaces: [{ ...wifiInterface, up: false, addresses: [] }] }, ["link-down"]],
    ["a tunnel", { interfaces: [wifiInterface, tunnel] }, ["vpn-interface-up"]],
    [
      "another access point",
      { wifi: [{ interfaceName: "wlan0", ssid: "Home", bssid: "aa:aa:aa:aa:aa:02" }] },
      ["bssid-changed"],
    ],
    [
      "another network",
      { wifi: [{ interfaceName: "wlan0", ssid: "Cafe", bssid: "bb:aa:aa:aa:aa:02" }] },
      ["ssid-changed"],
    ],
    ["an access point that is not told any more", { wifi: [{ interfaceName: "wlan0", ssid: "Home" }] }, []],
  ])("names %s", (_what, difference, reasons) => {
    expect(networkChanges(home, later(difference)).map(({ reason }) => reason)).toEqual(reasons);
  });

  it("names what a vanished interface was", () => {
    const before = { ...home, interfaces: [wifiInterface, tunnel] };
    const [change] = networkChanges(before, later({}));
    expect(change).toEqual({
      at: "2026-11-23T10:00:01.000Z",
      reason: "vpn-interface-down",
      interfaceName: "ppp0",
      detail: "Interface ppp0 went down.",
    });
  });

  it("says nothing about joining a first Wi-Fi network but the link", () => {
    expect(networkChanges({ ...home, wifi: [] }, later({ wifi: wifi === undefined ? [] : [wifi] }))).toEqual([]);
  });
});
