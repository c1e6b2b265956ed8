import { describe, expect, it } from "vitest";
import { readPortalHint } from "../../../main/host/portal-hint.ts";
import { failure, success } from "../../../main/model/failure.ts";

const hint = (printed: Readonly<Record<string, string>>) =>
  readPortalHint(async (program) => {
    const stdout = printed[program];
    return stdout === undefined ? failure("not-found", "not installed") : success({ exitCode: 0, stdout, stderr: "" });
  }, {});

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

  it.each(["", "{}", "[]", '{"Interfaces":[{"CaptivePortal":7}]}'])("%j tells nothing", async (networkctl) => {
    expect(await hint({ networkctl })).toBeUndefined();
  });
});
