import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNdjsonRecord } from "../../../../main/logs/macos/ndjson-record.ts";

const entry = (change: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    eventType: "logEvent",
    processImagePath: "/usr/sbin/racoon",
    processID: 427,
    timestamp: "2026-01-05 22:11:03.123456+0100",
    eventMessage: "Connecting.",
    ...change,
  });

describe("a record of the unified log", () => {
  it("gives time, process and message", () => {
    expect(readNdjsonRecord(entry())).toEqual({
      atMs: Date.UTC(2026, 0, 5, 21, 11, 3, 123),
      identifier: "racoon",
      processId: 427,
      message: "Connecting.",
    });
  });

  it.each([
    ["the name of Linux' pppd apart", { processImagePath: "/usr/sbin/pppd" }, { identifier: "macos-pppd" }],
    [
      "the kernel's power apart",
      { processImagePath: "/kernel", eventMessage: "Wake reason: HID" },
      { identifier: "macos-kernel-power" },
    ],
    ["the kernel's Wi-Fi apart", { processImagePath: "/kernel" }, { identifier: "macos-kernel-wifi" }],
    ["a name without a folder", { processImagePath: "configd" }, { identifier: "configd" }],
    ["WireGuard's extension", { processImagePath: "/A.appex/WireGuardNetworkExtension" }, { identifier: "wireguard" }],
    ["what the system hid", { eventMessage: "<private>" }, { message: "<private>" }],
    ["a message of several lines as one", { eventMessage: "a {\n    b = 1\n}\n" }, { message: "a { b = 1 }" }],
    ["a message without a process id", { processID: undefined }, { identifier: "racoon" }],
    [
      "a time in another zone",
      { timestamp: "2026-01-05 16:11:03.5-0500" },
      { atMs: Date.UTC(2026, 0, 5, 21, 11, 3, 500) },
    ],
  ])("keeps %s", (_what, change, expected) => {
    expect(readNdjsonRecord(entry(change))).toMatchObject(expected);
  });

  it.each([
    ["the closing line", '{"count":12,"finished":1}'],
    ["a record that was cut", entry().slice(0, -5)],
    ["an array", `[${entry()}]`],
    ["a record of the journal", '{"__REALTIME_TIMESTAMP":"1","MESSAGE":"x"}'],
    ["no message", entry({ eventMessage: "" })],
    ["a message that is no text", entry({ eventMessage: ["x"] })],
    ["no time", entry({ timestamp: "yesterday" })],
    ["a day that does not exist", entry({ timestamp: "2026-02-30 00:00:00.000000+0100" })],
    ["a process id below zero", entry({ processID: -1 })],
    ["a record without end", entry({ eventMessage: "x".repeat(70_000) })],
    ["deep nesting", `{"a":${"[".repeat(30_000)}`],
    ["nothing", ""],
  ])("is not %s", (_what, json) => {
    expect(readNdjsonRecord(json)).toBeNull();
  });

  it("never throws, and its message is one line", () => {
    fc.assert(
      fc.property(
        fc.record({ eventMessage: fc.string({ unit: "binary" }), timestamp: fc.string() }, { requiredKeys: [] }),
        (change) => {
          const message = readNdjsonRecord(entry(change))?.message ?? "";
          expect(message).not.toContain("\n");
        },
      ),
    );
    fc.assert(fc.property(fc.json(), (json) => void readNdjsonRecord(json)));
  });
});
