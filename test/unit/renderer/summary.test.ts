import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { en } from "../../../renderer/texts/en.ts";
import { summarise, summariseForPhone } from "../../../renderer/pages/check/summary.ts";
import { fakeReport } from "../../e2e/ui/fake-report.ts";

const problem = fakeReport("vpn.example.com");

describe("summarise", () => {
  it("tells the verdict, the findings, who can do what, and what it is about", () => {
    const summary = summarise(problem, en, "en");
    expect(summary).toMatch(/^\*\*We found what stops your VPN\*\*\n\n- Large packets disappear/);
    expect(summary).toContain("- You: Set the VPN’s MTU to 1280 bytes");
    expect(summary).toContain("Gateway: vpn.example.com");
  });

  it("tells also of a result without findings", () => {
    expect(summarise(fakeReport("healthy.example.com"), en, "en")).toContain("Everything that was checked");
  });

  it("has at most 15 lines, whatever is in the report, and no markup of its own making", () => {
    const [first] = problem.findings;
    if (first === undefined) throw new Error("The report has a finding.");
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 8 }), fc.string(), (titles, fixTitle) => {
        const findings = titles.map((title) => ({
          ...first,
          title,
          fixes: first.fixes.map((fix) => ({ ...fix, title: fixTitle })),
        }));
        const summary = summarise({ ...problem, findings }, en, "en");
        expect(summary.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
        expect(summary.replace(/^\*\*|\*\*$/gm, "")).not.toMatch(/(?<!\\)(?:\\\\)*[*<[`]/);
      }),
    );
  });
});

describe("summariseForPhone", () => {
  it("has no markup and fits into a code that an old phone reads", () => {
    const text = summariseForPhone({ ...problem, because: "x".repeat(2000), verdict: "not-enough-checked" }, en, "en");
    expect(text.length).toBeLessThanOrEqual(400);
    expect(summariseForPhone(problem, en, "en")).not.toContain("*");
  });
});
