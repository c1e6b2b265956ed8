import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headerTimeMs } from "../../../../main/logs/line-header.ts";
import { readMacosHeader } from "../../../../main/logs/macos/text-record.ts";
import { macosFixture, paris } from "./parse-macos.ts";

const at = (text: string) => {
  const header = readMacosHeader(text);
  const atMs = header === null ? null : headerTimeMs(header, paris);
  return atMs === null ? null : new Date(atMs).toISOString();
};

describe("a line of a Mac's log", () => {
  it.each([
    [
      "Wed Mar 12 15:49:05 2025 : L2TP hangup",
      { identifier: "macos-pppd", message: "L2TP hangup" },
      "2025-03-12T14:49:05.000Z",
    ],
    ["Wed Mar  5 15:49:05 2025 : a : b", { identifier: "macos-pppd", message: "a : b" }, "2025-03-05T14:49:05.000Z"],
    [
      "2023-12-06 19:30:11.419281+0200 0x47462c   Info        0x0                  67185  0    NEIKEv2Provider: (NetworkExtension) [com.apple.networkextension:Large] Created",
      { identifier: "NEIKEv2Provider", processId: 67185, message: "Created" },
      "2023-12-06T17:30:11.419Z",
    ],
    [
      "2017-05-10 17:18:42.294676+0300 0x1c533    Error       0x0                  9568   neagent: (NetworkExtension) [com.apple.networkextension.] pfkey",
      { identifier: "neagent", processId: 9568, message: "pfkey" },
      "2017-05-10T14:18:42.294Z",
    ],
    [
      "2024-02-18 22:34:56.473105+0800  localhost kernel[0]: (IO80211Family) en0: BSSID changed to x",
      { identifier: "macos-kernel-wifi", processId: 0, message: "en0: BSSID changed to x" },
      "2024-02-18T14:34:56.473Z",
    ],
    [
      "2026-09-01 06:59:49.500 Df pppd[812:2f3a] (PPP) [com.apple.ppp:] L2TP hangup",
      { identifier: "macos-pppd", processId: 812, message: "L2TP hangup" },
      "2026-09-01T05:59:49.500Z",
    ],
    [
      "2026-01-05 22:11:03 +0100 Sleep               \tEntering Sleep state due to 'Idle Sleep': Using AC 21 secs   ",
      { identifier: "powerd", message: "Entering Sleep state due to 'Idle Sleep': Using AC 21 secs" },
      "2026-01-05T21:11:03.000Z",
    ],
    [
      "2026-01-05 22:11:03 +0100 Wake Wake from Deep Idle",
      { identifier: "powerd", message: "Wake from Deep Idle" },
      "2026-01-05T21:11:03.000Z",
    ],
    ["défaut\t11:39:48.959281-0700\tnesessionmanager\ta\tb", { identifier: "nesessionmanager", message: "a\tb" }, null],
  ])("%s", (text, expected, time) => {
    expect(readMacosHeader(text)).toMatchObject(expected);
    expect(at(text)).toBe(time);
  });

  it.each([
    ["3/2/17 10:08:54.494 AM pppd[9]: x", "2017-03-02T09:08:54.494Z"],
    ["3/2/17 12:08:54.000 AM pppd[9]: x", "2017-03-01T23:08:54.000Z"],
    ["3/2/17 12:08:54.000 PM pppd[9]: x", "2017-03-02T11:08:54.000Z"],
    ["02/03/2017 10:08:54,494 pppd[9]: x", "2017-03-02T09:08:54.494Z"],
    ["02.03.17, 10:08:54,494 pppd[9]: x", "2017-03-02T09:08:54.494Z"],
    ["25/03/2017 10:08:54.494 pppd[9]: x", "2017-03-25T09:08:54.494Z"],
    ["03/25/2017 10:08:54 pppd[9]: x", "2017-03-25T09:08:54.000Z"],
    ["02/03/2017 10:08:54.494 pppd[9]: x", null],
    ["25/25/2017 10:08:54,494 pppd[9]: x", null],
    ["25/03/17 10:08:54.494 AM pppd[9]: x", null],
  ])("has the date of the person's region, or none: %s", (text, time) => {
    expect(readMacosHeader(text)).toMatchObject({ identifier: "macos-pppd", processId: 9, message: "x" });
    expect(at(text)).toBe(time);
  });

  it.each([
    "Nov 23 02:11:20 host pppd[9]: Modem hangup",
    "2026-11-23T02:11:20.123456+01:00 host charon: 09[IKE] x",
    "2026-11-23 02:11:20.123456+0100 host charon[1]: x",
    "2026-11-23 02:11:20 host charon[1]: x",
    "2021-02-01 12:00:00.000000: [NET] peer(xxxx…yyyy) - Sending handshake initiation",
    "2026-11-23 02:11:20 MANAGEMENT: >STATE:1,RESOLVE",
    "Timestamp                       Thread     Type        Activity             PID    TTL  ",
    '{"count":3,"finished":1}',
    '{"MESSAGE":"x"}',
    "{",
    "",
  ])("is not %s", (text) => {
    expect(readMacosHeader(text)).toBeNull();
  });

  it("is read without throwing, whatever is cut off or put in", () => {
    const lines = ["log-show-styles.log", "console-fr.log", "sleep-wake.pmset.log"].flatMap((name) =>
      macosFixture(name).split("\n"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...lines), fc.nat(200), fc.string({ unit: "binary" }), (line, length, tail) => {
        const header = readMacosHeader(line.slice(0, length) + tail);
        expect(header === null || header.message.length <= length + tail.length).toBe(true);
      }),
    );
  });
});
