import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linuxSocketNumbers } from "../../../../main/host/dont-fragment/linux.ts";
import { macosSocketNumbers } from "../../../../main/host/dont-fragment/macos.ts";
import { decodeSocketAddress, encodeSocketAddress } from "../../../../main/host/dont-fragment/socket-address.ts";
import { winsockLayout } from "../../../../main/host/dont-fragment/winsock.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const layouts = [linuxSocketNumbers.layout, macosSocketNumbers.layout, winsockLayout];

describe("socket addresses", () => {
  it("are laid out as the systems' headers say", () => {
    expect(hex(encodeSocketAddress(linuxSocketNumbers.layout, "192.0.2.1", 4500))).toBe(
      "02001194c0000201" + "00".repeat(8),
    );
    expect(hex(encodeSocketAddress(macosSocketNumbers.layout, "192.0.2.1", 4500))).toBe(
      "10021194c0000201" + "00".repeat(8),
    );
    const ipv6 = "00".repeat(4) + "20010db8000000000000000000000001" + "00".repeat(4);
    expect(hex(encodeSocketAddress(linuxSocketNumbers.layout, "2001:db8::1", 500))).toBe(`0a0001f4${ipv6}`);
    expect(hex(encodeSocketAddress(macosSocketNumbers.layout, "2001:db8::1", 500))).toBe(`1c1e01f4${ipv6}`);
    expect(hex(encodeSocketAddress(winsockLayout, "2001:db8::1", 500))).toBe(`170001f4${ipv6}`);
  });

  it("come back as they went", () => {
    fc.assert(
      fc.property(fc.constantFrom(...layouts), fc.ipV4(), fc.nat(65535), (layout, address, port) => {
        expect(decodeSocketAddress(layout, encodeSocketAddress(layout, address, port))).toEqual({ address, port });
      }),
    );
  });

  it("are null for too few bytes and unknown families", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 15 }), (bytes) => {
        expect(decodeSocketAddress(winsockLayout, bytes)).toBeNull();
      }),
    );
    expect(decodeSocketAddress(winsockLayout, new Uint8Array(28).fill(9))).toBeNull();
    expect(decodeSocketAddress(winsockLayout, encodeSocketAddress(winsockLayout, "::1", 1).subarray(0, 16))).toBeNull();
  });
});
