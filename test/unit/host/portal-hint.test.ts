import { describe, expect, it } from "vitest";
import { readPortalHint } from "../../../main/host/portal-hint.ts";
import type { Client } from "../../../main/model/client.ts";
import { failure, success } from "../../../main/model/failure.ts";

const hint = (printed: Readonly<Record<string, string>>, os: Client["os"] = "linux") =>
  readPortalHint(
    async (program) => {
      const stdout = printed[program];
      return stdout === undefined
        ? failure("not-found", "not installed")
        : success({ exitCode: 0, stdout, stderr: "" });
    },
    os,
    {},
  );

const announced = '{"Interfaces":[{"Name":"lo"},{"Name":"wlan0","CaptivePortal":"https://portal.example/api"}]}';

describe("what Linux knows of a captive portal", () => {
  it.each([
    ["portal\n", { systemSays: "portal" }],
    ["full\n", { systemSays: "online" }],
    ["limited\n", undefined],
    ["unknown\n", undefined],
    ["toString\n", undefined],
  ])("NetworkManager: %j", async (nmcli, expected) => expect(await hint({ nmcli })).toEqual(expected));

  it("systemd-networkd tells what DHCP or a router announced (RFC 8910)", async () => {
    expect(await hint({ networkctl: announced })).toEqual({ apiUrl: "https://portal.example/api" });
  });

  it("both together", async () => {
    const both = { systemSays: "portal", apiUrl: "https://portal.example/api" };
    expect(await hint({ nmcli: "portal\n", networkctl: announced })).toEqual(both);
  });

  it.each(["", "{}", "[]", '{"Interfaces":[{"CaptivePortal":7}]}'])("%j tells nothing", async (networkctl) => {
    expect(await hint({ networkctl })).toBeUndefined();
  });
});

describe("what macOS knows of a captive portal", () => {
  it.each([
    ["https://portal.example/api\n", { apiUrl: "https://portal.example/api" }],
    ["", undefined],
    ["https://portal.example/a b\n", undefined],
    ["captive_portal_url: unknown option\n", undefined],
    ["0000  68 74 74 70 73 3a 2f 2f\n", undefined],
    [`https://${"x".repeat(3_000)}\n`, undefined],
  ])("DHCP option 114: %j", async (ipconfig, expected) => expect(await hint({ ipconfig }, "macos")).toEqual(expected));

  it("asks for the primary interface, whichever that is", async () => {
    const asked: unknown[] = [];
    await readPortalHint(
      async (program, args) => {
        asked.push([program, ...args]);
        return success({ exitCode: 1, stdout: "", stderr: "" });
      },
      "macos",
      {},
    );
    expect(asked).toEqual([["ipconfig", "getoption", "", "captive_portal_url"]]);
  });
});

describe("what Windows knows of a captive portal", () => {
  it.each([
    ["3\r\n", { systemSays: "online" }],
    ["2\r\n", { systemSays: "portal" }],
    ["1\r\n", undefined],
    ["0\r\n", undefined],
    ["", undefined],
    ["InternetAccess\r\n", undefined],
  ])("its connectivity level %j", async (powershell, expected) =>
    expect(await hint({ powershell }, "windows")).toEqual(expected),
  );
});
