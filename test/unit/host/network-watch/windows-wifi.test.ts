import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failure, success } from "../../../../main/model/failure.ts";
import {
  readConnection,
  readInterfaceGuids,
  readWindowsWifi,
} from "../../../../main/host/network-watch/windows-wifi.ts";
import type { Wlan } from "../../../../main/host/network-watch/wlan.ts";

/* Built from the documented layouts (wlanapi.h, windot11.h), field by field; no Windows has written them. */

interface Field {
  readonly bytes: number;
  readonly value?: number | Uint8Array;
}

function structure(...fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, field) => sum + field.bytes, 0));
  let at = 0;
  for (const { bytes: length, value } of fields) {
    if (typeof value === "number") new DataView(bytes.buffer).setUint32(at, value, true);
    else if (value !== undefined) bytes.set(value, at);
    at += length;
  }
  return bytes;
}

const dword = (value = 0): Field => ({ bytes: 4, value });
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const utf16 = (value: string): Uint8Array => new Uint8Array(Uint16Array.from(value, (one) => one.charCodeAt(0)).buffer);
const guidOf = (last: number): Uint8Array =>
  Uint8Array.from({ length: 16 }, (_, index) => (index === 15 ? last : index));

interface Connection {
  readonly state?: number;
  readonly ssid?: Uint8Array;
  readonly ssidLength?: number;
  readonly bssid?: readonly number[];
  readonly quality?: number;
}

/** WLAN_CONNECTION_ATTRIBUTES: 604 bytes. */
const connectionOf = ({ state = 1, ssid = text("Büro"), ssidLength, bssid, quality = 60 }: Connection): Uint8Array =>
  structure(
    dword(state),
    dword(),
    { bytes: 512, value: utf16("A profile") },
    dword(ssidLength ?? ssid.length),
    { bytes: 32, value: ssid },
    dword(1),
    { bytes: 8, value: Uint8Array.from(bssid ?? [2, 0, 0x5e, 0, 0x53, 0xaf]) },
    ...[dword(7), dword(), dword(quality), dword(866_700), dword(866_700)],
    ...[dword(1), dword(1), dword(9), dword(4)],
  );

/** WLAN_INTERFACE_INFO_LIST. */
const listOf = (...guids: readonly Uint8Array[]): Uint8Array =>
  structure(
    dword(guids.length),
    dword(),
    ...guids.flatMap((guid) => [{ bytes: 16, value: guid }, { bytes: 512, value: utf16("An adapter") }, dword(1)]),
  );

describe("what Windows says of its Wi-Fi", () => {
  it.each<readonly [string, Connection, ReturnType<typeof readConnection>]>([
    ["a name in UTF-8", {}, { ssid: "Büro", bssid: "02:00:5e:00:53:af", signalDbm: -70 }],
    ["a hidden name", { ssid: text("") }, { ssid: "", bssid: "02:00:5e:00:53:af", signalDbm: -70 }],
    ["no access point", { bssid: [0, 0, 0, 0, 0, 0] }, { ssid: "Büro", signalDbm: -70 }],
    ["the best signal", { quality: 100 }, { ssid: "Büro", bssid: "02:00:5e:00:53:af", signalDbm: -50 }],
    ["the worst signal", { quality: 0 }, { ssid: "Büro", bssid: "02:00:5e:00:53:af", signalDbm: -100 }],
    ["a signal that is none", { quality: 4_000_000_000 }, { ssid: "Büro", bssid: "02:00:5e:00:53:af" }],
    ["an interface that is not connected", { state: 4 }, null],
  ])("has %s", (_name, connection, expected) => {
    expect(readConnection(connectionOf(connection))).toEqual(expected);
  });

  it("has no name that is longer than names can be", () => {
    const ssid = new Uint8Array(32).fill(65);
    expect(readConnection(connectionOf({ ssid, ssidLength: 2 ** 32 - 1 }))?.ssid).toBe("A".repeat(32));
  });

  it("names the interfaces that are connected as Windows does", async () => {
    const [home, idle, nameless] = [guidOf(1), guidOf(2), guidOf(3)];
    let closed = 0;
    const wlan: Wlan = {
      interfaces: () => listOf(home, idle, nameless),
      connection: (guid) => (guid[15] === 2 ? null : connectionOf({})),
      nameOf: (guid) => (guid[15] === 3 ? null : "WLAN"),
      close: () => (closed += 1),
    };
    expect(await readWindowsWifi(async () => success(wlan))).toEqual([
      { interfaceName: "WLAN", ssid: "Büro", bssid: "02:00:5e:00:53:af", signalDbm: -70 },
    ]);
    expect(closed).toBe(1);
    expect(await readWindowsWifi(async () => success({ ...wlan, interfaces: () => null }))).toEqual([]);
    expect(await readWindowsWifi(async () => failure("not-supported", "No Wi-Fi."))).toEqual([]);
  });

  it("bears structures that are cut off, or filled with anything", () => {
    const whole = [connectionOf({}), listOf(guidOf(1), guidOf(2))];
    for (const bytes of whole)
      for (let length = 0; length < bytes.length; length += 1) {
        readConnection(bytes.subarray(0, length));
        expect(readInterfaceGuids(bytes.subarray(0, length)).length).toBeLessThanOrEqual(2);
      }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const connection = readConnection(bytes);
        expect(connection === null || connection.ssid.length <= 32).toBe(true);
        for (const guid of readInterfaceGuids(bytes)) expect(guid).toHaveLength(16);
      }),
    );
  });
});
