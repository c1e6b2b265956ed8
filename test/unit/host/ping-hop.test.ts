import { describe, expect, it } from "vitest";
import { hopArguments, pingOfHop, readHop } from "../../../main/host/ping-hop.ts";
import { success } from "../../../main/model/failure.ts";

const target = "203.0.113.10";

const outputs: readonly (readonly [string, NodeJS.Platform, string, string | null])[] = [
  [
    "iputils, a router on the way",
    "linux",
    "PING 203.0.113.10 (203.0.113.10) 56(84) bytes of data.\nFrom 192.168.1.1 icmp_seq=1 Time to live exceeded\n\n--- 203.0.113.10 ping statistics ---\n1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms\n",
    "192.168.1.1",
  ],
  [
    "iputils, the target",
    "linux",
    "PING 203.0.113.10 (203.0.113.10) 56(84) bytes of data.\n64 bytes from 203.0.113.10: icmp_seq=1 ttl=61 time=11.2 ms\n",
    target,
  ],
  [
    "iputils, this computer itself has no way",
    "linux",
    "From 192.168.1.20 icmp_seq=1 Destination Host Unreachable\n",
    null,
  ],
  ["iputils, silence", "linux", "PING 203.0.113.10 (203.0.113.10) 56(84) bytes of data.\n", null],
  [
    "macOS, a router on the way",
    "darwin",
    "PING 203.0.113.10 (203.0.113.10): 56 data bytes\n36 bytes from 10.0.0.1: Time to live exceeded\nVr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst\n 4  5  00 5400 1c5e   0 0000  01  01 cb4c 192.168.1.20  203.0.113.10\n",
    "10.0.0.1",
  ],
  ["macOS, the target", "darwin", "64 bytes from 203.0.113.10: icmp_seq=0 ttl=57 time=10.119 ms\n", target],
  [
    "Windows, a router on the way",
    "win32",
    "\r\nPinging 203.0.113.10 with 32 bytes of data:\r\nReply from 100.64.3.1: TTL expired in transit.\r\n\r\nPing statistics for 203.0.113.10:\r\n",
    "100.64.3.1",
  ],
  [
    "Windows in German",
    "win32",
    "Ping wird ausgeführt für 203.0.113.10 mit 32 Bytes Daten:\r\nAntwort von 192.168.178.1: Die Gültigkeitsdauer wurde bei der Übertragung überschritten.\r\n\r\nPing-Statistik für 203.0.113.10:\r\n",
    "192.168.178.1",
  ],
  ["Windows, the target", "win32", "Reply from 203.0.113.10: bytes=32 time=12ms TTL=57\r\n", target],
  ["Windows, silence", "win32", "Request timed out.\r\n\r\nPing statistics for 203.0.113.10:\r\n", null],
  ["an address that is none", "win32", "Reply from 999.1.1.1: TTL expired.\r\n", null],
];

describe("asking for the router at one hop", () => {
  it.each(outputs)("%s", (_, platform, output, hop) => {
    expect(readHop(platform, output, target)).toBe(hop);
  });

  it.each([
    ["linux", ["-n", "-4", "-c", "1", "-W", "1", "-t", "2", target]],
    ["darwin", ["-n", "-c", "1", "-W", "1000", "-m", "2", target]],
    ["win32", ["-4", "-n", "1", "-w", "1000", "-i", "2", target]],
    ["aix", null],
  ] as const)("%s", (platform, args) => {
    expect(hopArguments(platform, target, 2, 1_000)).toEqual(args);
  });

  it("starts nothing for an address of IPv6, or what is none", async () => {
    const run = () => Promise.reject(new Error("It was started."));
    for (const address of ["2001:db8::1", "-f", "vpn.example.com"]) {
      expect(await pingOfHop(run, "linux", address, { ttl: 1, timeoutMs: 1_000 })).toMatchObject({
        ok: false,
        error: { code: "not-supported" },
      });
    }
  });

  it("hands on what was printed", async () => {
    const printed = { stdout: outputs[0]?.[2] ?? "", stderr: "", exitCode: 1 };
    const run = async () => success(printed);
    expect(await pingOfHop(run, "linux", target, { ttl: 1, timeoutMs: 1_000 })).toEqual(success("192.168.1.1"));
  });
});
