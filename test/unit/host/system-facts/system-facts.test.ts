import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownSoftware, softwareAmong } from "../../../../main/host/system-facts/known-software.ts";
import { readSystemFacts } from "../../../../main/host/system-facts/read-system-facts.ts";
import { parseNetstat, parsePs, parseSs, parseTimedatectl } from "../../../../main/host/system-facts/unix.ts";
import { parseWindowsFacts } from "../../../../main/host/system-facts/windows.ts";
import type { RunCommand } from "../../../../main/host/run-command.ts";
import { failure, success } from "../../../../main/model/failure.ts";
import { systemFactsSchema } from "../../../../main/model/system-facts.ts";

const printed = {
  assumeUdpEncapsulation: "2",
  prohibitIpSec: "not-set",
  processes: ["svchost", "vpnagent", "explorer"],
  udp: [
    { port: 500, process: "svchost" },
    { port: 53, process: "dns" },
    { port: 4500, process: "" },
  ],
  timeStatus: "Sprungindikator: 3(nicht synchronisiert)",
};

describe("known software", () => {
  it("has no process twice", () => {
    const processes = knownSoftware.flatMap((software) => software.processes);
    expect(new Set(processes).size).toBe(processes.length);
  });

  it.each([
    [["systemd", "charon"], ["strongSwan"]],
    // NetworkManager's own charon takes other ports.
    [["charon-nm", "NetworkManager"], []],
    [["VPNAgent.exe"], ["Cisco AnyConnect or Secure Client"]],
    [["/usr/sbin/tailscaled"], ["Tailscale"]],
    // As ps prints it on Linux, cut after 15 characters.
    [["expressvpnservi"], ["ExpressVPN"]],
    [
      ["charon", "charon", "pluto"],
      ["strongSwan", "Libreswan"],
    ],
    [["", "  ", "."], []],
  ])("in %j is %j", (names, expected) => {
    expect(softwareAmong(names).map(({ name }) => name)).toEqual(expected);
  });
});

describe("facts of Linux and macOS", () => {
  it.each([
    ["NTPSynchronized=yes\n", "yes"],
    ["NTPSynchronized=no\n", "no"],
    ["", "unknown"],
    ["NTPSynchronized=perhaps", "unknown"],
  ])("timedatectl %j says %s", (text, answer) => {
    expect(parseTimedatectl(text).answer).toBe(answer);
  });

  it.each([
    ["4026531833 charon\n4026531833 ps\n", ["charon", "ps"]],
    ["4026532201 pluto\n4026531833 charon\n4026531833 ps\n", ["charon", "ps"]],
    ["         - pluto\n4026531833 ps\n", ["pluto", "ps"]],
    ["4026532201 pluto\n", ["pluto"]],
    ["", []],
  ])("leaves out what runs in another network namespace: %j", (text, names) => {
    expect(parsePs(text)).toEqual(names);
  });

  it("reads who holds the ports from ss, where it tells", () => {
    const text = [
      'UNCONN 0 0 0.0.0.0:500 0.0.0.0:* users:(("charon",pid=412,fd=13))',
      'UNCONN 0 0 [::]:500 [::]:* users:(("charon",pid=412,fd=12))',
      "UNCONN 0 0 127.0.0.1:4500 0.0.0.0:*",
      "UNCONN 0 0 0.0.0.0:68 0.0.0.0:*",
      "nonsense",
    ].join("\n");
    expect(parseSs(text)).toEqual([{ port: 500, process: "charon" }, { port: 4500 }]);
  });

  it("reads the open ports from netstat", () => {
    const text =
      "udp4       0      0  *.500                  *.*\nudp6       0      0  *.1701     *.*\ntcp4 0 0 *.500 *.*\n";
    expect(parseNetstat(text)).toEqual([{ port: 500 }, { port: 1701 }]);
  });

  it.each(["linux", "macos", "windows"] as const)("says what could not be read on %s", async (os) => {
    const nothing: RunCommand = async (program) => failure("not-found", `The program ${program} is not installed.`);
    const facts = await readSystemFacts(nothing, os);
    expect(facts.clockSynchronized.answer).toBe("unknown");
    expect(facts.running).toBeUndefined();
    expect(facts.udpListeners).toBeUndefined();
    expect(facts.notes.length).toBeGreaterThan(0);
    expect(systemFactsSchema.parse(facts)).toEqual(facts);
  });

  it("survives whatever the commands print", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary" }),
        fc.constantFrom("linux", "macos", "windows"),
        async (stdout, os) => {
          const facts = await readSystemFacts(async () => success({ exitCode: 0, stdout, stderr: "" }), os);
          expect(systemFactsSchema.safeParse(facts).error).toBeUndefined();
        },
      ),
    );
  });
});

describe("facts of Windows", () => {
  it("reads values, programs, ports and the clock from one answer", () => {
    expect(parseWindowsFacts(JSON.stringify(printed))).toEqual({
      registry: { assumeUdpEncapsulation: { state: "set", value: 2 }, prohibitIpSec: { state: "not-set" } },
      clockSynchronized: { answer: "no" },
      running: [{ name: "Cisco AnyConnect or Secure Client", kind: "vpn-client", process: "vpnagent" }],
      udpListeners: [{ port: 500, process: "svchost" }, { port: 4500 }],
      notes: [],
    });
  });

  it.each([
    ["Leap Indicator: 0(no warning)", "yes"],
    ["Leap Indicator: 3(not synchronized)", "no"],
    ["The following error occurred: The service has not been started. (0x80070426)", "unknown"],
    ["", "unknown"],
  ])("%j: the clock is kept right: %s", (timeStatus, answer) => {
    expect(parseWindowsFacts(JSON.stringify({ ...printed, timeStatus }))?.clockSynchronized.answer).toBe(answer);
  });

  it.each(["unknown", "two", "-1", "99999999999"])("a registry value of %j is unknown", (value) => {
    const facts = parseWindowsFacts(JSON.stringify({ ...printed, assumeUdpEncapsulation: value }));
    expect(facts?.registry?.assumeUdpEncapsulation.state).toBe("unknown");
  });

  it("refuses what is no answer of the script", () => {
    for (const text of ["", "{}", "[]", "not json", JSON.stringify({ ...printed, udp: "500" })]) {
      expect(parseWindowsFacts(text)).toBeNull();
    }
  });
});
