import { describe, expect, it } from "vitest";
import { parseMacosRoute, parseWindowsRoute, readRoute } from "../../../main/host/route.ts";
import type { RunCommand } from "../../../main/host/run-command.ts";
import { success } from "../../../main/model/failure.ts";

/** Answers `ip` by its arguments; whatever is not in the table ends with exit code 2. */
const ip =
  (answers: Readonly<Record<string, string>>): RunCommand =>
  async (_program, args) => {
    const stdout = answers[args.join(" ")];
    return success(
      stdout === undefined ? { exitCode: 2, stdout: "", stderr: "no" } : { exitCode: 0, stdout, stderr: "" },
    );
  };

describe("readRoute on Linux", () => {
  it("reads the way, the link's MTU and a learned path MTU", async () => {
    // As iproute2 6.1 printed it after a "fragmentation needed" of 1300.
    const run = ip({
      "-j route get 10.77.2.2":
        '[{"dst":"10.77.2.2","gateway":"10.77.1.1","dev":"eth1","prefsrc":"10.77.1.2","flags":[],"uid":0,"cache":[],"expires":599,"metrics":[{"mtu":1300}]}]',
      "-j link show dev eth1": '[{"ifname":"eth1","mtu":1500}]',
    });
    expect(await readRoute(run, "linux", "10.77.2.2")).toEqual({
      ok: true,
      value: {
        interfaceName: "eth1",
        sourceAddress: "10.77.1.2",
        gatewayAddress: "10.77.1.1",
        linkMtuBytes: 1500,
        cachedPathMtuBytes: 1300,
      },
    });
  });

  it.each([[{}], [{ "-j route get 192.0.2.1": "[]" }], [{ "-j route get 192.0.2.1": "not json" }]])(
    "is unreachable when ip says %o",
    async (answers) => {
      expect(await readRoute(ip(answers), "linux", "192.0.2.1")).toMatchObject({
        ok: false,
        error: { code: "unreachable" },
      });
    },
  );

  it.each(["vpn.example.com", "-6", "1.2.3.4'; Stop-Computer; '", "fe80::1%$(id)", ""])(
    "asks no program about %j",
    async (address) => {
      const never: RunCommand = () => Promise.reject(new Error("a program was run"));
      for (const os of ["linux", "macos", "windows"] as const) {
        expect(await readRoute(never, os, address)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
      }
    },
  );
});

describe("parseMacosRoute", () => {
  it("reads route -n get", () => {
    const text = `   route to: 203.0.113.9
destination: default
       mask: default
    gateway: 192.168.1.1
  interface: en0
      flags: <UP,GATEWAY,DONE,STATIC,PRCLONING,GLOBAL>
 recvpipe  sendpipe  ssthresh  rtt,msec    rttvar  hopcount      mtu     expire
       0         0         0         0         0         0      1500         0
`;
    expect(parseMacosRoute(text)).toEqual({
      interfaceName: "en0",
      gatewayAddress: "192.168.1.1",
      linkMtuBytes: 1500,
    });
  });

  it("knows a host on the link by its missing gateway, and no route by a missing interface", () => {
    expect(parseMacosRoute("    gateway: link#4\n  interface: utun3\n")).toEqual({ interfaceName: "utun3" });
    expect(parseMacosRoute("route: writing to routing socket: not in table\n")).toBeNull();
  });
});

describe("parseWindowsRoute", () => {
  it("reads the script's JSON", () => {
    const text = '{"InterfaceAlias":"Wi-Fi","IPAddress":"192.168.1.7","NextHop":"192.168.1.1","NlMtu":1500}';
    expect(parseWindowsRoute(text)).toEqual({
      interfaceName: "Wi-Fi",
      sourceAddress: "192.168.1.7",
      gatewayAddress: "192.168.1.1",
      linkMtuBytes: 1500,
    });
    expect(parseWindowsRoute('{"InterfaceAlias":"VPN","NextHop":"0.0.0.0","IPAddress":null}')).toEqual({
      interfaceName: "VPN",
    });
    expect(parseWindowsRoute("")).toBeNull();
  });
});
