import { stringify } from "csv-stringify/sync";
import type { FleetColumns } from "../model/fleet-columns.ts";
import { fleetRowSchema, type FleetDimension, type FleetRow } from "../model/fleet-row.ts";
import { groupsOf } from "./columns.ts";
import type { Moments } from "./moments.ts";

/** A part of an export holds this many rows. */
const rowsPerPart = 1000;

/** The rows of a fleet as text, part by part, in constant memory. */
export function* exportRows(rows: Iterable<FleetRow>, format: "csv" | "ndjson"): Generator<string> {
  if (format === "csv") yield csvOf([csvColumns]);
  for (const part of inParts(rows, rowsPerPart)) {
    yield format === "csv"
      ? csvOf(part.map((row) => csvColumns.map((name) => cell(row[name]))))
      : part.map((row) => `${JSON.stringify(row)}\n`).join("");
  }
}

const csvColumns = fleetRowSchema.keyof().options;

/** RFC 4180. A spreadsheet takes text that begins like a formula for one; an apostrophe before it says that it is text (OWASP, CSV injection). */
function csvOf(records: readonly (readonly (string | number)[])[]): string {
  return stringify(
    records.map((record) => [...record]),
    { escape_formulas: true, record_delimiter: "windows" },
  );
}

function cell(value: FleetRow[keyof FleetRow]): string | number {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map(({ code, confidence }) => `${code} (${confidence})`).join("; ");
  return typeof value === "boolean" ? String(value) : value;
}

/** Rows in parts of at most `size`, in their order. */
export function* inParts(rows: Iterable<FleetRow>, size: number): Generator<readonly FleetRow[]> {
  let part: FleetRow[] = [];
  for (const row of rows) {
    part.push(row);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** Labels of few values each: a monitoring keeps a series for every one. */
const labels: readonly (readonly [FleetDimension, string])[] = [
  ["os", "os"],
  ["osBuild", "os_build"],
  ["nat", "nat"],
  ["mtu", "mtu"],
  ["network", "network"],
  ["gateway", "gateway"],
  ["cause", "cause"],
];
const maxSeriesPerLabel = 100;

const families: readonly (readonly [
  name: string,
  unit: string | undefined,
  help: string,
  valueOf: (m: Moments) => number,
])[] = [
  ["tunnel_doctor_fleet_bundles", undefined, "Bundles in the fleet.", ({ bundles }) => bundles],
  ["tunnel_doctor_fleet_clients_dropping", undefined, "Bundles with at least one drop.", ({ dropping }) => dropping],
  [
    "tunnel_doctor_fleet_clients_failing",
    undefined,
    "Bundles with an attempt that never connected.",
    ({ failing }) => failing,
  ],
  ["tunnel_doctor_fleet_drops", undefined, "Connections that broke.", ({ drops }) => drops],
  ["tunnel_doctor_fleet_connected_seconds", "seconds", "Time connected.", ({ hours }) => Math.round(hours * 3600)],
];

/** OpenMetrics 1.0. All are gauges, for a fleet can be emptied; each family is given once by every label. */
export function openMetrics(columns: FleetColumns): string {
  const groups = labels.map(([by, label]) => {
    const largest = [...groupsOf(columns, by)]
      .sort(([, one], [, other]) => other.bundles - one.bundles)
      .slice(0, maxSeriesPerLabel);
    return { label, largest };
  });
  const lines = families.flatMap(([name, unit, help, valueOf]) => [
    `# TYPE ${name} gauge`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${help}`,
    ...groups.flatMap(({ label, largest }) =>
      largest.map(([value, moments]) => `${name}{by="${label}",value="${escaped(value)}"} ${valueOf(moments)}`),
    ),
  ]);
  return `${lines.join("\n")}\n# EOF\n`;
}

/** Label values escape these three (OpenMetrics 1.0, section "ABNF"). */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
