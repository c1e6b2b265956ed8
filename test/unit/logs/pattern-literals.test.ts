import { describe, expect, it } from "vitest";
import { allTables } from "../../../main/logs/formats/all-tables.ts";
import { patternLiterals } from "../../../main/logs/pattern-literals.ts";

describe("patternLiterals", () => {
  it.each([
    [/^sending keep alive to (?<peer>\S{1,9})$/u, ["sending keep alive to "], "sending keep alive to "],
    [/^(?:in|out)bound (?<n>\d)/u, ["inbound ", "outbound "], "bound "],
    [/^(?:the )?end\.$/u, ["end.", "the end."], "end."],
    [/^ab?c/u, ["ac", "abc"], "a"],
    [/^ab{2,3}c/u, ["ab"], "a"],
    [/^ab*c/u, ["a"], "a"],
    [/^(?:a|b)+c/u, ["a", "b"], "c"],
    [/^a$|^b (?<c>\d)/u, ["a", "b "], ""],
    [/^a|b/u, null, ""],
    [/^(?<word>\w+): x\/y \[z\]/u, null, ": x/y [z]"],
    [/[a\]b]c{1}d/u, null, "d"],
    [/^(?!not )this/u, null, "this"],
    [/^\d/u, null, ""],
    [/^Upper/iu, null, ""],
    [/one|two/u, null, ""],
    [/^x(?:a(?:b|c)d)?e/u, ["xe", "xabde", "xacde"], "x"],
  ])("finds the fixed text of %s", (pattern, leading, inner) => {
    expect(patternLiterals(pattern)).toEqual({ leading, inner });
  });

  it.each(allTables.flatMap((table) => table.rows.map((row) => [row.id, row] as const)))(
    "finds for row %s only what its samples have",
    (_id, row) => {
      const { leading, inner } = patternLiterals(row.pattern);
      for (const { line } of row.samples) {
        expect(line).toContain(inner);
        if (leading !== null)
          expect(
            leading.some((text) => line.startsWith(text)),
            line,
          ).toBe(true);
      }
    },
  );
});
