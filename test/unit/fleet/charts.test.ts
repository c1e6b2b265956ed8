import { describe, expect, it } from "vitest";
import { fleetCharts } from "../../../main/fleet/charts.ts";
import { columnsOf } from "../../../main/fleet/columns.ts";
import { survival } from "../../../main/fleet/survival.ts";
import { fleetChartsSchema } from "../../../main/model/fleet-charts.ts";
import { aFleetRow, syntheticRows } from "../../fakes/fleet.ts";

describe("survival", () => {
  it("gives the values of the published example", () => {
    // Remission times with 6-MP (E. J. Freireich et al., Blood 21, 1963), as in every textbook; + is "at least".
    const text = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
    const steps = survival(
      text.split(" ").map((time) => ({ seconds: Number.parseInt(time, 10), isAtLeast: time.endsWith("+") })),
    );
    expect(steps.map(({ seconds, share, atRisk }) => [seconds, Number(share.value.toFixed(3)), atRisk])).toEqual([
      [6, 0.857, 21],
      [7, 0.807, 17],
      [10, 0.753, 15],
      [13, 0.69, 12],
      [16, 0.627, 11],
      [22, 0.538, 7],
      [23, 0.448, 6],
      [35, 0.448, 1],
    ]);
    // R, survfit(conf.type = "log-log").
    expect(steps[0]?.share.low).toBeCloseTo(0.6197, 4);
    expect(steps[0]?.share.high).toBeCloseTo(0.9516, 4);
  });

  it("ends at nothing where all ended, and stays at all where none did", () => {
    const lives = (isAtLeast: boolean) => [1, 2, 3].map((seconds) => ({ seconds, isAtLeast }));
    expect(survival(lives(false)).at(-1)?.share).toEqual({ value: 0, low: 0, high: 0 });
    expect(survival(lives(true))).toEqual([{ seconds: 3, share: { value: 1, low: 1, high: 1 }, atRisk: 1 }]);
    expect(survival([])).toEqual([]);
  });

  it("stays small whatever strangers say, and ends where the last one does", () => {
    const steps = survival(Array.from({ length: 5000 }, (_, index) => ({ seconds: index + 0.5, isAtLeast: false })));
    expect(steps.length).toBeLessThan(500);
    expect(steps.at(-1)).toMatchObject({ seconds: 4999.5, share: { value: 0 } });
  });
});

describe("fleetCharts", () => {
  it("counts every bundle once in each picture", () => {
    const rows = syntheticRows(5, 400);
    const charts = fleetCharts(columnsOf(rows));
    expect(fleetChartsSchema.safeParse(charts).success).toBe(true);
    const sum = (counts: readonly { readonly bundles: number }[]) =>
      counts.reduce((total, { bundles }) => total + bundles, 0);
    expect(sum(charts.causes.versions)).toBe(400);
    expect(sum(charts.pathMtu)).toBe(400);
    expect(sum(charts.weeks)).toBe(400);
    for (const { bundles, counts } of charts.causes.versions) {
      expect(counts).toHaveLength(charts.causes.causes.length);
      expect(counts.reduce((total, count) => total + count, 0)).toBe(bundles);
    }
    const measured = rows.filter(({ natRepliedSeconds }) => natRepliedSeconds !== undefined).length;
    expect(charts.natSurvival.reduce((total, curve) => total + curve.measured, 0)).toBe(measured);
  });

  it("shows weeks without bundles, and the week in which an update was first seen", () => {
    const row = (week: string, osUpdate: string) => aFleetRow({ week, osUpdate, osBuild: "Windows 11 build 26100" });
    const { weeks, updates } = fleetCharts(
      columnsOf([row("2026-01-05", "26100.1"), row("2026-01-26", "26100.2"), row("2026-01-19", "26100.2")]),
    );
    expect(weeks.map(({ week, bundles }) => [week, bundles])).toEqual([
      ["2026-01-05", 1],
      ["2026-01-12", 0],
      ["2026-01-19", 1],
      ["2026-01-26", 1],
    ]);
    expect(updates).toEqual([
      { week: "2026-01-19", osBuild: "Windows 11 build 26100", osUpdate: "26100.2", bundles: 2 },
    ]);
  });

  it("makes no chart of centuries of one wrong clock", () => {
    const { weeks } = fleetCharts(columnsOf([aFleetRow({ week: "1970-01-05" }), aFleetRow({ week: "2026-01-05" })]));
    expect(weeks.map(({ week }) => week)).toEqual(["2026-01-05"]);
  });

  it("puts rare versions together", () => {
    const rows = Array.from({ length: 40 }, (_, index) => aFleetRow({ osVersion: `system ${index}` }));
    const { versions } = fleetCharts(columnsOf(rows)).causes;
    expect(versions).toHaveLength(13);
    expect(versions.at(-1)).toMatchObject({ osVersion: "others", bundles: 28 });
    expect(fleetCharts(columnsOf([]))).toEqual({
      bundles: 0,
      causes: { causes: [], versions: [] },
      natSurvival: [],
      pathMtu: [],
      weeks: [],
      updates: [],
    });
  });
});
