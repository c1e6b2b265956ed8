import { describe, expect, it } from "vitest";
import { nameRows } from "../../../../main/bundle/redaction/name-rows.ts";
import { createRedactor } from "../../../../main/bundle/redaction/redactor.ts";
import { secretRows } from "../../../../main/bundle/redaction/secret-rows.ts";
import { shapeRows } from "../../../../main/bundle/redaction/shape-rows.ts";

const key = new Uint8Array(32).fill(7);
const rows = [...secretRows, ...nameRows, ...shapeRows];

/** The pieces of a sample: what stays, then what is replaced, then what stays, and so on. */
const piecesOf = (sample: string): readonly string[] => sample.split(/[«»]/);
const plain = (sample: string): string => sample.replaceAll(/[«»]/g, "");
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

describe.each(rows)("the row: $name", (row) => {
  it("has samples and near misses", () => {
    expect(row.samples.length).toBeGreaterThan(0);
    expect(row.nearMisses.length).toBeGreaterThan(0);
  });

  it.each(row.samples)("replaces what is marked in %j, and nothing else", (sample) => {
    const redacted = createRedactor({ key }).text(plain(sample));
    const pieces = piecesOf(sample);
    const shape = pieces.map((piece, index) => (index % 2 === 0 ? escaped(piece) : "(?:.+?)")).join("");
    expect(redacted).toMatch(new RegExp(`^${shape}$`, "s"));
    for (const [index, piece] of pieces.entries()) if (index % 2 === 1) expect(redacted).not.toContain(piece);
  });

  it.each(row.samples)("finds %j by itself", (sample) => {
    const text = plain(sample);
    const found = [...text.matchAll(row.pattern)].flatMap((match) =>
      Object.values(match.groups ?? {}).filter((value) => (value as string | undefined) !== undefined),
    );
    const marked = piecesOf(sample).filter((_piece, index) => index % 2 === 1);
    for (const value of marked) expect(found.some((one) => one.includes(value))).toBe(true);
    const { literals, minRunCharacters } = row;
    const isTried =
      minRunCharacters === undefined
        ? literals.some((literal) => text.toLowerCase().includes(literal.toLowerCase()))
        : new RegExp(`[A-Za-z0-9+/]{${minRunCharacters}}`).test(text);
    expect(isTried).toBe(true);
  });

  it.each(row.nearMisses)("leaves %j as it is", (text) => {
    const redactor = createRedactor({ key });
    expect(redactor.text(text)).toBe(text);
    expect(redactor.takeCounts().classes).toEqual({});
  });
});
