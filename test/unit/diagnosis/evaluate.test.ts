import { describe, expect, it } from "vitest";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import { allRules } from "../../../main/diagnosis/rules/all-rules.ts";
import { connectingSituations } from "./connecting-situations.ts";
import { droppingSituations } from "./dropping-situations.ts";
import { measuredSituations } from "./measured-situations.ts";
import { thisComputerSituations } from "./this-computer-situations.ts";
import { at, event, observations } from "./observations.ts";

const situations = [...measuredSituations, ...connectingSituations, ...droppingSituations, ...thisComputerSituations];

describe("diagnose", () => {
  it.each(situations)("$name", ({ given, expected }) => {
    const { findings } = diagnose(observations(given));
    expect(findings.map(({ code, confidence, severity }) => `${code} ${confidence} ${severity}`)).toEqual(expected);
  });

  it.each(situations.filter((row) => row.expected.length > 0))("gives evidence and a fix: $name", ({ given }) => {
    for (const finding of diagnose(observations(given)).findings) {
      expect(finding.evidence.length, finding.code).toBeGreaterThan(0);
      expect(finding.fixes.length, finding.code).toBeGreaterThan(0);
      for (const fix of finding.fixes) expect(fix.verify, fix.title).not.toBe("");
    }
  });

  it("tests every rule with at least one row", () => {
    const expected = new Set(situations.flatMap((row) => row.expected.map((text) => text.split(" ")[0])));
    expect(allRules.map((rule) => rule.code).filter((code) => !expected.has(code))).toEqual([]);
  });

  it("takes the time of evidence from the log and names the line", () => {
    const events = [event("psk_mismatch", 5, { source: "/var/log/charon.log", lineNumber: 42 })];
    const [finding] = diagnose(observations({ events })).findings;
    expect(finding?.evidence[0]).toMatchObject({ at: at(5), source: "/var/log/charon.log:42" });
  });
});
