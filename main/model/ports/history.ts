import type { HistoryRecord } from "../history.ts";

/** What was kept of the time before, by this and by other runs of this program. */
export interface HistoryReader {
  /** Oldest first, the newest where there are more than `maxRecords`; with what is wrong with the store, if something is. */
  readonly read: (
    fromMs: number,
    toMs: number,
    maxRecords: number,
  ) => Promise<{ readonly records: readonly HistoryRecord[]; readonly notes: readonly string[] }>;
}

/** The store of what is watched: bounded in size and age. */
export interface HistoryStore extends HistoryReader {
  /** Keeps records; they are safe within a second, whatever becomes of the program. It never waits. */
  readonly append: (records: readonly HistoryRecord[]) => void;
  /** How old records may become before they are removed; from now on, also for those that are there. */
  readonly keepFor: (maxAgeMs: number) => void;
  /** Writes what still waits and lets go of the file. */
  readonly close: () => Promise<void>;
}
