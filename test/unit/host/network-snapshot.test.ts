import { describe, expect, it } from "vitest";
import { parseLinuxDefaultRoutes, parseWindowsDefaultRoutes } from "../../../main/host/default-routes.ts";
import { parseKernelCounters, readConntrack } from "../../../main/host/kernel-counters.ts";
import { parseLinuxInterfaces } from "../../../main/host/linux-interfaces.ts";
import { parseNameServers, readNetworkSnapshot } from "../../../main/host/network-snapshot.ts";
import { runCommand, type RunCommand } from "../../../main/host/run-command.ts";
import { parsePackageVersions } from "../../../main/host/vpn-clients.ts";
import { failure } from "../../../main/model/failure.ts";
import { networkSnapshotSchema } from "../../../main/model/network.ts";
import type { Clock } from "../../../main/model/ports/clock.ts";

describe("parseLinuxInterfaces", () => {
  it("reads ip -j -d addr, with the empty objects that it may print", () => {
    const text = JSON.stringify([
      {},
      {
        ifname: "wg0",
        flags: ["POINTOPOINT", "NOARP", "UP", "LOWER_UP"],
        mtu: 1420,
        link_type: "none",
        linkinfo: { info_kind: "wireguard" },
        addr_info: [{ family: "inet", local: "10.0.0.2", prefixlen: 32 }, {}],
      },
      { ifname: "eth0", flags: ["BROADCAST", "UP"], mtu: 1500, link_type: "ether", addr_info: [] },
    ]);
    expect(parseLinuxInterfaces(text)).toEqual([
      {
        name: "wg0",
        internal: false,
        up: true,
        linkKind: "wireguard",
        mtuBytes: 1420,
        addresses: [{ address: "10.0.0.2", prefixLength: 32 }],
      },
      { name: "eth0", internal: false, up: false, linkKind: "ether", mtuBytes: 1500, addresses: [] },
    ]);
  });

  it.each(["", "{}", '[{"ifname":1}]', "[[[["])("takes %j for no list", (text) => {
    expect(parseLinuxInterfaces(text)).toBeNull();
  });
});

describe("default routes", () => {
  it("are read from ip and from Windows", () => {
    const linux =
      '[{"dst":"default","gateway":"192.168.1.1","dev":"wlan0","metric":600},{"dst":"default","dev":"ppp0"}]';
    expect(parseLinuxDefaultRoutes(linux, "ipv4")).toEqual([
      { family: "ipv4", interfaceName: "wlan0", gatewayAddress: "192.168.1.1", metric: 600 },
      { family: "ipv4", interfaceName: "ppp0" },
    ]);
    expect(parseLinuxDefaultRoutes("\n", "ipv6")).toEqual([]);
    expect(parseLinuxDefaultRoutes("Usage", "ipv6")).toBeNull();
    const windows =
      '[{"InterfaceAlias":"Wi-Fi","NextHop":"192.168.1.1","DestinationPrefix":"0.0.0.0/0","Metric":35},{"InterfaceAlias":"VPN","NextHop":"::","DestinationPrefix":"::/0","Metric":1}]';
    expect(parseWindowsDefaultRoutes(windows)).toEqual([
      { family: "ipv4", interfaceName: "Wi-Fi", gatewayAddress: "192.168.1.1", metric: 35 },
      { family: "ipv6", interfaceName: "VPN", metric: 1 },
    ]);
    expect(parseWindowsDefaultRoutes("")).toBeNull();
  });
});

describe("kernel counters", () => {
  it("are read where conntrack is loaded, absent where it is not, and a failure where they are garbage", () => {
    const loaded = '{"conntrack":{"count":12,"max":262144,"udpTimeoutSeconds":30},"xfrm":{}}\n';
    expect(parseKernelCounters(loaded)).toEqual({
      ok: true,
      value: { count: 12, max: 262144, udpTimeoutSeconds: 30 },
    });
    expect(parseKernelCounters('{"conntrack":{},"xfrm":{}}')).toEqual({ ok: true, value: undefined });
    expect(parseKernelCounters("sh: not found")).toMatchObject({ ok: false, error: { code: "unreadable" } });
  });

  it.skipIf(process.platform !== "linux")("are printed by the script on this machine", async () => {
    expect(await readConntrack(runCommand)).toMatchObject({ ok: true });
  });
});

describe("readNetworkSnapshot", () => {
  const clock: Clock = { wallMs: () => Date.UTC(2026, 10, 23), monotonicMs: () => 0, sleep: async () => undefined };

  it("is whole and valid where no program can be run, and says what is missing", async () => {
    const nothing: RunCommand = async (program) => failure("not-found", `The program ${program} is not installed.`);
    const snapshot = await readNetworkSnapshot(nothing, clock, "linux");
    expect(networkSnapshotSchema.parse(snapshot)).toEqual(snapshot);
    expect(snapshot.takenAt).toBe("2026-11-23T00:00:00.000Z");
    expect(snapshot.interfaces.length).toBeGreaterThan(0);
    expect(snapshot.notes).toContain("The program ip is not installed.");
  });

  it.skipIf(process.platform !== "linux")("knows the loopback of this machine", async () => {
    const snapshot = await readNetworkSnapshot(runCommand, clock, "linux");
    expect(snapshot.interfaces.find((entry) => entry.kind === "loopback")?.addresses[0]?.address).toBe("127.0.0.1");
  });
});

describe("small readers", () => {
  it("reads resolv.conf", () => {
    expect(
      parseNameServers("# nameserver 1.1.1.1\nnameserver 192.0.2.53\n  nameserver fd00::53 # x\nsearch a\n"),
    ).toEqual(["192.0.2.53", "fd00::53"]);
  });

  it("reads package versions", () => {
    const text = "installed\txl2tpd\t1.3.18-1\nconfig-files\tppp\t2.4\npackage openvpn is not installed\n";
    expect([...parsePackageVersions(text)]).toEqual([["xl2tpd", "1.3.18-1"]]);
  });
});
