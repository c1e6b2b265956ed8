import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { failure, success, type Outcome } from "../../model/failure.ts";
import {
  fleetDimensions,
  fleetRefusalSchema,
  fleetRowSchema,
  type FleetDimension,
  type FleetRow,
  type FleetWhere,
} from "../../model/fleet-row.ts";
import type { FleetFile, FleetParsed, FleetStore } from "../../model/ports/fleet.ts";
import { dataFolderPath } from "../data-folder.ts";
import { packChunk, unpackChunks } from "./fleet-chunks.ts";

/** Bumped when a table changes. The first one had no reports and was never released. */
const schemaVersion = 2;
/** Another process adds a batch in far less; longer than this nobody is kept waiting. */
const busyTimeoutMs = 10_000;
/** No report is larger: the bundle would not have been read. */
const maxReportBytes = 256 * 1024 * 1024;

/** The columns that tables are sorted and filtered by; the whole row stands beside them, so that these are read alone. */
const columns = [
  ...fleetDimensions,
  "at",
  "fileName",
  "drops",
  "failures",
  "hours",
] as const satisfies readonly (keyof FleetRow)[];

/** What is searched for a text. */
const searched = ["fileName", "osVersion", "osUpdate", "vpnClient", "nat", "network", "gateway", "cause"] as const;

/**
 * The fleet in `folder`, one file for all processes of this user, opened when it is first needed. Write-ahead logging lets
 * several of them add at once (sqlite.org/wal.html); a batch is one transaction, so that a killed process leaves whole
 * batches, and the next one goes on behind them.
 */
export function createFleetStore(folder = dataFolderPath()): FleetStore {
  const filePath = path.join(folder, "fleet.db");
  let opened: OpenedFleet | undefined;

  const use = <Result>(work: (fleet: OpenedFleet) => Result): Outcome<Result> => {
    try {
      opened ??= openFleet(folder, filePath);
      return success(work(opened));
    } catch (error) {
      return failure(
        "unreadable",
        `The fleet ${filePath} could not be used: ${error instanceof Error ? error.message : "unknown error"}.`,
      );
    }
  };

  return {
    isKnown: (file) => use(({ statement }) => statement(sql.isKnown).get(...fileValues(file)) !== undefined),
    put: (batch, atMs) => use((fleet) => putBatch(fleet, batch, new Date(atMs).toISOString())),
    rows: () =>
      use(({ database }) => {
        // What is in the file was validated when it came in; to validate it again would take seconds.
        const bodies = database.prepare("SELECT body FROM bundle JOIN detail USING (id) ORDER BY bundle_id").iterate();
        return (function* (): Generator<FleetRow> {
          for (const { body } of bodies) yield JSON.parse(String(body)) as FleetRow;
        })();
      }),
    columns: () =>
      use(({ statement }) => {
        // First the pieces, for words are only ever added.
        const chunks = statement("SELECT bundles, body FROM chunk")
          .all()
          .map(({ bundles, body }) => ({ bundles: Number(bundles), body: bytesOf(body) }));
        const words = [""];
        for (const { id, text } of statement("SELECT id, text FROM word").all()) words[Number(id)] = String(text);
        return unpackChunks(chunks, words);
      }),
    page: ({ where, search, sortBy, descending, offset, limit }) =>
      use(({ statement }) => {
        const { condition, values } = conditionOf(where, search);
        const direction = descending ? "DESC" : "ASC";
        const ids = statement(
          `SELECT id FROM bundle ${condition} ORDER BY ${quoted(sortBy)} ${direction}, id ${direction} LIMIT ? OFFSET ?`,
        ).all(...values, limit, offset);
        const body = statement("SELECT body FROM detail WHERE id = ?");
        return {
          total: Number(statement(`SELECT count(*) AS n FROM bundle ${condition}`).get(...values)?.["n"]),
          rows: ids.map(({ id }) => fleetRowSchema.parse(JSON.parse(String(body.get(Number(id))?.["body"])))),
        };
      }),
    groups: ({ by, where, search, limit }) =>
      use(({ statement }) => {
        const { condition, values } = conditionOf(where, search);
        const groups = statement(
          `SELECT ${quoted(by)} AS value, count(*) AS bundles, sum("drops") AS drops, sum("drops" > 0) AS dropping, sum("failures" > 0) AS failing, sum("hours") AS hours FROM bundle ${condition} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?`,
        ).all(...values, limit);
        return {
          total: Number(
            statement(`SELECT count(DISTINCT ${quoted(by)}) AS n FROM bundle ${condition}`).get(...values)?.["n"],
          ),
          groups: groups.map(({ value, bundles, drops, dropping, failing, hours }) => ({
            value: String(value),
            bundles: Number(bundles),
            drops: Number(drops),
            dropping: Number(dropping),
            failing: Number(failing),
            hours: Number(hours),
          })),
        };
      }),
    bundle: (bundleId) => {
      const found = use(({ statement }) =>
        statement("SELECT body, report FROM bundle JOIN detail USING (id) WHERE bundle_id = ?").get(bundleId),
      );
      if (!found.ok) return found;
      const { value } = found;
      if (value === undefined) return failure("not-found", "This bundle is not in the fleet.");
      return use(() => ({
        row: fleetRowSchema.parse(JSON.parse(String(value["body"]))),
        ...(value["report"] === null
          ? {}
          : { report: inflateRawSync(bytesOf(value["report"]), { maxOutputLength: maxReportBytes }) }),
      }));
    },
    summary: () =>
      use(({ statement }) => {
        const { n, first, last } =
          statement(`SELECT count(*) AS n, min("at") AS first, max("at") AS last FROM bundle`).get() ?? {};
        return {
          bundles: Number(n),
          refused: Number(statement("SELECT count(*) AS n FROM refusal").get()?.["n"]),
          ...(typeof first === "string" && typeof last === "string" ? { from: first, to: last } : {}),
        };
      }),
    refusals: (limit) =>
      use(({ statement }) => ({
        total: Number(statement("SELECT count(*) AS n FROM refusal").get()?.["n"]),
        refusals: statement("SELECT source, code, reason, at FROM refusal ORDER BY at DESC, source LIMIT ?")
          .all(limit)
          .map((row) => fleetRefusalSchema.parse(row)),
      })),
    close: () => {
      opened?.database.close();
      opened = undefined;
    },
  };
}

interface OpenedFleet {
  readonly database: DatabaseSync;
  /** Prepared once. */
  readonly statement: (text: string) => StatementSync;
  /** The place of a text in the list of words, where it is put if it is new. */
  readonly wordId: (word: string) => number;
  readonly forgetWords: () => void;
}

type Batch = Parameters<FleetStore["put"]>[0];
type Counts = Record<"added" | "duplicates" | "refused", number>;

const sql = {
  isKnown: "SELECT 1 FROM file WHERE path = ? AND size_bytes = ? AND modified_ms = ?",
  addRow: `INSERT INTO bundle (bundle_id, run_id, ${columns.map(quoted).join(", ")}) VALUES (?, ?${", ?".repeat(columns.length)}) ON CONFLICT DO NOTHING`,
  addDetail: "INSERT INTO detail (id, body, report) VALUES (?, ?, ?)",
  addRefusal:
    "INSERT INTO refusal (source, code, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET code = excluded.code, reason = excluded.reason, at = excluded.at",
  // The sources in a zip begin with its path and " > "; ">" is followed by "?", so that this is a range of the index.
  forget: "DELETE FROM refusal WHERE source = ?1 OR (source >= ?1 || ' > ' AND source < ?1 || ' >!')",
  addFile: "INSERT OR REPLACE INTO file (path, size_bytes, modified_ms) VALUES (?, ?, ?)",
  addChunk: "INSERT INTO chunk (bundles, body) VALUES (?, ?)",
} as const;

/** All of a batch, or nothing. */
function putBatch(fleet: OpenedFleet, batch: Batch, at: string): Counts {
  const { database, statement } = fleet;
  const counts: Counts = { added: 0, duplicates: 0, refused: 0 };
  database.exec("BEGIN IMMEDIATE");
  try {
    const rows: FleetRow[] = [];
    for (const { file, parsed } of batch) {
      // A file that is read again, for it has changed or a key is there now, may be good this time.
      if (file !== undefined) statement(sql.forget).run(file.path);
      for (const one of parsed) {
        const outcome = putOne(statement, one, at);
        counts[outcome] += 1;
        if (outcome === "added" && one.kind === "row") rows.push(one.row);
      }
      // What is sealed to another key may be opened with the next one.
      if (file !== undefined && !parsed.some((one) => one.kind === "refused")) {
        statement(sql.addFile).run(...fileValues(file));
      }
    }
    if (rows.length > 0) {
      const { bundles, body } = packChunk(rows, fleet.wordId);
      statement(sql.addChunk).run(bundles, body);
    }
    database.exec("COMMIT");
    return counts;
  } catch (error) {
    database.exec("ROLLBACK");
    fleet.forgetWords();
    throw error;
  }
}

function putOne(statement: OpenedFleet["statement"], one: FleetParsed, at: string): keyof Counts {
  if (one.kind === "refused") {
    statement(sql.addRefusal).run(one.source, one.code, one.reason, at);
    return "refused";
  }
  const { row, report } = one;
  const { changes, lastInsertRowid } = statement(sql.addRow).run(
    row.bundleId,
    row.runId,
    ...columns.map((name): SQLInputValue => row[name]),
  );
  if (Number(changes) === 0) return "duplicates";
  const packed = report === undefined ? null : deflateRawSync(report, { level: 1 });
  statement(sql.addDetail).run(lastInsertRowid, JSON.stringify(row), packed);
  return "added";
}

function conditionOf(
  where: FleetWhere,
  search: string | undefined,
): { readonly condition: string; readonly values: readonly string[] } {
  const named = fleetDimensions.flatMap((name) => {
    const value = where[name];
    return value === undefined ? [] : [{ text: `${quoted(name)} = ?`, values: [value] }];
  });
  const found =
    search === undefined || search === ""
      ? []
      : [
          {
            text: `(${searched.map((name) => `instr(lower(${quoted(name)}), lower(?)) > 0`).join(" OR ")})`,
            values: searched.map(() => search),
          },
        ];
  const all = [...named, ...found];
  return {
    condition: all.length === 0 ? "" : `WHERE ${all.map(({ text }) => text).join(" AND ")}`,
    values: all.flatMap(({ values }) => values),
  };
}

function openFleet(folder: string, filePath: string): OpenedFleet {
  const database = openFleetDatabase(folder, filePath);
  const statements = new Map<string, StatementSync>();
  const statement = (text: string): StatementSync => {
    let prepared = statements.get(text);
    if (prepared === undefined) statements.set(text, (prepared = database.prepare(text)));
    return prepared;
  };
  const ids = new Map<string, number>();
  const wordId = (word: string): number => {
    let id = ids.get(word);
    if (id === undefined) {
      statement("INSERT INTO word (text) VALUES (?) ON CONFLICT DO NOTHING").run(word);
      id = Number(statement("SELECT id FROM word WHERE text = ?").get(word)?.["id"]);
      ids.set(word, id);
    }
    return id;
  };
  return { database, statement, wordId, forgetWords: () => ids.clear() };
}

function openFleetDatabase(folder: string, filePath: string): DatabaseSync {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(filePath, { timeout: busyTimeoutMs });
  try {
    database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
    const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
    if (version > schemaVersion) throw new Error("a later version of this program made it");
    if (version > 0 && version < schemaVersion)
      throw new Error("a version before the first release made it; delete it and add the bundles again");
    database.exec(`
      BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS bundle (
        id INTEGER PRIMARY KEY, bundle_id TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL,
        ${columns.map((name) => `${quoted(name)} ${typeOf(name)} NOT NULL`).join(", ")},
        UNIQUE (run_id, "at")
      ) STRICT;
      CREATE INDEX IF NOT EXISTS bundle_at ON bundle ("at");
      CREATE TABLE IF NOT EXISTS detail (id INTEGER PRIMARY KEY, body TEXT NOT NULL, report BLOB) STRICT;
      CREATE TABLE IF NOT EXISTS word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
      CREATE TABLE IF NOT EXISTS chunk (id INTEGER PRIMARY KEY, bundles INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
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

function quoted(name: FleetDimension | (typeof columns)[number]): string {
  return `"${name}"`;
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new Error("a piece of it is damaged");
}

const fileValues = ({ path: filePath, sizeBytes, modifiedAtMs }: FleetFile): [string, number, number] => [
  filePath,
  sizeBytes,
  modifiedAtMs,
];
