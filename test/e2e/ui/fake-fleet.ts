import type { Handlers } from "../../../main/api/dispatch.ts";
import type { CallContext } from "../../../main/api/dispatcher.ts";
import type { CallOutput, CallProgress } from "../../../main/api/contract.ts";
import { compareReports } from "../../../main/diagnosis/compare.ts";
import { fleetCharts } from "../../../main/fleet/charts.ts";
import { columnsOf, groupsOf, selectedWhere } from "../../../main/fleet/columns.ts";
import { compareFleet } from "../../../main/fleet/compare.ts";
import { recommend } from "../../../main/fleet/recommend.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { fleetDimensions, type FleetRow, type FleetWhere } from "../../../main/model/fleet-row.ts";
import { syntheticRows } from "../../fakes/fleet.ts";
import { fakeReport } from "./fake-report.ts";

type FleetHandlers = Pick<
  Handlers,
  `fleet.${"add" | "add-content" | "list" | "refused" | "compare" | "recommend" | "summary" | "groups" | "charts" | "report" | "compare-bundles"}`
>;
type Refusal = CallOutput<"fleet.refused">["refusals"][number];

const build = "Windows 11 build 26100";
const distinctRows = 600;
const damaged = failure("unreadable", "The fleet on this computer cannot be read: its file is damaged.");
const refused: readonly Refusal[] = [
  {
    source: "/srv/bundles/<img src=x onerror=alert(1)>.tdbundle",
    code: "refused",
    reason: "A file in this bundle is not what its manifest says: report.json.",
    at: "2026-11-23T08:00:00.000Z",
  },
  {
    source: "/srv/bundles/holiday.zip > photo.jpg",
    code: "unreadable",
    reason: "This is not a bundle: it is no zip.",
    at: "2026-11-23T07:59:00.000Z",
  },
];

/** Made when it is first asked for, and once: it takes a moment. */
let fleetMade: readonly FleetRow[] | undefined;
const madeRows = (): readonly FleetRow[] =>
  (fleetMade ??= syntheticRows(4, distinctRows, [{ by: "osBuild", value: build, times: 4, since: "2025-10-14" }]).map(
    withOtherCauses,
  ));

/**
 * A fleet that holds nothing until something is added. The path decides: `/srv/bundles` brings some hundred bundles and two
 * refusals, `/huge` a hundred thousand, `/slow` stops at 40 of 100 files until it is stopped, `/missing` is not there, and
 * after `/damaged` nothing can be read any more. A file called `broken…` is refused; any other is one bundle.
 */
export function createFakeFleet(): FleetHandlers {
  let total = 0;
  let refusals: readonly Refusal[] = [];
  let isDamaged = false;
  const rowAt = (index: number): FleetRow => {
    const row = madeRows()[index % distinctRows];
    if (row === undefined) throw new Error("There is no row.");
    return index < distinctRows ? row : { ...row, fileName: `copy-${String(index)}.tdbundle` };
  };
  const rows = (): readonly FleetRow[] => (total === 0 ? [] : madeRows().slice(0, total));
  const columns = (where: FleetWhere) => selectedWhere(columnsOf(rows()), where);
  const matching = (where: FleetWhere, search: string | undefined) =>
    rows().filter(
      (row) =>
        fleetDimensions.every((name) => where[name] === undefined || row[name] === where[name]) &&
        (search === undefined || row.fileName.includes(search) || row.gateway.includes(search)),
    );
  const unlessDamaged = <Value>(value: () => Value) => (isDamaged ? damaged : success(value()));
  const rowOf = (bundleId: string): FleetRow => madeRows().find((row) => row.bundleId === bundleId) ?? rowAt(0);

  return {
    "fleet.add": async ({ paths }, context) => {
      const [path = ""] = paths;
      if (path === "/missing") return failure("not-found", "There is no file or folder /missing.");
      if (path === "/slow") return addSlowly(context, () => (total = Math.max(total, 40)));
      isDamaged = path === "/damaged";
      total = path === "/huge" ? 100_000 : distinctRows;
      refusals = refused;
      const counts = { added: total, duplicates: 3, refused: refused.length };
      context.emit({ done: total, total, ...counts });
      return success({ files: total + refused.length, known: 0, ...counts });
    },
    "fleet.add-content": async ({ name }) => {
      if (!name.startsWith("broken")) {
        total += 1;
        return success({ files: 1, known: 0, added: 1, duplicates: 0, refused: 0 });
      }
      refusals = [{ ...refused[0], source: name } as Refusal];
      return success({ files: 1, known: 0, added: 0, duplicates: 0, refused: 1 });
    },
    "fleet.summary": async () =>
      unlessDamaged(() => ({
        bundles: total,
        refused: refusals.length,
        ...(total === 0 ? {} : { from: "2025-07-07T00:00:00.000Z", to: "2026-01-04T22:00:00.000Z" }),
      })),
    "fleet.list": async ({ where, search, sortBy, descending, offset, limit }) =>
      unlessDamaged(() => {
        if (total > distinctRows && Object.keys(where).length === 0 && search === undefined) {
          const count = Math.max(0, Math.min(limit, total - offset));
          return { total, rows: Array.from({ length: count }, (_none, place) => rowAt(offset + place)) };
        }
        const found = matching(where, search).sort(
          (one, other) => (one[sortBy] < other[sortBy] ? -1 : 1) * (descending ? -1 : 1),
        );
        return { total: found.length, rows: found.slice(offset, offset + limit) };
      }),
    "fleet.groups": async ({ by, where, search }) =>
      unlessDamaged(() => {
        const groups = [...groupsOf(columnsOf(matching(where, search)), by)].map(
          ([value, { bundles, drops, dropping, failing, hours }]) => ({
            ...{ value, bundles, drops },
            ...{ dropping, failing, hours },
          }),
        );
        return { total: groups.length, groups: groups.sort((one, other) => other.bundles - one.bundles) };
      }),
    "fleet.refused": async () => unlessDamaged(() => ({ total: refusals.length, refusals: [...refusals] })),
    "fleet.compare": async ({ by, where, minBundles }) =>
      unlessDamaged(() => compareFleet(columns(where), { by, minBundles })),
    "fleet.recommend": async ({ share, where }) => unlessDamaged(() => recommend(columns(where), share)),
    "fleet.charts": async ({ where }) => unlessDamaged(() => fleetCharts(columns(where))),
    "fleet.report": async ({ bundleId }) =>
      success({
        row: rowOf(bundleId),
        report: fakeReport(rowOf(bundleId).drops > 1 ? "vpn.example.com" : "healthy.x"),
      }),
    "fleet.compare-bundles": async () =>
      success(compareReports(fakeReport("vpn.example.com"), fakeReport("healthy.example.com"))),
  };
}

async function addSlowly({ emit, signal }: CallContext<CallProgress<"fleet.add">>, keep: () => void) {
  emit({ done: 40, total: 100, added: 38, duplicates: 1, refused: 1 });
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }
  keep();
  return failure("cancelled", "Stopped after 40 of 100 files, which are in the fleet; run it again for the rest.");
}

/** The generator knows one cause; pictures need several. */
function withOtherCauses(row: FleetRow, index: number): FleetRow {
  const causes = ["mtu", "rekey", "client-mobility", "firewall", "dns", "credentials", "gateway"] as const;
  const cause = causes[index % 40];
  return cause === undefined ? row : { ...row, cause };
}
