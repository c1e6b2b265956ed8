import { describe, expect, it } from "vitest";
import { columnsOf } from "../../../main/fleet/columns.ts";
import { compareFleet } from "../../../main/fleet/compare.ts";
import { parseEffect } from "../../../main/fleet/generate.ts";
import { findSpikes } from "../../../main/fleet/spikes.ts";
import { aFleetRow, syntheticRows } from "../../fakes/fleet.ts";

const build = "Windows 11 build 26100";

describe("compareFleet", () => {
  it("names the one affected build, and the update that it came with", () => {
    const rows = syntheticRows(7, 3000, [{ by: "osBuild", value: build, times: 3, since: "2025-10-14" }]);
    const found = compareFleet(columnsOf(rows), { by: ["osBuild"], minBundles: 20 });
    expect(found.affected).toMatchObject([
      { by: "osBuild", value: build, since: { week: "2025-10-13", update: "26100.6000" } },
    ]);
    expect(found.sentences[0]).toMatch(
      /^Only Windows 11 build 26100 is affected, since its October update \(26100\.6000, /,
    );
  });

  it("names every affected group, one after the other, and no good one", () => {
    const rows = syntheticRows(8, 4000, [
      { by: "osBuild", value: build, times: 3 },
      { by: "osBuild", value: "macOS build 24B83", times: 3 },
    ]);
    const { affected, sentences } = compareFleet(columnsOf(rows), { by: ["osBuild"], minBundles: 20 });
    expect(affected.map(({ value }) => value).sort()).toEqual([build, "macOS build 24B83"]);
    expect(sentences[0]).not.toMatch(/^Only/);
  });

  it("says that a short NAT explains what looks like a build", () => {
    // Everybody behind a short NAT drops ten times as often, and most of the build sits there.
    const make = (osBuild: string, nat: "under 30 s" | "180 s or more", bundles: number) =>
      Array.from({ length: bundles }, (_, index) =>
        aFleetRow({ osBuild, nat, drops: (nat === "under 30 s" ? 10 : 1) + (index % 3) - 1, hours: 20 }),
      );
    const rows = [
      ...make("A", "under 30 s", 80),
      ...make("A", "180 s or more", 20),
      ...make("B", "under 30 s", 20),
      ...make("B", "180 s or more", 180),
    ];
    const found = compareFleet(columnsOf(rows), { by: ["osBuild"], minBundles: 20 });
    expect(found.affected[0]?.confounders[0]).toMatchObject({
      by: "nat",
      value: "under 30 s",
      shareInGroup: 0.8,
      shareInRest: 0.1,
      explains: "all",
    });
    expect(found.sentences[0]).toContain("but its NAT class explains it");
    expect(found.sentences[1]).toContain("80 % of it has the NAT class");
  });

  it("judges no group that is too small, and says so where all are", () => {
    const found = compareFleet(columnsOf([aFleetRow(), aFleetRow({ osBuild: "other", drops: 50 })]), {
      by: ["osBuild"],
      minBundles: 20,
    });
    expect(found.affected).toEqual([]);
    expect(found.sentences[0]).toContain("too few");
    expect(compareFleet(columnsOf([]), { by: ["os"], minBundles: 20 }).sentences[0]).toContain("empty");
  });

  it("does not take what is not known for a group of clients", () => {
    const rows = [
      ...Array.from({ length: 50 }, () => aFleetRow({ nat: "not measured", drops: 9, hours: 9 })),
      ...Array.from({ length: 50 }, () => aFleetRow({ nat: "60 to 179 s", drops: 0, hours: 9 })),
    ];
    expect(compareFleet(columnsOf(rows), { by: ["nat"], minBundles: 20 }).testsMade).toBe(0);
  });

  it("finds nothing in a fleet without an effect", () => {
    const found = compareFleet(columnsOf(syntheticRows(1, 2000)), {
      by: ["osBuild", "nat", "network"],
      minBundles: 20,
    });
    expect(found.affected).toEqual([]);
    expect(found.sentences[0]).toMatch(/^No build or NAT class or kind of network is affected/);
  });
});

describe("findSpikes", () => {
  const week = (date: string, withCause: number, without: number) => [
    ...Array.from({ length: withCause }, () => aFleetRow({ week: date, cause: "mtu" })),
    ...Array.from({ length: without }, () => aFleetRow({ week: date, cause: "none" })),
  ];

  it("tells of a cause that comes much more often than before", () => {
    const [spike] = findSpikes(columnsOf([...week("2026-01-05", 5, 95), ...week("2026-01-12", 20, 30)]));
    expect(spike).toMatchObject({ cause: "mtu", week: "2026-01-12" });
    expect(spike?.sentence).toContain("40 %");
  });

  it("is quiet about chance, and about too few bundles", () => {
    expect(findSpikes(columnsOf([...week("2026-01-05", 5, 95), ...week("2026-01-12", 5, 45)]))).toEqual([]);
    expect(findSpikes(columnsOf(week("2026-01-12", 20, 30)))).toEqual([]);
    expect(findSpikes(columnsOf([]))).toEqual([]);
  });
});

describe("parseEffect", () => {
  it("reads an effect with and without a date", () => {
    expect(parseEffect(`osBuild=${build}:3@2025-10-14`)).toMatchObject({
      ok: true,
      value: { by: "osBuild", value: build, times: 3, since: "2025-10-14" },
    });
    expect(parseEffect("nat=under 30 s:2.5")).toMatchObject({ ok: true, value: { times: 2.5 } });
  });

  it.each(["", "osBuild", "colour=red:2", "os=linux", "os=linux:x", "os=linux:2@2025-99-99"])("refuses %j", (text) =>
    expect(parseEffect(text)).toMatchObject({ ok: false, error: { code: "invalid-input" } }),
  );
});
