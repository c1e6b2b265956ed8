import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyAddress } from "../../../main/network/address-class.ts";

describe("classifyAddress", () => {
  it.each([
    ["8.8.8.8", "public"],
    ["10.0.0.1", "private"],
    ["172.16.0.1", "private"],
    ["172.32.0.1", "public"],
    ["192.168.255.255", "private"],
    ["100.63.255.255", "public"],
    ["100.64.0.0", "cgnat"],
    ["100.127.255.255", "cgnat"],
    ["100.128.0.0", "public"],
    ["169.254.1.1", "link-local"],
    ["127.0.0.1", "loopback"],
    ["224.0.0.251", "multicast"],
    ["240.0.0.1", "reserved"],
    ["0.0.0.0", "reserved"],
    ["203.0.113.9", "reserved"],
    ["2a00:1450::1", "public"],
    ["fd00::1", "unique-local"],
    ["fe80::1%eth0", "link-local"],
    ["::1", "loopback"],
    ["ff02::1", "multicast"],
    ["2001:db8::1", "reserved"],
    ["::ffff:10.1.2.3", "private"],
    ["10.1", "invalid"],
    ["0x7f000001", "invalid"],
    ["256.1.1.1", "invalid"],
    ["", "invalid"],
    ["vpn.example.com", "invalid"],
  ])("%s is %s", (address, expected) => {
    expect(classifyAddress(address)).toBe(expected);
  });

  it("takes any text", () => {
    fc.assert(fc.property(fc.string(), (text) => classifyAddress(text).length > 0));
    fc.assert(fc.property(fc.ipV4(), (address) => classifyAddress(address) !== "invalid"));
    fc.assert(fc.property(fc.ipV6(), (address) => classifyAddress(address) !== "invalid"));
  });
});
