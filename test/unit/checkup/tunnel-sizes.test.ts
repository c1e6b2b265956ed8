import { describe, expect, it } from "vitest";
import { tunnelSizes } from "../../../main/checkup/tunnel-sizes.ts";
import type { Measurement } from "../../../main/model/measurement.ts";

const size = (
  kind: "path-mtu" | "path-mtu-reverse",
  value: number,
  details: Measurement["details"] = {},
): Measurement => ({
  kind,
  outcome: "measured",
  value,
  unit: "bytes",
  method: "test",
  target: "203.0.113.9:500",
  details,
});

const shown = (measurements: readonly Measurement[]) =>
  measurements.map(({ target, value, details }) => `${target}: ${String(value)}, MSS ${String(details["mssBytes"])}`);

describe("tunnelSizes", () => {
  it("tells what every kind of tunnel has left, byte for byte", () => {
    expect(shown(tunnelSizes([size("path-mtu", 1454)], "ipv4", undefined))).toEqual([
      "L2TP/IPsec, AES-CBC with SHA-256: 1354, MSS 1314",
      "L2TP/IPsec, AES-CBC with SHA-1: 1354, MSS 1314",
      "L2TP/IPsec, AES-GCM: 1370, MSS 1330",
      "IPsec tunnel (IKEv1 or IKEv2), AES-CBC with SHA-256: 1374, MSS 1334",
      "IPsec tunnel (IKEv1 or IKEv2), AES-CBC with SHA-1: 1374, MSS 1334",
      "IPsec tunnel (IKEv1 or IKEv2), AES-GCM: 1390, MSS 1350",
      "WireGuard: 1394, MSS 1354",
      "OpenVPN over UDP, AES-GCM: 1402, MSS 1362",
    ]);
  });

  it("tells only of the profile's kind, over IPv6 as well", () => {
    const [only, ...others] = tunnelSizes([size("path-mtu", 1500)], "ipv6", "wireguard");
    expect(others).toEqual([]);
    expect(only).toMatchObject({ value: 1420, details: { mssBytes: 1380, mssIpv6Bytes: 1360, pathMtuBytes: 1500 } });
  });

  it.each<[string, readonly Measurement[], number | undefined]>([
    ["the way back where it is smaller", [size("path-mtu", 1500), size("path-mtu-reverse", 1400)], 1400],
    ["no bound of it", [size("path-mtu", 1500), size("path-mtu-reverse", 1400, { atLeast: true })], 1500],
    ["nothing where nothing is known", [{ ...size("path-mtu", 1500), outcome: "unknown" }], undefined],
  ])("takes %s", (_name, measurements, pathMtuBytes) => {
    expect(tunnelSizes(measurements, "ipv4", "l2tp-ipsec")[0]?.details["pathMtuBytes"]).toBe(pathMtuBytes);
  });
});
