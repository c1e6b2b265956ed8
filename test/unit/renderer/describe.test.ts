import { describe, expect, it } from "vitest";
import type { Finding, Measurement } from "../../../main/api/contract.ts";
import { describeMeasurement } from "../../../renderer/pages/check/describe-measurement.ts";
import { describeVerdict, sortFixes, whoCanFix } from "../../../renderer/pages/check/describe-verdict.ts";
import { splitCommands } from "../../../renderer/pages/check/split-commands.ts";

const measurement = (rest: Partial<Measurement>): Measurement => ({
  kind: "path-mtu",
  outcome: "measured",
  method: "m",
  target: "t",
  details: {},
  ...rest,
});

const fix = (who: Finding["fixes"][number]["who"]): Finding["fixes"][number] => ({
  who,
  title: who,
  steps: [],
  commands: [],
  verify: "",
});

const finding = (rest: Partial<Finding>): Finding => ({
  code: "udp-blocked",
  cause: "firewall",
  title: "UDP is blocked",
  severity: "blocks",
  confidence: "certain",
  evidence: [],
  fixes: [],
  ...rest,
});

describe("describeMeasurement", () => {
  it.each<[Partial<Measurement>, string]>([
    [{ value: 1400, unit: "bytes" }, "1,400\u00a0bytes"],
    [{ value: 30, unit: "s", low: 29, high: 31 }, "30\u00a0sec (between 29 and 31\u00a0sec)"],
    [{ value: 1400, unit: "bytes", low: 1400, high: 1400 }, "1,400\u00a0bytes"],
    [{ value: true }, "Yes"],
    [{ value: false }, "No"],
    [{ value: "silent" }, "No answer"],
    [{ value: "toString" }, "toString"],
    [{ low: 20, high: 40, unit: "s" }, "between 20 and 40\u00a0sec"],
    [{ outcome: "unknown", reason: "lost" }, "Not known: lost"],
    [{ outcome: "failed" }, "Could not be measured"],
    [{ outcome: "not-applicable", reason: "no NAT" }, "Does not apply: no NAT"],
  ])("%j", (rest, text) => expect(describeMeasurement(measurement(rest))).toBe(text));
});

describe("describeVerdict", () => {
  it("is as sure as the first finding, and no surer", () => {
    const title = (confidence: Finding["confidence"]): string =>
      describeVerdict({ verdict: "problem-found", findings: [finding({ confidence })] }).title;
    expect(title("certain")).toBe("We found what stops your VPN");
    expect(title("likely")).toBe("We very likely found what stops your VPN");
    expect(title("possible")).toBe("We found what may stop your VPN");
  });

  it("names the finding and counts the others", () => {
    const { lead, tone } = describeVerdict({ verdict: "problem-found", findings: [finding({}), finding({})] });
    expect(lead).toBe("UDP is blocked. 1 more finding below.");
    expect(tone).toBe("bad");
  });

  it("never calls an undecided check good", () => {
    for (const verdict of ["not-enough-checked", "cancelled", "problem-found"] as const) {
      expect(describeVerdict({ verdict, findings: [] }).tone).toBe("neutral");
    }
    expect(describeVerdict({ verdict: "healthy", findings: [] }).tone).toBe("good");
    const because = "Unknown, because no log was read.";
    expect(describeVerdict({ verdict: "not-enough-checked", because, findings: [] }).lead).toBe(because);
  });
});

describe("who can fix it", () => {
  it("names everybody once, oneself first", () => {
    const findings = [finding({ fixes: [fix("vpn-admin"), fix("you")] }), finding({ fixes: [fix("vpn-admin")] })];
    expect(whoCanFix({ findings })).toEqual(["you", "vpn-admin"]);
    expect(sortFixes(findings[0]?.fixes ?? []).map(({ who }) => who)).toEqual(["you", "vpn-admin"]);
  });
});

describe("splitCommands", () => {
  const commands = ["Linux (pppd)", "Windows", "macOS", "OpenWrt"].map((os) => ({ os, text: os }));

  it("shows the reader what belongs to this computer or to no system", () => {
    const { shown, folded } = splitCommands({ who: "you", commands }, "linux");
    expect(shown.map(({ os }) => os)).toEqual(["Linux (pppd)", "OpenWrt"]);
    expect(folded.map(({ os }) => os)).toEqual(["Windows", "macOS"]);
  });

  it("folds away what others type when it is much, whatever the system", () => {
    expect(splitCommands({ who: "vpn-admin", commands }, "linux").shown).toEqual([]);
    expect(splitCommands({ who: "router", commands: commands.slice(1, 3) }, "linux").folded).toEqual([]);
  });
});
