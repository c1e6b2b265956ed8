import { chmodSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import type { HistoryRecord } from "../../model/history.ts";
import type { HistoryStore } from "../../model/ports/history.ts";
import { dataFolderPath } from "../data-folder.ts";
import { openHistoryDatabase, usualBounds, type HistoryBounds, type HistoryDatabase } from "./history-database.ts";

/** What waits is written that often, in one small transaction: within the second, and in a few ms each. */
const writeEveryMs = 400;
const pruneEveryMs = 3_600_000;
/** While the file cannot be written, the newest are remembered. */
const maxWaiting = 10_000;

/** SQLite's result codes SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html). */
const brokenFileCodes: ReadonlySet<unknown> = new Set([11, 26]);

/** When things happen. `after` calls `run` once after a time, unless what it returns is called before. */
interface StoreTimes {
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
}

const systemTimes: StoreTimes = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

/**
 * The history in `folder`, one file for all processes of this user. It is opened when it is first needed. A file that is
 * broken is set aside under another name, and a new one begun.
 */
export function createHistoryStore(
  folder = dataFolderPath(),
  bounds: HistoryBounds = usualBounds,
  times: StoreTimes = systemTimes,
): HistoryStore {
  const filePath = path.join(folder, "history.db");
  const notes: string[] = [];
  const note = (text: string): void => {
    if (!notes.includes(text)) notes.push(text);
  };
  let database: HistoryDatabase | null = null;
  let waiting: HistoryRecord[] = [];
  let cancelWrite: (() => void) | null = null;
  let prunedAtMs = Number.NEGATIVE_INFINITY;

  let { maxAgeMs } = bounds;
  const open = (): HistoryDatabase => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const opened = openHistoryDatabase(filePath, { ...bounds, maxAgeMs });
    // It tells where its user has been.
    if (process.platform !== "win32") chmodSync(filePath, 0o600);
    return opened;
  };

  /** Does `work` with the history; where its file turns out to be broken, once more with a new one. */
  const use = <Result>(work: (opened: HistoryDatabase) => Result): Result => {
    try {
      return work((database ??= open()));
    } catch (error) {
      if (!isBroken(error)) throw error;
      close();
      note(setAside(filePath));
      return work((database = open()));
    }
  };

  const close = (): void => {
    try {
      database?.close();
    } catch {
      // What is broken cannot always be closed in good order.
    }
    database = null;
  };

  const write = (): void => {
    if (waiting.length > 0) {
      const batch = waiting;
      try {
        use((opened) => opened.insert(batch));
        waiting = waiting.slice(batch.length);
      } catch (error) {
        note(`The history ${filePath} could not be written: ${messageOf(error)}`);
        waiting = waiting.slice(-maxWaiting);
        schedule();
      }
    }
    if (times.monotonicMs() - prunedAtMs < pruneEveryMs) return;
    prunedAtMs = times.monotonicMs();
    try {
      use((opened) => opened.prune(times.wallMs()));
    } catch {
      // Another process is at it, or will be: what is too much is removed an hour later.
    }
  };

  const schedule = (): void => {
    cancelWrite ??= times.after(writeEveryMs, () => {
      cancelWrite = null;
      write();
    });
  };

  return {
    append: (records) => {
      waiting.push(...records);
      schedule();
    },
    read: async (fromMs, toMs, maxRecords) => {
      write();
      try {
        return { records: use((opened) => opened.select(fromMs, toMs, maxRecords)), notes: [...notes] };
      } catch (error) {
        return { records: [], notes: [...notes, `The history ${filePath} could not be read: ${messageOf(error)}`] };
      }
    },
    keepFor: (wantedMs) => {
      if (wantedMs === maxAgeMs) return;
      maxAgeMs = wantedMs;
      // The next use opens it again, with the new bound, and removes what is too old.
      close();
      prunedAtMs = Number.NEGATIVE_INFINITY;
      if (waiting.length > 0) schedule();
    },
    close: async () => {
      cancelWrite?.();
      cancelWrite = null;
      write();
      close();
    },
  };
}

/** @returns a sentence that says so */
function setAside(filePath: string): string {
  const aside = filePath.replace(/\.db$/u, `-broken-${new Date().toISOString().replaceAll(/[:.]/gu, "-")}.db`);
  renameSync(filePath, aside);
  for (const suffix of ["-wal", "-shm"]) rmSync(`${filePath}${suffix}`, { force: true });
  return `The history was broken and is now ${aside}; a new one was begun.`;
}

function isBroken(error: unknown): boolean {
  const code = (error as { readonly errcode?: number } | null)?.errcode;
  // Extended result codes have more above the lower byte.
  return code !== undefined && brokenFileCodes.has(code & 0xff);
}

function messageOf(error: unknown): string {
  return `${error instanceof Error ? error.message : String(error)}.`;
}
