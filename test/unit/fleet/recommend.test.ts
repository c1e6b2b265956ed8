import { describe, expect, it } from "vitest";
import { columnsOf } from "../../../main/fleet/columns.ts";
import { recommend } from "../../../main/fleet/recommend.ts";
import { aFleetRow } from "../../fakes/fleet.ts";

const rows = [
  ...Array.from({ length: 985 }, () =>
    aFleetRow({ natRepliedSeconds: 60, pathMtuBytes: 1500, longestSessionHours: 8, gateway: "a" }),
  ),
  ...Array.from({ length: 10 }, () =>
    aFleetRow({ natRepliedSeconds: 30, pathMtuBytes: 1400, longestSessionHours: 10, gateway: "a" }),
  ),
  ...Array.from({ length: 5 }, () =>
    aFleetRow({ natRepliedSeconds: 15, pathMtuBytes: 1280, longestSessionHours: 40, gateway: "b" }),
  ),
];
const settingOf = (share: number, name: string) =>
  recommend(columnsOf(rows), share).settings.find(({ setting }) => setting === name);

describe("recommend", () => {
  it("covers the chosen share with confidence, and says who falls outside", () => {
    const keepalive = settingOf(0.98, "keepalive");
    // A third of the 30 s that all but half a percent reach.
    expect(keepalive).toMatchObject({ value: 10, covered: 0.995, isConfident: true, measured: 1000 });
    expect(keepalive?.outside[0]).toMatchObject({ by: "gateway", value: "b", clients: 5, of: 5 });
  });

  it("asks for more where more shall be covered", () => {
    expect(settingOf(0.9999, "keepalive")).toMatchObject({ value: 5, covered: 1, isConfident: false });
    expect(settingOf(0.5, "keepalive")).toMatchObject({ value: 20, covered: 0.985 });
  });

  it("keeps MTU and MSS together, and below the path", () => {
    const mtu = settingOf(0.98, "mtu")?.value ?? 0;
    expect(mtu).toBeLessThan(1400);
    expect(settingOf(0.98, "mss")?.value).toBe(mtu - 40);
  });

  it("says what a lifetime that is bounded does cover", () => {
    const bounded = settingOf(0.999, "lifetime");
    expect(bounded).toMatchObject({ value: 24, covered: 0.995, isConfident: false });
    expect(bounded?.text).toContain("24 h, the longest that makes sense: the longest session of 99.5 % of the clients");
    expect(bounded?.outside[0]).toMatchObject({ by: "gateway", value: "b", clients: 5, of: 5 });
    expect(settingOf(0.98, "lifetime")).toMatchObject({ value: 12, covered: 0.995, isConfident: true });
  });

  it("is never confident of less than the chosen share", () => {
    for (const share of [0.5, 0.9, 0.98, 0.99, 0.999, 0.9999]) {
      for (const { isConfident, covered } of recommend(columnsOf(rows), share).settings) {
        if (isConfident) expect(covered).toBeGreaterThanOrEqual(share);
      }
    }
  });

  it("counts connection tracking for each client, from the clients' own tables", () => {
    const tables = [...Array.from({ length: 990 }, () => 200), ...Array.from({ length: 10 }, () => 900)];
    const found = recommend(columnsOf(tables.map((conntrackEntries) => aFleetRow({ conntrackEntries }))), 0.9);
    expect(found.settings.find(({ setting }) => setting === "conntrack")).toMatchObject({
      value: 400,
      covered: 0.99,
      isConfident: true,
    });
  });

  it("says what nobody measured", () => {
    const { natRepliedSeconds, pathMtuBytes, conntrackEntries, ...row } = aFleetRow({ longestSessionHours: 0 });
    expect([natRepliedSeconds, pathMtuBytes, conntrackEntries]).toHaveLength(3);
    expect(recommend(columnsOf([row]), 0.99).settings.map(({ measured }) => measured)).toEqual([0, 0, 0, 0]);
  });
});
