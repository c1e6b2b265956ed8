import { describe, expect, it } from "vitest";
import { parseCounters, parseRoutes4, parseRoutes6 } from "../../../../main/host/network-watch/linux-state.ts";
import { parseMetered } from "../../../../main/host/network-watch/linux.ts";
import { parseNetstat } from "../../../../main/host/network-watch/polled.ts";

/** Linux 6.18, x86-64. */
const route = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0
*\t00000000\t00000000\t0200\t0\t0\t4278198272\t00000000\t0\t0\t0
tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000080\t0\t0\t0
wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0
`;
const route6 = `00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000004 00000000 00000003     eth0
fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
`;
const dev = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:     100       1    0    0    0     0          0         0      100       1    0    0    0     0       0          0
  tun0: 9384712    8213    0    0    0     0          0         0   731204    6120    0    0    0     0       0          0
`;

describe("what Linux shows of the network in files", () => {
  it("has default routes of both families, and none that refuse", () => {
    expect(parseRoutes4(route)).toEqual([
      { family: "ipv4", interfaceName: "wlan0", gatewayAddress: "192.168.1.1", metric: 600 },
      { family: "ipv4", interfaceName: "tun0", metric: 50 },
    ]);
    expect(parseRoutes6(route6)).toEqual([
      {
        family: "ipv6",
        interfaceName: "eth0",
        gatewayAddress: "fe80:0000:0000:0000:0000:0000:0000:0001",
        metric: 1024,
      },
    ]);
  });

  it("has counters of interfaces", () => {
    expect(parseCounters(dev, ["tun0", "tun1"])).toEqual([
      { interfaceName: "tun0", receivedBytes: 9_384_712, sentBytes: 731_204 },
    ]);
  });

  it.each(["", "garbage", "\0\u{ffff}", "tun0:", "tun0: x y z", "a\tb\tc\n0 0 0 0"])("bears %j", (content) => {
    expect(parseRoutes4(content)).toEqual([]);
    expect(parseRoutes6(content)).toEqual([]);
    expect(parseCounters(content, ["tun0"])).toEqual([]);
    expect(parseNetstat(content, ["tun0"])).toEqual([]);
    expect(parseMetered(content)).toEqual([]);
  });
});

describe("what is metered", () => {
  it("is what NetworkManager says or guesses", () => {
    const printed =
      "GENERAL.DEVICE:wlan0\nGENERAL.METERED:yes (guessed)\n\nGENERAL.DEVICE:eth0\nGENERAL.METERED:no (guessed)\n\nGENERAL.DEVICE:wwan0\nGENERAL.METERED:yes\n\nGENERAL.DEVICE:lo\nGENERAL.METERED:unknown\n";
    expect(parseMetered(printed)).toEqual(["wlan0", "wwan0"]);
  });
});

describe("netstat of macOS", () => {
  it("counts the bytes of tunnels, which have no address of their own in it", () => {
    // macOS 14.
    const printed = `Name       Mtu   Network       Address            Ipkts Ierrs     Ibytes    Opkts Oerrs     Obytes  Coll
lo0        16384 <Link#1>                        151033     0   42102233   151033     0   42102233     0
en0        1500  <Link#6>    3c:22:fb:00:11:22  9203811     0 9211002034  4410020     0  870021133     0
en0        1500  192.168.1     192.168.1.7      9203811     - 9211002034  4410020     -  870021133     -
ipsec0     1280  <Link#18>                          812     0     401233      611     0      90211     0
`;
    expect(parseNetstat(printed, ["ipsec0"])).toEqual([
      { interfaceName: "ipsec0", receivedBytes: 401_233, sentBytes: 90_211 },
    ]);
  });
});
