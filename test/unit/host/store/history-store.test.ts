import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { createHistoryStore } from "../../../../main/host/store/history-store.ts";
import { openHistoryDatabase } from "../../../../main/host/store/history-database.ts";
import type { HistoryRecord } from "../../../../main/model/history.ts";
import { createSeededRandom } from "../../../fakes/seeded-random.ts";

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), "history-"));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const recordAt = (atMs: number, detail = "Interface eth0 went down."): HistoryRecord => {
  const at = new Date(atMs).toISOString();
  return { kind: "change", at, watchId: "w", change: { at, reason: "link-down", detail } };
};
const dayMs = 86_400_000;
/** What is kept has to be young. */
const baseMs = Math.floor(Date.now() / 100_000) * 100_000 - 100_000;
const bounds = { maxAgeMs: 30 * dayMs, maxBytes: 100 * 1024 * 1024 };

describe("the history", () => {
  it("gives back what was kept, the newest where there is more, oldest first", async () => {
    const store = createHistoryStore(newFolder());
    store.append([3_000, 1_000, 2_000].map((ms) => recordAt(baseMs + ms)));
    const times = async (fromMs: number, toMs: number, max: number) =>
      (await store.read(baseMs + fromMs, baseMs + toMs, max)).records.map(({ at }) => Date.parse(at) - baseMs);
    expect(await times(0, 10_000, 10)).toEqual([1_000, 2_000, 3_000]);
    expect(await times(0, 10_000, 2)).toEqual([2_000, 3_000]);
    expect(await times(2_000, 2_500, 10)).toEqual([2_000]);
    await store.close();
  });

  it("is one for two that write at once", async () => {
    const folder = newFolder();
    const [first, second] = [createHistoryStore(folder), createHistoryStore(folder)];
    for (let turn = 0; turn < 50; turn += 1) {
      first.append([recordAt(baseMs + turn * 2)]);
      second.append([recordAt(baseMs + turn * 2 + 1)]);
    }
    await first.read(0, 1, 1);
    const { records, notes } = await second.read(baseMs, baseMs + 1_000, 1_000);
    expect([records.length, notes]).toEqual([100, []]);
    await Promise.all([first.close(), second.close()]);
  });

  it("sets a broken file aside, says so, and begins anew", async () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, "history.db"), "this is no database, ".repeat(500));
    const store = createHistoryStore(folder);
    store.append([recordAt(baseMs)]);
    const { records, notes } = await store.read(baseMs, baseMs, 10);
    expect(records).toHaveLength(1);
    expect(notes).toEqual([expect.stringMatching(/^The history was broken and is now .*history-broken-.*\.db; a new/)]);
    await store.close();
    expect(readdirSync(folder).filter((name) => name.startsWith("history-broken-"))).toHaveLength(1);
  });

  it.runIf(process.platform !== "win32")("is for the eyes of its user only", async () => {
    const folder = newFolder();
    const store = createHistoryStore(folder);
    await store.read(0, 1, 1);
    expect(statSync(path.join(folder, "history.db")).mode & 0o077).toBe(0);
    await store.close();
  });

  it("keeps what it cannot read of a later version to itself", async () => {
    const folder = newFolder();
    const database = openHistoryDatabase(path.join(folder, "history.db"), bounds);
    database.insert([{ ...recordAt(1), kind: "something-new" } as unknown as HistoryRecord, recordAt(2)]);
    expect(database.select(0, 10, 10)).toHaveLength(1);
    database.close();
  });

  it("stays within its age and its size, and the file becomes smaller with it", () => {
    const file = path.join(newFolder(), "history.db");
    const maxBytes = 512 * 1024;
    const database = openHistoryDatabase(file, { maxAgeMs: 30 * dayMs, maxBytes });
    const nowMs = Date.UTC(2026, 10, 23);
    database.insert([recordAt(nowMs - 31 * dayMs)]);
    for (let batch = 0; batch < 20; batch += 1)
      database.insert(
        Array.from({ length: 100 }, (_, index) => recordAt(nowMs - 20_000 + batch * 1_000 + index, "x".repeat(1_000))),
      );
    database.prune(nowMs);
    const kept = database.select(0, nowMs, 10_000);
    expect(kept.length).toBeGreaterThan(200);
    expect(kept.every(({ at }) => Date.parse(at) >= nowMs - 30 * dayMs)).toBe(true);
    // The oldest go first.
    expect(kept.at(-1)?.at).toBe(new Date(nowMs - 1_000 + 99).toISOString());
    database.close();
    expect(statSync(file).size).toBeLessThanOrEqual(maxBytes + 8_192);
  });
});

const writer = fileURLToPath(new URL("../../../fakes/history-writer.ts", import.meta.url));

/** How many records the writer hands over at once. */
const burst = 20;
const killsOfEach = 5;

/** Lets the writer hand over that many bursts, kills it, and returns those that it told of. */
async function writeAndKill(folder: string, watchId: string, bursts: number) {
  const child = spawn(process.execPath, [writer, folder, watchId], { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit");
  const handed: { readonly number: number; readonly atMs: number }[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [number = 0, atMs = 0] = line.split(" ").map(Number);
    handed.push({ number, atMs });
    if (handed.length === bursts) child.kill("SIGKILL");
  }
  await gone;
  return handed;
}

/** The bursts of one writer that are there, and how many records of each. */
function burstsIn(folder: string, watchId: string): ReadonlyMap<number, number> {
  const file = new DatabaseSync(path.join(folder, "history.db"));
  expect(file.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  const counted = file
    .prepare(
      "SELECT CAST(body ->> '$.change.detail' AS INTEGER) AS number, count(*) AS records FROM record " +
        "WHERE body ->> '$.watchId' = ? GROUP BY number",
    )
    .all(watchId);
  file.close();
  return new Map(counted.map(({ number, records }) => [Number(number), Number(records)]));
}

/** Kills writers of one history, one after the other, and looks each time at what is left. */
async function killAgainAndAgain(folder: string, seed: number): Promise<void> {
  // From the first burst to some two seconds: it writes more than twice in each.
  const moments = [...createSeededRandom(seed).bytes(killsOfEach)].map((byte) => 1 + Math.round(byte * 0.7));
  for (const [turn, bursts] of moments.entries()) {
    const handed = await writeAndKill(folder, String(turn), bursts);
    const kept = existsSync(path.join(folder, "history.db")) ? burstsIn(folder, String(turn)) : new Map();
    const newestMs = handed.at(-1)?.atMs ?? NaN;
    const lost = handed.filter(({ number, atMs }) => atMs < newestMs - 1_000 && !kept.has(number));
    expect(lost).toEqual([]);
    // Nothing is there in part, nor without what was handed over before it.
    expect([...kept.values()].every((records) => records === burst)).toBe(true);
    expect([...kept.keys()].sort((a, b) => a - b)).toEqual(Array.from(kept.keys(), (_, index) => index + 1));
  }
  // Later kills take nothing away from those before.
  const store = createHistoryStore(folder);
  store.append([recordAt(baseMs)]);
  const { records, notes } = await store.read(baseMs, baseMs, 10);
  expect([records.length, notes]).toEqual([1, []]);
  await store.close();
}

describe("a history whose writer is killed", () => {
  it("again and again, at any moment, is whole and lacks the last second at most", async () => {
    // Beside each other: each waits for its writer most of the time.
    await Promise.all([1, 2, 3, 4].map((seed) => killAgainAndAgain(newFolder(), seed)));
  }, 120_000);
});
