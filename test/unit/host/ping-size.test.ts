import { describe, expect, it } from "vitest";
import { failure, success } from "../../../main/model/failure.ts";
import { pingCommand, pingOfSize, readPing } from "../../../main/host/ping-size.ts";
import type { RunCommand } from "../../../main/host/run-command.ts";

const size = { sizeBytes: 1500, dontFragment: true, timeoutMs: 1000 };

describe("the command of ping", () => {
  it.each([
    ["linux", "203.0.113.9", "ping -n -4 -M do -c 1 -W 1 -s 1472 203.0.113.9"],
    ["linux", "2001:db8::9", "ping -n -6 -M do -c 1 -W 1 -s 1452 2001:db8::9"],
    ["darwin", "203.0.113.9", "ping -n -D -c 1 -W 1000 -s 1472 203.0.113.9"],
    ["darwin", "2001:db8::9", "ping6 -n -m -D -c 1 -s 1452 2001:db8::9"],
    ["win32", "203.0.113.9", "ping -4 -n 1 -w 1000 -f -l 1472 203.0.113.9"],
    ["win32", "2001:db8::9", "ping -6 -n 1 -w 1000 -l 1452 2001:db8::9"],
  ] as const)("of %s for %s", (platform, address, line) => {
    expect(pingCommand(platform, address, size)?.join(" ")).toBe(line);
  });

  it("do not exist where ping cannot do it", () => {
    expect(pingCommand("aix", "203.0.113.9", size)).toBeNull();
  });

  it("lets fragments be where they are wanted", () => {
    const fragments = { ...size, dontFragment: false };
    expect(pingCommand("darwin", "2001:db8::9", fragments)?.join(" ")).toBe("ping6 -n -c 1 -s 1452 2001:db8::9");
  });
});

describe("what ping printed", () => {
  it.each([
    ["linux", "1480 bytes from 203.0.113.9: icmp_seq=1 ttl=63 time=12.1 ms", "answered"],
    ["linux", "From 10.0.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)", "too-big"],
    ["linux", "ping: local error: message too long, mtu=1400", "too-big"],
    ["linux", "1 packets transmitted, 0 received, 100% packet loss, time 0ms", "silent"],
    ["linux", "From fe80::1 icmp_seq=1 Packet too big: mtu=1400", "too-big"],
    ["darwin", "1460 bytes from 2001:db8::9, icmp_seq=0 hlim=57 time=12.1 ms", "answered"],
    ["darwin", "ping6: sendmsg: Message too long\nping6: wrote 2001:db8::9 1460 chars, ret=-1", "too-big"],
    ["darwin", "556 bytes from 10.0.0.1: frag needed and DF set (MTU 1400)", "too-big"],
    ["win32", "Antwort von 203.0.113.9: Bytes=1472 Zeit=12ms TTL=63", "answered"],
    ["win32", "Paket müsste fragmentiert werden, DF-Flag ist jedoch gesetzt.", "silent"],
    ["win32", "Antwort von 192.0.2.1: Zielhost nicht erreichbar.", "silent"],
  ] as const)("on %s: %s", (platform, output, expected) => {
    expect(readPing(platform, output)).toBe(expected);
  });
});

describe("a ping of an exact size", () => {
  const run =
    (exitCode: number, stdout = "", stderr = ""): RunCommand =>
    async () =>
      success({ exitCode, stdout, stderr });

  it("tells the three outcomes, and why it cannot be done", async () => {
    const ask = (command: RunCommand, address = "203.0.113.9") => pingOfSize(command, "linux", address, size);
    expect(await ask(run(0, "1480 bytes from 203.0.113.9: icmp_seq=1"))).toEqual(success("answered"));
    expect(await ask(run(1))).toEqual(success("silent"));
    expect(await ask(run(1, "", "ping: local error: message too long, mtu=1400"))).toEqual(success("too-big"));
    expect(await ask(run(2, "", "ping: invalid option -- 'M'"))).toMatchObject({ error: { code: "not-supported" } });
    expect(await ask(run(0), "vpn.example.com")).toMatchObject({ error: { code: "invalid-input" } });
    expect(await ask(run(0), "-f")).toMatchObject({ error: { code: "invalid-input" } });
    const missing: RunCommand = async () => failure("not-found", "The program ping is not installed.");
    expect(await ask(missing)).toMatchObject({ error: { code: "not-found" } });
  });

  it("takes an end by force for silence where ping waits for longer than anybody wants", async () => {
    const late: RunCommand = async () => failure("timed-out", "It took too long.");
    expect(await pingOfSize(late, "darwin", "2001:db8::9", size)).toEqual(success("silent"));
    expect(await pingOfSize(late, "darwin", "203.0.113.9", size)).toMatchObject({ error: { code: "timed-out" } });
  });
});
