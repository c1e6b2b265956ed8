import { describe, expect, it } from "vitest";
import type { Finding } from "../../../main/model/finding.ts";
import { captureInputs } from "../../evaluate/capture-inputs.ts";
import { caseInput } from "../../evaluate/case-input.ts";
import { judgeInput } from "../../evaluate/input.ts";
import { readCases } from "../../evaluate/labelled-case.ts";
import { brokenPromises, type Judged, judgeDiagnosis, percent, scoreOf, type Truth } from "../../evaluate/score.ts";
import { simulatedInputs } from "../../evaluate/simulated-inputs.ts";

const cases = readCases();
const inputs = [...(await captureInputs(cases)), ...(await Promise.all(cases.map(caseInput)))];
const judged: readonly Judged[] = inputs.map(judgeInput);

describe("the diagnosis of labelled cases", () => {
  it("keeps its promises on all of them", () => {
    expect(judged.length).toBeGreaterThan(200);
    expect(brokenPromises(scoreOf(judged))).toEqual([]);
  });

  it.each(["thread", "variant", "lab", "capture"] as const)("keeps them on those of each origin: %s", (origin) => {
    expect(brokenPromises(scoreOf(judged.filter((one) => one.origin === origin)))).toEqual([]);
  });

  it.each(["tune", "held-out"] as const)("keeps them on both splits: %s", (split) => {
    expect(brokenPromises(scoreOf(judged.filter((one) => one.split === split)))).toEqual([]);
  });

  it("says nothing above a notice where nothing is wrong", () => {
    const healthy = judged.filter(({ expected, unusable }) => expected.length === 0 && unusable === undefined);
    expect(healthy.length).toBeGreaterThan(10);
    expect(healthy.filter(({ top }) => top !== null)).toEqual([]);
  });

  it("never is certain where nobody can tell", () => {
    const open = judged.filter(({ unusable }) => unusable !== undefined);
    expect(
      open.flatMap(({ findings }) => findings.filter(({ confidence, right }) => confidence === "certain" && !right)),
    ).toEqual([]);
  });

  it("is right in the simulated internet", async () => {
    const runs = [...(await simulatedInputs("nat-timeout-60-client")), ...(await simulatedInputs("healthy"))];
    expect(runs.map(judgeInput).filter(({ topRight }) => !topRight)).toEqual([]);
  });
});

describe("the score", () => {
  const truth: Truth = {
    id: "x",
    origin: "variant",
    split: "tune",
    truth: "",
    expected: ["cgnat"],
    alsoTrue: ["double-nat"],
  };
  const said = (code: Finding["code"], confidence: Finding["confidence"]): Finding => ({
    ...{ code, confidence, severity: "degrades", cause: "dns", title: "" },
    evidence: [],
    fixes: [],
  });

  it("counts a finding that is true beside the cause as right, but not as the first", () => {
    const one = judgeDiagnosis(truth, { findings: [said("double-nat", "certain"), said("cgnat", "possible")] });
    expect(one).toMatchObject({ top: "double-nat", topRight: false });
    expect(one.findings.map(({ right }) => right)).toEqual([true, true]);
  });

  it("breaks its promises for a certain finding that is wrong, a missing one, and one in a healthy input", () => {
    const wrong = judgeDiagnosis(truth, { findings: [said("clock-skew", "certain")] });
    const missing = judgeDiagnosis(truth, { findings: [] });
    const healthy = judgeDiagnosis({ ...truth, expected: [] }, { findings: [said("clock-skew", "possible")] });
    const score = scoreOf([wrong, missing, healthy]);
    expect(brokenPromises(score)).toHaveLength(3);
    expect(score.top).toEqual({ right: 0, of: 2 });
    expect(score.confusion).toContainEqual({ truth: "cgnat", said: "nothing", times: 1 });
    expect(percent({ right: 0, of: 0 })).toBe(100);
  });

  it("leaves out inputs that do not tell their cause, but counts how sure their findings were", () => {
    const open = judgeDiagnosis({ ...truth, unusable: "no log" }, { findings: [said("clock-skew", "possible")] });
    const score = scoreOf([open]);
    expect(score.top.of).toBe(0);
    expect(score.calibration.possible).toEqual({ right: 0, of: 1 });
  });
});
