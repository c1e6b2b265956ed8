import type { FleetRow } from "../../model/fleet-row.ts";
import { inParts } from "../export.ts";
import { postgresComparison } from "./comparison-sql.ts";
import { postgresColumns, postgresSchema, postgresSchemaVersion } from "./schema-sql.ts";
import { postgresStatistics } from "./statistics-sql.ts";

/** Rows of one statement. */
const rowsPerStatement = 500;

const columnList = postgresColumns.map(([, column]) => column).join(", ");

/** Table, views and functions; to run it again changes nothing. */
export const postgresSetup = `${postgresSchema}${postgresStatistics}${postgresComparison}
INSERT INTO tunnel_doctor.version (version) VALUES (${postgresSchemaVersion})
ON CONFLICT (only_one) DO UPDATE SET version = excluded.version;
`;

/** Takes a JSON list of rows as its only parameter; those that are there already stay as they are. */
export const postgresInsert = `INSERT INTO tunnel_doctor.bundle (${columnList})
SELECT ${columnList} FROM jsonb_to_recordset($1::jsonb) AS r(${postgresColumns.map(([, column, type]) => `${column} ${type.split(" NOT")[0]?.split(" PRIMARY")[0] ?? type}`).join(", ")})
ON CONFLICT DO NOTHING`;

/** Rows as `postgresInsert` takes them, in parts. */
export function* postgresBatches(
  rows: Iterable<FleetRow>,
): Generator<{ readonly rows: number; readonly json: string }> {
  for (const part of inParts(rows, rowsPerStatement))
    yield { rows: part.length, json: JSON.stringify(part.map(record)) };
}

/** A whole fleet as a script for psql, in one transaction: to run it again, or after another one, adds what is new. */
export function* postgresScript(rows: Iterable<FleetRow>): Generator<string> {
  yield `-- A fleet of Tunnel Doctor. Run it with: psql --set ON_ERROR_STOP=1 --file THIS-FILE URL
SET standard_conforming_strings = on;
BEGIN;
${postgresSetup}`;
  for (const { json } of postgresBatches(rows)) yield `\n${postgresInsert.replace("$1", () => literal(json))};\n`;
  yield "\nCOMMIT;\n";
}

function record(row: FleetRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(postgresColumns.map(([name, column]) => [column, row[name] ?? null]));
}

/** With standard conforming strings the quote is all that has to be doubled (PostgreSQL manual, 4.1.2.1). */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
