import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeIcmpError } from "../../../main/capture/icmp.ts";
import { decodeIp } from "../../../main/capture/ip.ts";
import { ipOffset, linkTypeName } from "../../../main/capture/link-layer.ts";
import { vpnMessageOf } from "../../../main/capture/story.ts";
import { ipv4Packet } from "../../fakes/capture-bytes.ts";

const ip = Buffer.from(ipv4Packet("192.0.2.1", "192.0.2.2", 17, new Uint8Array(8))).toString("hex");
const ipv6 = `60000000000811400${"0".repeat(15)}1`;
const macs = "020000000001020000000002";

/** The header of xnu's pktap.h: 108 octets, a packet of that link type behind them. */
function pktap(linkType: number): string {
  const header = Buffer.alloc(108);
  header.writeUInt32LE(108, 0);
  header.writeUInt32LE(1, 4);
  header.writeUInt32LE(linkType, 8);
  header.write("en0", 12);
  return header.toString("hex");
}

describe("where IP begins", () => {
  it.each([
    ["Ethernet", 1, `${macs}0800`],
    ["Ethernet with a VLAN tag", 1, `${macs}810000640800`],
    ["Ethernet with two VLAN tags", 1, `${macs}88a80064810000c80800`],
    ["PPPoE in Ethernet", 1, `${macs}8864110000010020` + "0021"],
    ["raw IP", 101, ""],
    ["raw IPv4", 228, ""],
    ["Linux cooked", 113, `00000001000602000000000100000800`],
    ["Linux cooked v2", 276, `0800000000000002000100060200000000010000`],
    ["BSD loopback, little-endian", 0, "02000000"],
    ["OpenBSD loopback", 108, "00000002"],
    ["PPP with address and control", 9, "ff030021"],
    ["PPP without them, short protocol", 9, "21"],
    ["Wi-Fi", 105, `0801${"0".repeat(44)}aaaa030000000800`],
    ["Wi-Fi with QoS, in radiotap", 127, `0000080000000000` + `8801${"0".repeat(44)}0000aaaa030000000800`],
    ["Ethernet in PKTAP of macOS", 258, `${pktap(1)}${macs}0800`],
    ["a loopback in PKTAP of macOS", 258, `${pktap(0)}02000000`],
    ["raw IP in PKTAP of an older macOS", 149, pktap(12)],
    ["Wi-Fi in Per-Packet Information", 192, `0000080069000000` + `0801${"0".repeat(44)}aaaa030000000800`],
    ["IP over FireWire", 138, `${"0".repeat(32)}0800`],
  ])("%s", (_name, linkType, head) => {
    const frame = Buffer.from(head + ip, "hex");
    expect(ipOffset(linkType, frame)).toBe(head.length / 2);
    expect(decodeIp(frame.subarray(head.length / 2))).toMatchObject({ source: "192.0.2.1", protocol: 17 });
  });

  it.each([
    ["ARP", 1, `${macs}0806${"00".repeat(28)}`],
    ["encrypted Wi-Fi", 105, `0841${"0".repeat(44)}aaaa030000000800${ip}`],
    ["a beacon", 105, `8000${"0".repeat(60)}`],
    ["PPP control", 9, "ff03c021010100"],
    ["a link type that nobody knows", 4711, ip],
    ["an endless chain of VLAN tags", 1, `${macs}${"81000064".repeat(20)}0800${ip}`],
    ["a frame that is cut off", 1, macs],
    ["PKTAP without a packet", 258, `6c00000000000000${"0".repeat(200)}${ip}`],
    ["PKTAP in PKTAP", 258, `${pktap(258)}${pktap(12)}${ip}`],
    ["PKTAP that claims more than there is", 258, `ffffffff0100000001000000${ip}`],
    ["PKTAP of a link type that nobody knows", 258, `${pktap(4711)}${ip}`],
  ])("not in %s", (_name, linkType, frame) => {
    expect(ipOffset(linkType, Buffer.from(frame, "hex"))).toBe(-1);
  });

  it("names what it does not know by its number", () => {
    expect(linkTypeName(1)).toBe("Ethernet");
    expect(linkTypeName(4711)).toBe("link type 4711");
  });
});

describe("IP", () => {
  it("reads IPv6 with a fragment header", () => {
    const header = Buffer.alloc(40);
    header[0] = 0x60;
    header.writeUInt16BE(8 + 16, 4);
    header[6] = 44;
    header[7] = 63;
    header[23] = 1;
    header[39] = 2;
    const fragment = Buffer.from("1100004900000007", "hex");
    expect(decodeIp(Buffer.concat([header, fragment, Buffer.alloc(16)]))).toMatchObject({
      version: 6,
      source: "::1",
      destination: "::2",
      protocol: 17,
      payloadBytes: 16,
      fragment: { identification: 7, offsetBytes: 72, isLast: false },
    });
  });

  it("leaves out what an Ethernet card padded", () => {
    const packet = ipv4Packet("192.0.2.1", "192.0.2.2", 17, new Uint8Array(9));
    expect(decodeIp(Buffer.concat([packet, Buffer.alloc(17)]))?.payload).toHaveLength(9);
  });

  it("reads the packet inside an ICMP error, and the MTU of the next link", () => {
    const inner = ipv4Packet("192.0.2.1", "203.0.113.9", 17, new Uint8Array(8));
    const error = Buffer.concat([Buffer.from("0304000000000578", "hex"), inner]);
    const packet = decodeIp(ipv4Packet("192.0.2.254", "192.0.2.1", 1, error));
    expect(packet === null ? null : decodeIcmpError(packet)).toMatchObject({
      kind: "too-big",
      mtuBytes: 1400,
      about: { destination: "203.0.113.9" },
    });
  });

  it("never throws, whatever the bytes are", () => {
    const start = fc.constantFrom(ip, ipv6, `4500001c000000004011${"0".repeat(20)}`, "");
    fc.assert(
      fc.property(
        start,
        fc.uint8Array({ maxLength: 120 }),
        fc.integer({ min: 0, max: 300 }),
        (head, rest, linkType) => {
          const bytes = Buffer.concat([Buffer.from(head, "hex"), rest]);
          const offset = ipOffset(linkType, bytes);
          expect(offset).toBeLessThan(Math.max(1, bytes.length));
          const packet = decodeIp(bytes);
          if (packet === null) return;
          expect(packet.payload.length).toBeLessThanOrEqual(bytes.length);
          vpnMessageOf(packet);
          decodeIcmpError(packet);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
