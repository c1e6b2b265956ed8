import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createFleetHandlers } from "../../../../main/api/fleet-handlers.ts";
import { generateFleet, packSynthetic } from "../../../../main/fleet/generate.ts";
import { groupsOf } from "../../../../main/fleet/columns.ts";
import { createFleetFiles } from "../../../../main/host/fleet-store/fleet-files.ts";
import { createFleetStore } from "../../../../main/host/fleet-store/fleet-store.ts";
import { createSmallFiles } from "../../../../main/host/small-files.ts";
import { fleetPageSchema } from "../../../../main/model/fleet-row.ts";
import type { FleetStore } from "../../../../main/model/ports/fleet.ts";
import type { World } from "../../../../main/model/ports/world.ts";
import { aFleetRow, syntheticRows } from "../../../fakes/fleet.ts";

const folders: string[] = [];
const stores: FleetStore[] = [];
const aFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), "fleet-"));
  folders.push(folder);
  return folder;
};
const aStore = (folder = aFolder()): FleetStore => {
  const store = createFleetStore(folder);
  stores.push(store);
  return store;
};
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const valueOf = <Value>(
  outcome:
    { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: { readonly message: string } },
): Value => {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
};
const rowsBatch = (rows: readonly ReturnType<typeof aFleetRow>[]) => [
  { file: undefined, parsed: rows.map((row) => ({ kind: "row", row }) as const) },
];

describe("createFleetStore", () => {
  it("keeps rows as they are, each once", () => {
    const store = aStore();
    const rows = syntheticRows(1, 20);
    expect(valueOf(store.put(rowsBatch(rows), 0))).toEqual({ added: 20, duplicates: 0, refused: 0 });
    expect(valueOf(store.put(rowsBatch(rows), 0))).toEqual({ added: 0, duplicates: 20, refused: 0 });
    const kept = [...valueOf(store.rows())];
    expect(kept).toEqual([...rows].sort((one, other) => (one.bundleId < other.bundleId ? -1 : 1)));
  });

  it("takes another bundle of the same run for the same", () => {
    const row = aFleetRow();
    expect(valueOf(aStore().put(rowsBatch([row, { ...row, bundleId: "f".repeat(64) }]), 0))).toMatchObject({
      added: 1,
      duplicates: 1,
    });
  });

  it("filters, sorts and pages, and takes no value for SQL", () => {
    const store = aStore();
    const hostile = "x' OR '1'='1";
    const rows = syntheticRows(1, 30).map((row, index) => ({
      ...row,
      drops: index,
      gateway: index < 2 ? hostile : "good",
    }));
    valueOf(store.put(rowsBatch(rows), 0));
    const page = valueOf(store.page(fleetPageSchema.parse({ where: { gateway: hostile }, sortBy: "drops", limit: 1 })));
    expect(page).toMatchObject({ total: 2, rows: [{ drops: 1 }] });
    expect(fleetPageSchema.safeParse({ sortBy: "drops; DROP TABLE bundle" }).success).toBe(false);
  });

  it("sums up groups as the rows do, of those that match", () => {
    const store = aStore();
    const rows = syntheticRows(2, 200);
    valueOf(store.put(rowsBatch(rows), 0));
    const wanted = rows.filter(({ gateway, network }) => gateway.includes("south") && network === "wifi");
    const { total, groups } = valueOf(
      store.groups({ by: "osBuild", where: { network: "wifi" }, search: "SOUTH", limit: 3 }),
    );
    expect(total).toBe(new Set(wanted.map(({ osBuild }) => osBuild)).size);
    expect(groups).toHaveLength(3);
    for (const group of groups) {
      const ofIt = wanted.filter(({ osBuild }) => osBuild === group.value);
      expect(group).toMatchObject({
        bundles: ofIt.length,
        drops: ofIt.reduce((sum, { drops }) => sum + drops, 0),
        dropping: ofIt.filter(({ drops }) => drops > 0).length,
        failing: ofIt.filter(({ failures }) => failures > 0).length,
      });
    }
  });

  it("may be read by nobody else", () => {
    const folder = aFolder();
    valueOf(aStore(folder).put([], 0));
    expect(statSync(path.join(folder, "fleet.db")).mode & 0o077).toBe(0);
  });

  it("says so where its file is none", () => {
    const folder = aFolder();
    writeFileSync(path.join(folder, "fleet.db"), "not a database, but long enough to be taken for one ".repeat(20));
    expect(aStore(folder).rows()).toMatchObject({ ok: false, error: { code: "unreadable" } });
  });

  it("loses nothing where two processes add at once, and one more is killed in the middle", async () => {
    const folder = aFolder();
    valueOf(aStore(folder).put([], 0));
    const program = (seed: number) => `
      import { createFleetStore } from "./main/host/fleet-store/fleet-store.ts";
      import { generateFleet, syntheticRow } from "./main/fleet/generate.ts";
      const store = createFleetStore(${JSON.stringify(folder)});
      const endless = ${seed} === 3;
      for (const bundle of generateFleet({ seed: ${seed}, bundles: endless ? 1e6 : 200, effects: [] })) {
        const put = store.put([{ file: undefined, parsed: [{ kind: "row", row: syntheticRow(bundle) }] }], 0);
        if (!put.ok) throw new Error(put.error.message);
        if (bundle.fileName.endsWith("-000050.tdbundle")) console.log("fifty");
      }`;
    const start = (seed: number) =>
      spawn(process.execPath, ["--input-type=module-typescript", "-e", program(seed)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
    const ended = (child: ReturnType<typeof start>) =>
      new Promise<number | null>((resolve) => child.on("exit", resolve));
    const [one, other, killed] = [start(1), start(2), start(3)];
    killed.stdout.once("data", () => killed.kill("SIGKILL"));
    const codes = await Promise.all([ended(one), ended(other), ended(killed)]);
    expect(codes.slice(0, 2)).toEqual([0, 0]);
    const rows = [...valueOf(aStore(folder).rows())];
    const ofSeed = (seed: number) => rows.filter(({ runId }) => runId.startsWith(`synthetic-${seed}-`)).length;
    expect([ofSeed(1), ofSeed(2)]).toEqual([200, 200]);
    expect(ofSeed(3)).toBeGreaterThanOrEqual(50);
    // What comparisons read tells the same as the rows.
    const columns = valueOf(aStore(folder).columns());
    expect(columns.bundles).toBe(rows.length);
    const gateways = [...groupsOf(columns, "gateway")].map(([value, { drops }]) => [value, drops]);
    for (const [value, drops] of gateways) {
      expect(rows.filter(({ gateway }) => gateway === value).reduce((sum, row) => sum + row.drops, 0)).toBe(drops);
    }
  }, 60_000);
});

describe("fleet.add", () => {
  const threadUrl = new URL("../../../../main/doors/fleet-thread.ts", import.meta.url);
  const handlersOn = (data: string, door: "cli" | "serve" = "cli") => {
    const store = aStore(data);
    const world = {
      clock: { wallMs: () => 0, monotonicMs: () => 0, sleep: async () => undefined },
    } as unknown as World;
    const handlers = createFleetHandlers({
      door,
      world: () => world,
      smallFiles: createSmallFiles(data),
      fleet: { store, files: createFleetFiles(threadUrl) },
    });
    return { store, handlers };
  };
  const bundles = [...generateFleet({ seed: 5, bundles: 6, effects: [] })];
  const fill = (): string => {
    const folder = aFolder();
    mkdirSync(path.join(folder, "sub"));
    for (const [index, bundle] of bundles.entries()) {
      writeFileSync(path.join(folder, index % 2 === 0 ? "sub" : ".", bundle.fileName), packSynthetic(bundle));
    }
    return folder;
  };
  const context = (signal = new AbortController().signal) => ({ signal, emit: () => undefined });

  it("takes in a folder with what is in it; the second time there is nothing to do", async () => {
    const folder = fill();
    const { handlers, store } = handlersOn(aFolder());
    writeFileSync(path.join(folder, "again.tdbundle"), packSynthetic(bundles[0] ?? expect.fail()));
    writeFileSync(path.join(folder, "<b>evil.tdbundle"), "evil");
    const added = await handlers["fleet.add"]({ paths: [folder] }, context());
    expect(added).toEqual({ ok: true, value: { files: 8, known: 0, added: 6, duplicates: 1, refused: 1 } });
    expect(await handlers["fleet.add"]({ paths: [folder] }, context())).toMatchObject({
      value: { known: 7, added: 0, refused: 1 },
    });
    expect(valueOf(store.refusals(10))).toMatchObject({
      total: 1,
      refusals: [{ source: path.join(folder, "<b>evil.tdbundle") }],
    });
    // Once it is good, it is no longer listed.
    writeFileSync(path.join(folder, "<b>evil.tdbundle"), packSynthetic(bundles[1] ?? expect.fail()));
    expect(await handlers["fleet.add"]({ paths: [folder] }, context())).toMatchObject({
      value: { known: 7, duplicates: 1, refused: 0 },
    });
    expect(valueOf(store.refusals(10)).total).toBe(0);
  });

  it("goes on where it was stopped", async () => {
    const folder = fill();
    const { handlers } = handlersOn(aFolder());
    const stop = new AbortController();
    const files = createFleetFiles(threadUrl);
    const listed = valueOf(await files.list([folder]));
    let read = 0;
    for await (const result of files.parse(listed, [], stop.signal)) {
      expect(result.parsed).toHaveLength(1);
      read += 1;
      stop.abort();
    }
    expect(read).toBeLessThan(listed.length);
    expect(await handlers["fleet.add"]({ paths: [folder] }, context(stop.signal))).toMatchObject({
      ok: false,
      error: { code: "cancelled" },
    });
    expect(await handlers["fleet.add"]({ paths: [folder] }, context())).toMatchObject({ value: { added: 6 } });
  });

  it("refuses a place that is not there", async () => {
    const { handlers } = handlersOn(aFolder());
    expect(await handlers["fleet.add"]({ paths: ["/nowhere/at/all"] }, context())).toMatchObject({
      error: { code: "not-found" },
    });
  });

  it("refuses one bundle that ends its thread, and reads the others", async () => {
    const killer = path.join(aFolder(), "thread.mjs");
    writeFileSync(
      killer,
      'import { parentPort } from "node:worker_threads"; parentPort.on("message", ({ path }) => path.endsWith("bad") ? process.exit(9) : parentPort.postMessage([]));',
    );
    const files = createFleetFiles(new URL(`file://${killer}`));
    // Several wait in the same thread behind each bad one.
    const names = Array.from({ length: 60 }, (_, index) => (index % 25 === 3 ? `${index}-bad` : `${index}`));
    const all = names.map((name) => ({ path: name, sizeBytes: 1, modifiedAtMs: 1 }));
    const results = new Map<string, readonly string[]>();
    for await (const { file, parsed } of files.parse(all, [])) {
      results.set(
        file.path,
        parsed.flatMap((one) => (one.kind === "refused" ? [one.source] : [])),
      );
    }
    expect(results.size).toBe(60);
    for (const [name, refused] of results) expect(refused).toEqual(name.endsWith("bad") ? [name] : []);
  });
});
