import { describe, expect, it } from "vitest";
import { networkSnapshotSchema } from "../../../main/model/network.ts";
import { interfaceKind } from "../../../main/network/interface-kind.ts";
import { networkSnapshot, type RawNetwork } from "../../../main/network/snapshot.ts";

const raw: RawNetwork = {
  takenAtMs: Date.UTC(2026, 10, 23),
  interfaces: [
    {
      name: "wlp2s0",
      internal: false,
      up: true,
      linkKind: "ether",
      mtuBytes: 1500,
      addresses: [{ address: "192.168.1.7", prefixLength: 24 }],
    },
    { name: "lo", internal: true, up: true, mtuBytes: 65536, addresses: [] },
  ],
  defaultRoutes: [
    { family: "ipv4", interfaceName: "wlp2s0", gatewayAddress: "192.168.1.1", metric: 600 },
    { family: "ipv4", interfaceName: "eth0", gatewayAddress: "10.0.0.1", metric: 100 },
    { family: "ipv6", interfaceName: "tun0" },
  ],
  dnsServers: ["192.168.1.1", "192.168.1.1"],
  wifi: [{ interfaceName: "wlp2s0", ssid: "Home" }],
  notes: ["The journal was shy."],
};

describe("networkSnapshot", () => {
  it("sorts, classifies and removes doubles", () => {
    const snapshot = networkSnapshot(raw);
    expect(networkSnapshotSchema.parse(snapshot)).toEqual(snapshot);
    expect(snapshot.interfaces.map(({ name, kind }) => [name, kind])).toEqual([
      ["lo", "loopback"],
      ["wlp2s0", "wifi"],
    ]);
    expect(snapshot.interfaces[1]?.addresses[0]?.addressClass).toBe("private");
    expect(snapshot.defaultRoutes.map((route) => route.interfaceName)).toEqual(["tun0", "eth0", "wlp2s0"]);
    expect(snapshot.dnsServers).toEqual(["192.168.1.1"]);
    expect(snapshot.notes).toEqual(["The journal was shy."]);
  });

  it.each([
    ["not an address", 24],
    ["10.0.0.1", 33],
    ["10.0.0.1", -1],
    ["10.0.0.1", NaN],
    ["fd00::1", 129],
  ])("leaves out and notes %s/%d", (address, prefixLength) => {
    const snapshot = networkSnapshot({
      ...raw,
      interfaces: [{ name: "eth0", internal: false, up: true, mtuBytes: 0, addresses: [{ address, prefixLength }] }],
    });
    expect(snapshot.interfaces[0]?.addresses).toEqual([]);
    expect(snapshot.interfaces[0]?.mtuBytes).toBeUndefined();
    expect(snapshot.notes.at(-1)).toContain("eth0");
  });
});

describe("interfaceKind", () => {
  it.each([
    [{ name: "eth0" }, "wired"],
    [{ name: "enp3s0", linkKind: "ether" }, "wired"],
    [{ name: "wlan0" }, "wifi"],
    [{ name: "en0", wireless: true }, "wifi"],
    [{ name: "ppp0" }, "tunnel"],
    [{ name: "utun4" }, "tunnel"],
    [{ name: "office", linkKind: "wireguard" }, "tunnel"],
    [{ name: "ipsec0", linkKind: "none" }, "tunnel"],
    [{ name: "Ethernet 2" }, "wired"],
    [{ name: "vEthernet (WSL)" }, "virtual"],
    [{ name: "TAP-Windows Adapter V9" }, "tunnel"],
    [{ name: "Wi-Fi" }, "wifi"],
    [{ name: "docker0", linkKind: "bridge" }, "virtual"],
    [{ name: "wwan0" }, "mobile"],
    [{ name: "lo", internal: true, linkKind: "loopback" }, "loopback"],
    [{ name: "quux7" }, "unknown"],
  ])("%o is %s", (hints, kind) => {
    expect(interfaceKind({ internal: false, wireless: false, ...hints })).toBe(kind);
  });
});
