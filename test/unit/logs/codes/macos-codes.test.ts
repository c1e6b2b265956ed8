import { describe, expect, it } from "vitest";
import { appleIpsecCode } from "../../../../main/logs/codes/apple-ipsec-codes.ts";
import { appleL2tpDeviceCode } from "../../../../main/logs/codes/apple-ppp-codes.ts";
import { macosEventCodes } from "../../../../main/logs/codes/macos-event-codes.ts";
import { networkExtensionCode } from "../../../../main/logs/codes/network-extension-codes.ts";
import { pppExitCode } from "../../../../main/logs/codes/ppp-exit-codes.ts";
import { scncStatusNumber, scncStopReason } from "../../../../main/logs/codes/scnc-codes.ts";
import { parseMacos } from "../macos/parse-macos.ts";

describe("codes of macOS", () => {
  it.each([
    ["linux", "15", "PEER_DEAD"],
    ["macos", "15", "PEER_DEAD"],
    ["linux", "21", "CNID_AUTH_FAILED"],
    ["macos", "21", "DEVICE_ERROR"],
    ["macos", "25", "PEER_UNREACHABLE"],
    ["linux", "25", undefined],
    ["macos", "-1", undefined],
  ] as const)("exit code of pppd on %s: %s is %s", (os, number, symbol) => {
    expect(pppExitCode(os, number)?.symbol).toBe(symbol);
  });

  it("mean different things in different domains, and nothing without one", () => {
    expect(networkExtensionCode("NEVPNConnectionErrorDomainPlugin", "7")?.symbol).toBe("INTERNAL");
    expect(networkExtensionCode("NEVPNConnectionErrorDomain", "7")?.symbol).toBe("serverDead");
    expect(networkExtensionCode("NEVPNConnectionErrorDomainIPSec", "7")).toBe(appleIpsecCode("7"));
    expect(networkExtensionCode("IKEv2ProviderDisconnectionErrorDomain", "3")?.mayBe).toEqual(["credentials-rejected"]);
    expect(networkExtensionCode("", "7")).toBeUndefined();
    expect(networkExtensionCode("constructor", "7")).toBeUndefined();
  });

  it.each([
    ["ppp", "Peer Dead", "15"],
    ["ppp", "15", "15"],
    ["l2tp-device", "Shared Secret", "7"],
    ["ipsec", "Peer Dead", "17"],
    ["ipsec", "Server Certificate identity incorrect", "24"],
    ["ipsec", "No Answer", undefined],
  ] as const)("status of %s in words: %s is %s", (kind, words, number) => {
    expect(scncStatusNumber(kind, words)).toBe(number);
  });

  it("say what they cannot tell where one code has several causes", () => {
    for (const meaning of [
      pppExitCode("macos", "15"),
      appleL2tpDeviceCode("2"),
      appleIpsecCode("17"),
      scncStopReason("Controller Stopped"),
      networkExtensionCode("NEVPNConnectionErrorDomainPlugin", "20"),
    ]) {
      expect(meaning?.cannotTell).toMatch(/\.$/u);
    }
  });

  it.each([
    [
      "SCNC: stop, triggered by (17) configd, type L2TP, reason Controller Stopped, status Peer Dead.No Answer",
      ["Controller Stopped", "PEER_DEAD", "L2TP_NOANSWER"],
    ],
    [
      "SCNC: stop, triggered by (17) configd, type IPSec, reason Controller Stopped, status Peer Dead",
      ["Controller Stopped", "PEERDEADETECTION_ERROR"],
    ],
    [
      "SCNC: stop, triggered by (17) configd, type L2TP, reason Controller Stopped, status (15.6)",
      ["Controller Stopped", "PEER_DEAD", "L2TP_NETWORKCHANGED"],
    ],
    ['scutil: "Office" Disconnected, PPP.LastCause 19, PPP.DeviceLastCause 0', ["AUTH_TOPEER_FAILED", "NO_ERROR"]],
    ['scutil: "Cisco" Disconnected, IPSec.LastCause 14', ["XAUTH_ERROR"]],
    [
      'NEIKEv2Provider: IKEv2IKESA[2.1, BD4CC9FAA16C5FCD-0A6521FD53907C30] state Connected -> Disconnected error (null) -> Error Domain=NEVPNConnectionErrorDomain Code=7 "x"',
      ["serverDead"],
    ],
    ["racoon: Connecting.", undefined],
    ["racoon: no suitable proposal found.", []],
    ["SCNC: start, triggered by (310) SystemUIServer, type IPSec, status 0, trafficClass 0", []],
  ])("are found in %s", (line, symbols) => {
    const [event] = parseMacos(line).events;
    expect(event === undefined ? undefined : macosEventCodes(event).map(({ symbol }) => symbol)).toEqual(symbols);
  });
});
