import { describe, expect, it } from "vitest";
import { columnsOf, selectedWhere } from "../../../../main/fleet/columns.ts";
import { packChunk, unpackChunks } from "../../../../main/host/fleet-store/fleet-chunks.ts";
import { fleetDimensions } from "../../../../main/model/fleet-row.ts";
import { syntheticRows } from "../../../fakes/fleet.ts";

const rows = syntheticRows(6, 30);
const words = [""];
const wordId = (word: string): number => (words.includes(word) ? words.indexOf(word) : words.push(word) - 1);

describe("pieces of a fleet", () => {
  it("hold the columns of their rows, however the rows are cut into pieces", () => {
    const chunks = [rows.slice(0, 1), rows.slice(1, 20), rows.slice(20)].map((some) => packChunk(some, wordId));
    const columns = unpackChunks(chunks, words);
    const wanted = columnsOf(rows);
    expect(columns.numbers).toEqual(wanted.numbers);
    for (const name of fleetDimensions) {
      expect([...columns.codes[name]].map((code) => words[code])).toEqual(rows.map((row) => row[name]));
    }
    expect(selectedWhere(columns, { os: "windows" }).bundles).toBe(selectedWhere(wanted, { os: "windows" }).bundles);
  });

  it("are refused where they are not as long as their rows", () => {
    const { body } = packChunk(rows, wordId);
    for (const damaged of [body.subarray(1), new Uint8Array(), body.subarray(0, 8)]) {
      expect(() => unpackChunks([{ bundles: rows.length, body: damaged }], words)).toThrow(/damaged/);
    }
    expect(unpackChunks([], []).bundles).toBe(0);
  });
});
