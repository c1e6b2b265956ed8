import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alsoIn,
  columnsOf,
  groupsOf,
  momentsOf,
  notIn,
  placesWith,
  selectedWhere,
} from "../../../main/fleet/columns.ts";
import { fleetDimensions } from "../../../main/model/fleet-row.ts";
import { aFleetRow, syntheticRows } from "../../fakes/fleet.ts";

const rows = syntheticRows(4, 300);
const columns = columnsOf(rows);

describe("columns", () => {
  it("hold every text and number of the rows", () => {
    for (const name of fleetDimensions) {
      expect([...columns.codes[name]].map((code) => columns.words[code])).toEqual(rows.map((row) => row[name]));
    }
    expect([...columns.numbers.hours]).toEqual(rows.map(({ hours }) => hours));
    expect([...columns.numbers.natRepliedSeconds]).toEqual(rows.map((row) => row.natRepliedSeconds ?? Number.NaN));
  });

  it("sum up to the whole by any dimension", () => {
    const all = momentsOf(columns);
    for (const name of fleetDimensions) {
      const groups = [...groupsOf(columns, name).values()];
      expect(groups.reduce((sum, { bundles }) => sum + bundles, 0)).toBe(all.bundles);
      expect(groups.reduce((sum, { drops }) => sum + drops, 0)).toBe(all.drops);
    }
  });

  it("select exactly the rows that have the wanted values", () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows), fc.subarray([...fleetDimensions], { minLength: 1 }), (row, names) => {
        const where = Object.fromEntries(names.map((name) => [name, row[name]]));
        const wanted = rows.filter((one) => names.every((name) => one[name] === row[name]));
        expect([...selectedWhere(columns, where).numbers.hours]).toEqual(wanted.map(({ hours }) => hours));
      }),
    );
  });

  it("select nothing for a value that nobody has, and the same columns where all are wanted", () => {
    expect(selectedWhere(columns, { gateway: "' OR 1=1" }).bundles).toBe(0);
    expect(selectedWhere(columns, {})).toBe(columns);
    expect(selectedWhere(columns, { gateway: "vpn-east.example.com" }).bundles).toBeLessThan(columns.bundles);
    const odd = columnsOf([aFleetRow({ gateway: "__proto__" })]);
    expect([...placesWith(odd, "gateway", (word) => word === "__proto__")]).toEqual([1]);
    expect(selectedWhere(odd, { gateway: "__proto__" })).toBe(odd);
  });

  it("sum up some bundles as their rows do", () => {
    const windows = placesWith(columns, "os", (word) => word === "windows");
    const wifi = placesWith(columns, "network", (word) => word === "wifi");
    const dropsOf = (isWanted: (row: (typeof rows)[number]) => boolean) =>
      rows.filter(isWanted).reduce((sum, { drops }) => sum + drops, 0);
    expect(momentsOf(columns, alsoIn(windows, wifi)).drops).toBe(
      dropsOf(({ os, network }) => os === "windows" && network === "wifi"),
    );
    const others = groupsOf(columns, "nat", notIn(windows, wifi));
    for (const [value, { drops }] of others) {
      expect(drops).toBe(dropsOf(({ os, network, nat }) => os === "windows" && network !== "wifi" && nat === value));
    }
    expect(others.size).toBeGreaterThan(2);
  });
});
