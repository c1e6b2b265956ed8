import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDuration } from "../../../main/doors/cli/duration.ts";
import { exitCodeOf, exitCodeOfFailure } from "../../../main/doors/cli/exit-codes.ts";
import { summaryLine } from "../../../main/doors/cli/report-text.ts";
import { columnsOf, padColumns, wrap } from "../../../main/doors/cli/terminal.ts";
import { aReport } from "../../fakes/report.ts";

describe("durations", () => {
  it.each([
    ["90s", 90_000],
    ["30m", 1_800_000],
    ["12h", 43_200_000],
    ["7d", 604_800_000],
    [" 2w ", 1_209_600_000],
  ])("%s", (text, ms) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: ms });
  });

  it.each(["", "7", "d", "-1d", "0d", "1.5h", "7 days", "1e3s", "9999999d"])("refuses %j", (text) => {
    expect(parseDuration(text)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });
});

describe("exit codes", () => {
  it.each([
    ["healthy", false, 0],
    ["problem-found", false, 1],
    ["problem-found", true, 0],
    ["not-enough-checked", true, 3],
    ["cancelled", true, 4],
  ] as const)("%s with exit-zero %s is %i", (verdict, exitZero, code) => {
    expect(exitCodeOf(verdict, exitZero)).toBe(code);
  });

  it.each([
    ["invalid-input", 2],
    ["cancelled", 4],
    ["refused", 5],
    ["unreachable", 3],
  ] as const)("failure %s is %i", (code, exitCode) => {
    expect(exitCodeOfFailure({ code, message: "" })).toBe(exitCode);
  });
});

describe("wrapping", () => {
  it("keeps every word and the width, where words allow it", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 }), (words) => {
        const lines = wrap(words.join(" "), 24, "  • ").split("\n");
        expect(lines.every((line) => line.length <= 24)).toBe(true);
        expect(
          lines
            .map((line) => line.slice(4))
            .join(" ")
            .split(" "),
        ).toEqual(words);
      }),
    );
  });
});

describe("text whose characters are two columns wide", () => {
  const japanese = fc
    .array(fc.constantFrom("パ", "ケット", "が", "（", "大きい", "）", "。", "UDP", "500", "「", "」", "、"), {
      minLength: 1,
    })
    .map((parts) => parts.join(""));

  it("is broken between its characters, and loses none of them", () => {
    fc.assert(
      fc.property(japanese, (text) => {
        const lines = wrap(text, 40, "  • ").split("\n");
        expect(lines.map((line) => line.slice(4)).join("")).toBe(text);
        for (const line of lines.slice(1)) expect(line.slice(4)).not.toMatch(/^[。、）」]/);
      }),
    );
  });

  it("is measured and padded by its columns", () => {
    expect(columnsOf("UDPポート500")).toBe(12);
    expect(padColumns("経路", 6)).toBe("経路  ");
    expect(padColumns("経路", 6, "start")).toBe("  経路");
    expect(wrap("経路上のNATが忘れます。次の行", 24)).toBe("経路上のNATが忘れます。\n次の行");
    expect(wrap("à la fin\u202f; voilà", 8)).toBe("à la\nfin\u202f;\nvoilà");
  });
});

describe("the summary", () => {
  it("is one line of at most 2048 characters, whatever the report holds", () => {
    const line = summaryLine(aReport({ gateway: { host: `a\nb${"x".repeat(3000)}`, addresses: [] } }));
    expect(line).not.toContain("\n");
    expect(line.length).toBe(2048);
    expect(summaryLine(aReport())).toBe("tunnel-doctor 0.1.0 verdict=healthy gateway=vpn.example.com");
  });
});
