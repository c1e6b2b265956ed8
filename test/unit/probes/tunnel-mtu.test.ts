import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EspSuite, outerPacketBytes, type Tunnel, tunnelMtu } from "../../../main/probes/tunnel-mtu.ts";

/** Path MTU; tunnel mode with CBC-SHA1, CBC-SHA256, GCM; L2TP with the same: sizes seen on the wire of a real tunnel. */
const seen: readonly (readonly number[])[] = [
  [1500, 1422, 1422, 1438, 1402, 1402, 1418],
  [1492, 1422, 1422, 1430, 1402, 1402, 1410],
  [1480, 1406, 1406, 1418, 1386, 1386, 1398],
  [1460, 1390, 1390, 1398, 1370, 1370, 1378],
  [1454, 1374, 1374, 1390, 1354, 1354, 1370],
  [1440, 1374, 1358, 1378, 1354, 1338, 1358],
  [1420, 1342, 1342, 1358, 1322, 1322, 1338],
  [1400, 1326, 1326, 1338, 1306, 1306, 1318],
  [1380, 1310, 1310, 1318, 1290, 1290, 1298],
  [1358, 1278, 1278, 1294, 1258, 1258, 1274],
  [1280, 1214, 1198, 1218, 1194, 1178, 1198],
];
const suites: readonly EspSuite[] = ["aes-cbc-sha1", "aes-cbc-sha256", "aes-gcm"];
const tunnels: readonly Tunnel[] = [
  ...suites.map((suite) => ({ kind: "ikev2" as const, suite })),
  ...suites.map((suite) => ({ kind: "l2tp-ipsec" as const, suite })),
];

describe("the MTU inside a tunnel", () => {
  it.each(seen)("of a path of %i bytes is what was seen on the wire", (pathMtuBytes, ...inner) => {
    expect(tunnels.map((tunnel) => tunnelMtu(tunnel, "ipv4", pathMtuBytes).mtuBytes)).toEqual(inner);
  });

  it.each([
    ["wireguard", "ipv4", 1500, 1440, 1400],
    ["wireguard", "ipv6", 1500, 1420, 1380],
    ["openvpn", "ipv4", 1500, 1448, 1408],
  ] as const)("of %s over %s and %i bytes is %i, the MSS %i", (kind, family, pathMtuBytes, mtuBytes, mssBytes) => {
    expect(tunnelMtu({ kind }, family, pathMtuBytes)).toEqual({ mtuBytes, mssBytes });
  });

  it.each([
    ["aes-cbc-sha1", 1400, 1488],
    ["aes-cbc-sha256", 1400, 1492],
    ["aes-gcm", 1400, 1484],
    ["aes-cbc-sha1", 1410, 1504],
    ["aes-cbc-sha256", 1410, 1508],
  ] as const)("L2TP with %s turns %i bytes into %i", (suite, innerBytes, outerBytes) => {
    expect(outerPacketBytes({ kind: "l2tp-ipsec", suite }, "ipv4", innerBytes)).toBe(outerBytes);
  });

  it("is the largest that fits", () => {
    const anyTunnel = fc.constantFrom<Tunnel>(...tunnels, { kind: "wireguard" }, { kind: "openvpn" });
    const family = fc.constantFrom("ipv4" as const, "ipv6" as const);
    fc.assert(
      fc.property(anyTunnel, family, fc.integer({ min: 576, max: 9_000 }), (tunnel, outerFamily, pathMtuBytes) => {
        const { mtuBytes } = tunnelMtu(tunnel, outerFamily, pathMtuBytes);
        expect(outerPacketBytes(tunnel, outerFamily, mtuBytes)).toBeLessThanOrEqual(pathMtuBytes);
        expect(outerPacketBytes(tunnel, outerFamily, mtuBytes + 1)).toBeGreaterThan(pathMtuBytes);
      }),
    );
  });
});
