import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { createHistoryStore } from "../../../../main/host/store/history-store.ts";
import type { HistoryBounds } from "../../../../main/host/store/history-database.ts";
import type { HistoryStore } from "../../../../main/model/ports/history.ts";
import type { WatchNews } from "../../../../main/watch/run-watch.ts";
import type { VirtualClock } from "../../../fakes/virtual-clock.ts";
import { dayOf, watchFor } from "../../../fakes/watched-day.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A quarter of such a day, and less than half of what it writes. */
const byAge = { maxAgeMs: 6 * hourMs, maxBytes: 100 * 1024 * 1024 };
const bySize = { maxAgeMs: 30 * dayMs, maxBytes: 256 * 1024 };

/** What an hour adds to the file, and to the write-ahead log beside it, which has whole pages. */
const anHourBytes = 64 * 1024;
const anHourOfLogBytes = 512 * 1024;

/** The times of a store on that clock. */
const timesOf = (clock: VirtualClock) => ({
  ...clock,
  after: (delayMs: number, run: () => void) => {
    const cancelled = new AbortController();
    void clock.sleep(delayMs, cancelled.signal).then(() => {
      if (!cancelled.signal.aborted) run();
    });
    return () => cancelled.abort();
  },
});

const sizeOf = (folder: string, name: string): number =>
  statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0;

describe("a day of drops and changes, watched and kept", () => {
  it("stays in its bounds at every hour", async () => {
    const day = dayOf(300_000);
    const { clock } = day;
    const histories = [byAge, bySize].map((bounds) => {
      const folder = mkdtempSync(path.join(tmpdir(), "history-day-"));
      return { folder, bounds, store: createHistoryStore(folder, bounds, timesOf(clock)) };
    });
    const both: HistoryStore = {
      append: (records) => histories.forEach(({ store }) => store.append(records)),
      keepFor: () => undefined,
      read: async () => ({ records: [], notes: [] }),
      close: async () => undefined,
    };
    interface Hour {
      readonly bounds: HistoryBounds;
      readonly sizeBytes: number;
      readonly logBytes: number;
      readonly ageMs: number;
    }
    const hours: Hour[] = [];
    const look = async (): Promise<void> => {
      for (let hour = 1; hour < 24; hour += 1) {
        await clock.sleep(hourMs);
        for (const { folder, bounds, store } of histories) {
          const { records, notes } = await store.read(0, clock.wallMs(), 100_000);
          expect(notes).toEqual([]);
          expect(records.length).toBeGreaterThan(30);
          hours.push({
            bounds,
            sizeBytes: sizeOf(folder, "history.db"),
            logBytes: sizeOf(folder, "history.db-wal"),
            ageMs: clock.wallMs() - Date.parse(records[0]?.at ?? ""),
          });
        }
      }
    };
    const [{ news, kept }] = await Promise.all([watchFor(day, dayMs, { store: both }), look()]);
    for (const { folder, store } of histories) {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }

    const writtenBytes = new TextEncoder().encode(JSON.stringify(kept)).length;
    expect(writtenBytes).toBeGreaterThan(2 * bySize.maxBytes);
    // What is too much or too old is removed once an hour; until then an hour more is there.
    for (const { bounds, sizeBytes, logBytes, ageMs } of hours) {
      expect(sizeBytes).toBeLessThan(bounds.maxBytes + anHourBytes);
      expect(logBytes).toBeLessThan(anHourOfLogBytes);
      expect(ageMs).toBeLessThan(bounds.maxAgeMs + 1.1 * hourMs);
    }

    const count = (kind: WatchNews["kind"]): number => news.filter((item) => item.kind === kind).length;
    expect(count("drop")).toBeGreaterThan(280);
    expect(count("drop-snapshot")).toBeGreaterThan(280);
    // 143 changes of address, and nothing that did not happen.
    expect(count("change")).toBe(143);
    // One look at the gateway in ten minutes at most.
    expect(day.probes()).toBeLessThanOrEqual(dayMs / 600_000);
    expect(day.probes()).toBeGreaterThan(70);
    const drops = new Set(kept.flatMap((record) => (record.kind === "drop" ? [record.dropId] : [])));
    expect(drops.size).toBe(count("drop"));
    // A day of this is far below what is kept by default.
    expect(writtenBytes).toBeLessThan(100 * 1024 * 1024);
    const largest = Math.max(...news.map((item) => (item.kind === "drop-snapshot" ? item.snapshot.events.length : 0)));
    expect(largest).toBeLessThanOrEqual(200);
  }, 120_000);
});
