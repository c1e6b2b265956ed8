import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { failure, success, type Outcome } from "../../model/failure.ts";
import {
  fleetDimensions,
  fleetRefusalSchema,
  fleetRowSchema,
  type FleetFacts,
  type FleetRow,
} from "../../model/fleet-row.ts";
import type { FleetFile, FleetStore } from "../../model/ports.ts";
import { dataFolderPath } from "../data-folder.ts";

/** Bumped when a table changes. */
const schemaVersion = 1;
/** Another process adds a batch in far less; longer than this nobody is kept waiting. */
const busyTimeoutMs = 10_000;

/** The columns that tables are sorted, filtered and grouped by; everything stands in `body`. */
const columns = [
  ...fleetDimensions,
  "at",
  "fileName",
  "drops",
  "failures",
  "hours",
] as const satisfies readonly (keyof FleetRow)[];

const factNames = [...fleetDimensions, "drops", "failures", "hours"] as const satisfies readonly (keyof FleetFacts)[];
type ValuesOf<Names extends readonly (keyof FleetFacts)[]> = {
  readonly [Index in keyof Names]: FleetFacts[Names[Index]];
};

/**
 * The fleet in `folder`, one file for all processes of this user, opened when it is first needed. Write-ahead logging lets
 * several of them add at once (sqlite.org/wal.html); a batch is one transaction, so that a killed process leaves whole
 * batches, and the next one goes on behind them.
 */
export function createFleetStore(folder = dataFolderPath()): FleetStore {
  const filePath = path.join(folder, "fleet.db");
  let opened: DatabaseSync | undefined;

  const use = <Result>(work: (database: DatabaseSync) => Result): Outcome<Result> => {
    try {
      opened ??= openFleetDatabase(folder, filePath);
      return success(work(opened));
    } catch (error) {
      return failure(
        "unreadable",
        `The fleet ${filePath} could not be used: ${error instanceof Error ? error.message : "unknown error"}.`,
      );
    }
  };

  return {
    isKnown: (file) =>
      use(
        (database) =>
          database
            .prepare("SELECT 1 FROM file WHERE path = ? AND size_bytes = ? AND modified_ms = ?")
            .get(...fileValues(file)) !== undefined,
      ),
    put: (batch, atMs) =>
      use((database) => {
        const addRow = database.prepare(
          `INSERT INTO bundle (bundle_id, run_id, body, ${columns.map(quoted).join(", ")}) VALUES (?, ?, ?${", ?".repeat(columns.length)}) ON CONFLICT DO NOTHING`,
        );
        const addRefusal = database.prepare(
          "INSERT INTO refusal (source, code, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET code = excluded.code, reason = excluded.reason, at = excluded.at",
        );
        const forget = database.prepare("DELETE FROM refusal WHERE source = ? OR substr(source, 1, length(?)) = ?");
        const addFile = database.prepare(
          "INSERT OR REPLACE INTO file (path, size_bytes, modified_ms) VALUES (?, ?, ?)",
        );
        const counts = { added: 0, duplicates: 0, refused: 0 };
        database.exec("BEGIN IMMEDIATE");
        try {
          for (const { file, parsed } of batch) {
            // A file that is read again, for it has changed or a key is there now, may be good this time.
            if (file !== undefined) forget.run(file.path, `${file.path} > `, `${file.path} > `);
            for (const one of parsed) {
              if (one.kind === "refused") {
                addRefusal.run(one.source, one.code, one.reason, new Date(atMs).toISOString());
                counts.refused += 1;
              } else {
                const { row } = one;
                const { changes } = addRow.run(
                  row.bundleId,
                  row.runId,
                  JSON.stringify(row),
                  ...columns.map((name): SQLInputValue => row[name]),
                );
                if (Number(changes) > 0) counts.added += 1;
                else counts.duplicates += 1;
              }
            }
            // What is sealed to another key may be opened with the next one.
            if (file !== undefined && !parsed.some((one) => one.kind === "refused")) addFile.run(...fileValues(file));
          }
          database.exec("COMMIT");
        } catch (error) {
          database.exec("ROLLBACK");
          throw error;
        }
        return counts;
      }),
    rows: () =>
      use((database) => {
        // What is in the file was validated when it came in; to parse it again would take seconds.
        const bodies = database.prepare("SELECT body FROM bundle ORDER BY bundle_id").iterate();
        return (function* (): Generator<FleetRow> {
          for (const { body } of bodies) yield JSON.parse(String(body)) as FleetRow;
        })();
      }),
    facts: () =>
      use((database) => {
        const select = database.prepare(`SELECT ${factNames.map(quoted).join(", ")} FROM bundle`);
        select.setReturnArrays(true);
        // In the order of `factNames`; what is in the file was validated when it came in.
        const values = select.all() as unknown as readonly ValuesOf<typeof factNames>[];
        return values.map(
          ([
            os,
            osVersion,
            osBuild,
            osUpdate,
            vpnClient,
            nat,
            mtu,
            network,
            carrierNat,
            gateway,
            cause,
            week,
            drops,
            failures,
            hours,
          ]): FleetFacts => ({
            os,
            osVersion,
            osBuild,
            osUpdate,
            vpnClient,
            nat,
            mtu,
            network,
            carrierNat,
            gateway,
            cause,
            week,
            drops,
            failures,
            hours,
          }),
        );
      }),
    page: ({ where, sortBy, descending, offset, limit }) =>
      use((database) => {
        const conditions = fleetDimensions.filter((name) => where[name] !== undefined);
        const condition =
          conditions.length === 0 ? "" : `WHERE ${conditions.map((name) => `${quoted(name)} = ?`).join(" AND ")}`;
        const values = conditions.map((name): SQLInputValue => where[name] ?? "");
        const total = Number(database.prepare(`SELECT count(*) AS n FROM bundle ${condition}`).get(...values)?.["n"]);
        const rows = database
          .prepare(
            `SELECT body FROM bundle ${condition} ORDER BY ${quoted(sortBy)} ${descending ? "DESC" : "ASC"}, bundle_id LIMIT ? OFFSET ?`,
          )
          .all(...values, limit, offset)
          .map(({ body }) => fleetRowSchema.parse(JSON.parse(String(body))));
        return { total, rows };
      }),
    refusals: (limit) =>
      use((database) => ({
        total: Number(database.prepare("SELECT count(*) AS n FROM refusal").get()?.["n"]),
        refusals: database
          .prepare("SELECT source, code, reason, at FROM refusal ORDER BY at DESC, source LIMIT ?")
          .all(limit)
          .map((row) => fleetRefusalSchema.parse(row)),
      })),
    close: () => {
      opened?.close();
      opened = undefined;
    },
  };
}

function openFleetDatabase(folder: string, filePath: string): DatabaseSync {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(filePath, { timeout: busyTimeoutMs });
  try {
    database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
    const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
    if (version > schemaVersion) throw new Error("a later version of this program made it");
    database.exec(`
      BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS bundle (
        bundle_id TEXT PRIMARY KEY, run_id TEXT NOT NULL, body TEXT NOT NULL, ${columns.map((name) => `${quoted(name)} ${typeOf(name)} NOT NULL`).join(", ")},
        UNIQUE (run_id, "at")
      ) STRICT;
      CREATE INDEX IF NOT EXISTS bundle_at ON bundle ("at", bundle_id);
      -- Holds all that comparisons need, so that they read a tenth of the file.
      CREATE INDEX IF NOT EXISTS bundle_facts ON bundle (${factNames.map(quoted).join(", ")});
      CREATE TABLE IF NOT EXISTS refusal (source TEXT PRIMARY KEY, code TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL, modified_ms REAL NOT NULL) STRICT;
      PRAGMA user_version = ${schemaVersion};
      COMMIT;`);
    // It tells of many people's computers.
    if (process.platform !== "win32") chmodSync(filePath, 0o600);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function typeOf(name: (typeof columns)[number]): string {
  if (name === "hours") return "REAL";
  return name === "drops" || name === "failures" ? "INTEGER" : "TEXT";
}

const quoted = (name: string): string => `"${name}"`;
const fileValues = ({ path: filePath, sizeBytes, modifiedAtMs }: FleetFile): [string, number, number] => [
  filePath,
  sizeBytes,
  modifiedAtMs,
];
