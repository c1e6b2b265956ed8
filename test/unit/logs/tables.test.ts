import { describe, expect, it } from "vitest";
import { allTables } from "../../../main/logs/formats/all-tables.ts";
import { logEventNames } from "../../../main/model/log-event-names.ts";

describe.each(allTables)("table $stack", (table) => {
  it.each(table.rows)("row $id matches its samples, alone, with the fields told", (row) => {
    expect(row.samples.length).toBeGreaterThan(0);
    for (const sample of row.samples) {
      const matching = table.rows.filter((other) => other.pattern.test(sample.line)).map((other) => other.id);
      expect(matching, sample.line).toEqual([row.id]);
      const groups = row.pattern.exec(sample.line)?.groups ?? {};
      expect(groups, sample.line).toMatchObject(sample.fields ?? {});
    }
    for (const line of row.nearMisses ?? []) expect(row.pattern.test(line), line).toBe(false);
  });
});

describe("all tables", () => {
  it("have rows with ids of their own", () => {
    const ids = allTables.flatMap((table) => table.rows.map((row) => row.id));
    expect(ids).toEqual([...new Set(ids)]);
  });

  it("claim every identifier once", () => {
    const identifiers = allTables.flatMap((table) => table.identifiers);
    expect(identifiers).toEqual([...new Set(identifiers)]);
  });

  it("name events of the vocabulary and say where each wording is from", () => {
    const known = new Set<string>(logEventNames);
    for (const row of allTables.flatMap((table) => table.rows)) {
      expect(row.event === null || known.has(row.event), row.id).toBe(true);
      expect(row.source, row.id).not.toBe("");
    }
  });

  it("use patterns without state, so that a match does not depend on the one before", () => {
    for (const row of allTables.flatMap((table) => table.rows)) expect(row.pattern.flags, row.id).not.toMatch(/[gy]/u);
  });
});
