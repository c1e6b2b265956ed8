import { DatabaseSync } from "node:sqlite";
import { historyRecordSchema, type HistoryRecord } from "../../model/history.ts";
import { parseJson } from "../json.ts";

/** How much is kept. */
export interface HistoryBounds {
  readonly maxAgeMs: number;
  readonly maxBytes: number;
}

export const usualBounds: HistoryBounds = { maxAgeMs: 30 * 86_400_000, maxBytes: 100 * 1024 * 1024 };

/** The file of the history, opened. All calls throw what SQLite throws. */
export interface HistoryDatabase {
  readonly insert: (records: readonly HistoryRecord[]) => void;
  readonly select: (fromMs: number, toMs: number, maxRecords: number) => readonly HistoryRecord[];
  /** Removes what is too old and, of the oldest, what is too much. */
  readonly prune: (nowMs: number) => void;
  readonly close: () => void;
}

/** Bumped when the table changes; a file of another version is set aside. */
const schemaVersion = 1;
/** Another process writes a small batch in a few ms; longer than this, nobody is kept waiting. */
const busyTimeoutMs = 250;
/** Share of the oldest records that makes room at a time. */
const removedShare = 0.1;

/**
 * Opens or makes the history at `path`. Write-ahead logging lets several processes read and write at once, and what a
 * committed transaction wrote outlives a killed process (sqlite.org/wal.html); `synchronous=NORMAL` keeps the file whole
 * also when the power fails.
 */
export function openHistoryDatabase(path: string, { maxAgeMs, maxBytes }: HistoryBounds): HistoryDatabase {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    prepare(database);
  } catch (error) {
    database.close();
    throw error;
  }
  const add = database.prepare("INSERT INTO record (at_ms, body) VALUES (?, ?)");
  const newest = database.prepare(
    "SELECT body FROM record WHERE at_ms BETWEEN ? AND ? ORDER BY at_ms DESC, id DESC LIMIT ?",
  );
  const bytes = (): number => pragma(database, "page_count") * pragma(database, "page_size");
  return {
    insert: (records) => {
      database.exec("BEGIN IMMEDIATE");
      try {
        for (const record of records) add.run(Date.parse(record.at), JSON.stringify(record));
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
    select: (fromMs, toMs, maxRecords) =>
      newest
        .all(fromMs, toMs, maxRecords)
        // A later version of this program may have kept what this one does not know.
        .flatMap(({ body }) => parseJson(historyRecordSchema, String(body)) ?? [])
        .toReversed(),
    prune: (nowMs) => {
      database.prepare("DELETE FROM record WHERE at_ms < ?").run(nowMs - maxAgeMs);
      while (bytes() > maxBytes && countRecords(database) > 0) {
        const share = Math.ceil(countRecords(database) * removedShare);
        database.prepare("DELETE FROM record WHERE id IN (SELECT id FROM record ORDER BY at_ms LIMIT ?)").run(share);
        database.exec("PRAGMA incremental_vacuum");
      }
      database.exec("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)");
    },
    close: () => database.close(),
  };
}

function prepare(database: DatabaseSync): void {
  // Takes effect in a new file only; without it, what is removed would leave the file as large as it was.
  database.exec("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
  const version = pragma(database, "user_version");
  if (version > schemaVersion) throw new Error(`the history is of version ${version}, which is not known here`);
  database.exec(
    "CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;" +
      "CREATE INDEX IF NOT EXISTS record_at ON record (at_ms);" +
      `PRAGMA user_version=${schemaVersion}`,
  );
}

function pragma(database: DatabaseSync, name: "page_count" | "page_size" | "user_version"): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}

function countRecords(database: DatabaseSync): number {
  return Number(database.prepare("SELECT count(*) AS total FROM record").get()?.["total"] ?? 0);
}
