import { describe, expect, it } from "vitest";
import { readServiceBinary, vpnServiceOf } from "../../../../main/logs/windows/service-name.ts";

const binary = (text: string) => Buffer.from(text, "utf16le").toString("hex").toUpperCase();

describe("readServiceBinary", () => {
  it.each([
    ["IKEEXT/4\0", { service: "IKEEXT", state: 4 }],
    ["RasMan/1", { service: "RasMan", state: 1 }],
    ["PolicyAgent\0\0", { service: "PolicyAgent" }],
    ["", null],
    ["two words", null],
    ["IKEEXT/999", null],
  ])("reads %j", (text, expected) => {
    expect(readServiceBinary(binary(text))).toEqual(expected);
  });

  it.each([[undefined], ["xyz"], ["4"], ["490"], ["00".repeat(5000)]])("refuses %j", (hex) => {
    expect(readServiceBinary(hex)).toBeNull();
  });
});

describe("vpnServiceOf", () => {
  it.each([
    ["ikeext", "IKEEXT"],
    ["IKE and AuthIP IPsec Keying Modules", "IKEEXT"],
    ["remote access connection manager", "RasMan"],
    ["Windows Update", undefined],
    ["constructor", undefined],
    [undefined, undefined],
  ])("takes %j for %s", (name, service) => {
    expect(vpnServiceOf(name)).toBe(service);
  });
});
