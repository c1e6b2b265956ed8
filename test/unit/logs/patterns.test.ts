import { describe, expect, it } from "vitest";
import { allTables } from "../../../main/logs/formats/all-tables.ts";
import { messagePattern } from "../../../main/logs/formats/message-pattern.ts";
import { createLogParser } from "../../../main/logs/parser.ts";
import { regexHazards } from "./regex-work.ts";

const rows = allTables.flatMap((table) => table.rows);

describe("message patterns", () => {
  it.each([
    ["(a{1,9})+$", 1],
    ["^(?:a{1,9}b?){2,}$", 1],
    ["a.*b", 1],
    ["^a.*b.*$", 1],
    [String.raw`^a\d{1,9999}b`, 1],
    [String.raw`^a (?<b>\d{1,9}) \[[^\]]{1,64}\](?: c)?$`, 0],
  ])("the check finds what is slow: %s", (source, hazards) => {
    expect(regexHazards(source)).toHaveLength(hazards);
  });

  it.each(rows.map((row) => [row.id, row] as const))("%s takes linear time", (_id, row) => {
    expect(regexHazards(row.pattern.source)).toEqual([]);
  });

  it("get through long hostile lines: samples cut in half, then one piece again and again", () => {
    const parser = createLogParser({ nowMs: 0, utcOffsetMinutes: () => 0 });
    const hostile = rows.flatMap(({ samples }) =>
      samples.flatMap(({ line }) => {
        const half = line.slice(0, Math.ceil(line.length / 2));
        return [line, half, `${half}1`, `${half} `, "("].map((piece) => half + piece.repeat(100_000 / piece.length));
      }),
    );
    let events = 0;
    hostile.forEach((text, lineNumber) => {
      events += parser.push({ text, source: "hostile", lineNumber }).length;
    });
    expect(parser.counts().lines).toBe(hostile.length);
    expect(events).toBeLessThan(hostile.length);
  });

  it("stand for literal text but for placeholders", () => {
    const pattern = messagePattern("a.b* (c) [<n:number>] {<:hex>}");
    expect(pattern.exec("a.b* (c) [12] {ff}")?.groups).toEqual({ n: "12" });
    expect(pattern.test("axb* (c) [12] {ff}")).toBe(false);
    expect(pattern.test("a.b* (c) [12] {ff} and more")).toBe(false);
    expect(messagePattern("…end").test("the end")).toBe(true);
    expect(messagePattern("start…").test("started")).toBe(true);
    expect(messagePattern("start…").test("restarted")).toBe(false);
  });

  it("refuse a placeholder of a kind that does not exist", () => {
    expect(() => messagePattern("a <b:colour>")).toThrow("Unknown placeholder <b:colour>");
  });
});
