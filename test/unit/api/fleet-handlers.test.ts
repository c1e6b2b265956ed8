import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { zipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import { dispatch, type Handlers } from "../../../main/api/dispatch.ts";
import { createFleetHandlers } from "../../../main/api/fleet-handlers.ts";
import { generateFleet, packSynthetic, syntheticFiles, type SyntheticBundle } from "../../../main/fleet/generate.ts";
import { createFleetFiles } from "../../../main/host/fleet-store/fleet-files.ts";
import { createFleetStore } from "../../../main/host/fleet-store/fleet-store.ts";
import { createSmallFiles } from "../../../main/host/small-files.ts";
import type { FleetStore } from "../../../main/model/ports/fleet.ts";
import type { World } from "../../../main/model/ports/world.ts";
import { noLogHandlers } from "../../fakes/log-handlers.ts";

const folders: string[] = [];
const stores: FleetStore[] = [];
const aFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), "fleet-calls-"));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly ok: boolean;
  readonly value: Record<string, unknown>;
  readonly error: { readonly code: string; readonly message: string };
}

/** The calls over a new fleet; `sleep` stands for the time between two looks of a watch. */
function aFleet(door: "cli" | "serve" = "cli", sleep: () => void = () => undefined) {
  const data = aFolder();
  const store = createFleetStore(data);
  stores.push(store);
  const world = { clock: { wallMs: () => 0, sleep: async () => sleep() } } as unknown as World;
  const threadUrl = new URL("../../../main/doors/fleet-thread.ts", import.meta.url);
  const fleet = createFleetHandlers({
    door,
    world: () => world,
    smallFiles: createSmallFiles(data),
    fleet: { store, files: createFleetFiles(threadUrl) },
  });
  const handlers = { ...noLogHandlers, ...fleet } as unknown as Handlers;
  const told: unknown[] = [];
  const call = async (name: string, input: object, signal = new AbortController().signal) =>
    (await dispatch(handlers, name, input, { signal, emit: (progress) => void told.push(progress) })) as Answer;
  return { call, told };
}

const effect = "osBuild=Windows 11 build 26100:3@2025-10-14";

describe("the questions to a fleet", () => {
  it("find the planted effect from its beginning on, in the whole and in a part", async () => {
    const { call } = aFleet();
    await call("fleet.generate", { seed: 7, bundles: 3000, effects: [effect] });
    const compared = await call("fleet.compare", { by: ["osBuild"] });
    expect(compared.value).toMatchObject({
      sentences: [expect.stringMatching(/^Only Windows 11 build 26100 is affected, since its October update/)],
      affected: [{ since: { week: "2025-10-13", update: "26100.6000" } }],
    });
    const { value, low, high } =
      (compared.value["affected"] as readonly { ratio: Record<string, number> }[])[0]?.ratio ?? {};
    // Three times as many from the update on; over the whole time it would be less than two.
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
    expect(value).toBeGreaterThan(2.4);
    const others = await call("fleet.compare", { by: ["osBuild"], where: { os: "macos" } });
    expect(others.value).toMatchObject({ affected: [] });
    expect(others.value["bundles"]).toBeLessThan(3000);
  });

  it("group, filter, search and page the table", async () => {
    const { call } = aFleet();
    await call("fleet.generate", { seed: 1, bundles: 300 });
    const groups = await call("fleet.groups", { by: "os" });
    expect(groups.value["total"]).toBe(3);
    for (const group of groups.value["groups"] as readonly { value: string; bundles: number; drops: number }[]) {
      const listed = await call("fleet.list", { where: { os: group.value }, limit: 1000 });
      const rows = listed.value["rows"] as readonly { os: string; drops: number }[];
      expect([listed.value["total"], rows.length]).toEqual([group.bundles, group.bundles]);
      expect(rows.reduce((sum, { drops }) => sum + drops, 0)).toBe(group.drops);
    }
    const found = await call("fleet.list", { search: "VPN-EAST", limit: 1 });
    const east = await call("fleet.groups", { by: "gateway", where: { gateway: "vpn-east.example.com" } });
    expect(found.value["total"]).toBe((east.value["groups"] as readonly { bundles: number }[])[0]?.bundles);
    expect((await call("fleet.list", { search: "%" })).value["total"]).toBe(0);
    const pages = await Promise.all(
      [0, 100, 200].map(async (offset) =>
        call("fleet.list", { sortBy: "drops", descending: false, offset, limit: 100 }),
      ),
    );
    const drops = pages.flatMap(({ value }) => value["rows"] as readonly { runId: string; drops: number }[]);
    expect(new Set(drops.map(({ runId }) => runId)).size).toBe(300);
    expect(drops.map((row) => row.drops)).toEqual(drops.map((row) => row.drops).toSorted((one, other) => one - other));
    expect(await call("fleet.summary", {})).toMatchObject({ value: { bundles: 300, refused: 0 } });
  });

  it("give the report of a bundle, and lay two side by side", async () => {
    const { call } = aFleet();
    await call("fleet.generate", { seed: 2, bundles: 2 });
    const rows = (await call("fleet.list", {})).value["rows"] as readonly { bundleId: string; runId: string }[];
    const [one, other] = rows;
    expect(await call("fleet.report", { bundleId: one?.bundleId ?? "" })).toMatchObject({
      value: { row: { runId: one?.runId }, report: { run: { id: one?.runId } } },
    });
    expect(
      await call("fleet.compare-bundles", { before: one?.bundleId ?? "", after: other?.bundleId ?? "" }),
    ).toMatchObject({ value: { before: { runId: one?.runId }, after: { runId: other?.runId } } });
    expect(await call("fleet.report", { bundleId: "f".repeat(64) })).toMatchObject({ error: { code: "not-found" } });
    expect(await call("fleet.report", { bundleId: "../x" })).toMatchObject({ error: { code: "invalid-input" } });
  });

  it("answer an empty fleet, and none at all", async () => {
    const { call } = aFleet();
    expect(await call("fleet.summary", {})).toEqual({ ok: true, value: { bundles: 0, refused: 0 } });
    expect(await call("fleet.compare", { by: ["os"] })).toMatchObject({
      value: { sentences: [expect.stringContaining("empty")] },
    });
    expect(await call("fleet.charts", {})).toMatchObject({ value: { bundles: 0, weeks: [] } });
    const world = (): World => expect.fail();
    const nothing = createFleetHandlers({ door: "serve", world, smallFiles: createSmallFiles(aFolder()) });
    const context = { signal: new AbortController().signal, emit: () => undefined };
    expect(await nothing["fleet.summary"]({}, context)).toMatchObject({ error: { code: "not-supported" } });
    expect(await nothing["fleet.charts"]({ where: {} }, context)).toMatchObject({ error: { code: "not-supported" } });
  });

  it("let a page neither make up a fleet nor send one to a database", async () => {
    const { call } = aFleet("serve");
    expect(await call("fleet.generate", { bundles: 1 })).toMatchObject({ error: { code: "not-supported" } });
    expect(await call("fleet.load-postgres", { url: "postgresql://x/y" })).toMatchObject({
      error: { code: "not-supported" },
    });
  });
});

const [good, twin] = [...generateFleet({ seed: 9, bundles: 2, effects: [] })];
if (good === undefined || twin === undefined) throw new Error("The generator made nothing.");

function repacked(bundle: SyntheticBundle, changes: Readonly<Record<string, string>>): Uint8Array {
  const texts = Object.entries(changes).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  return zipSync({ ...Object.fromEntries(syntheticFiles(bundle)), ...Object.fromEntries(texts) });
}

/** A bundle whose report says something else, and whose manifest says that this is right. */
function saying(bundle: SyntheticBundle, changes: object): Uint8Array {
  return packSynthetic({ ...bundle, report: { ...bundle.report, ...changes } });
}

describe("bundles of strangers", () => {
  it("are taken or refused one by one, each with its reason, and nothing of them is believed", async () => {
    const { call } = aFleet();
    const folder = aFolder();
    mkdirSync(path.join(folder, "deep"));
    const { run, client, sessions } = good.report;
    const files: Readonly<Record<string, Uint8Array>> = {
      "good.tdbundle": packSynthetic(good),
      "deep/the same again.tdbundle": packSynthetic(good),
      "later.tdbundle": repacked(twin, { "manifest.json": '{"schema":"tunnel-doctor/bundle/2"}' }),
      "later-report.tdbundle": saying(twin, { schema: "tunnel-doctor/report/9" }),
      "cut.tdbundle": packSynthetic(twin).subarray(0, 300),
      "changed.tdbundle": repacked(twin, { "report.json": "{}" }),
      "added.tdbundle": repacked(twin, { "more.txt": "x" }),
      "text.tdbundle": new TextEncoder().encode("<script>alert(1)</script>"),
      "<img src=x onerror=alert(1)>.tdbundle": new Uint8Array(),
      "wrong-time.tdbundle": saying(twin, { run: { ...run, id: "t", startedAt: "yesterday" } }),
      "names.tdbundle": saying(twin, {
        run: { ...run, id: "names" },
        client: { ...client, osVersion: `<b>\u001b[2J\u202e${"9".repeat(5000)}` },
        gateway: { host: '=cmd|"/c calc"!A1', addresses: [] },
      }),
      "sizes.tdbundle": saying(twin, {
        run: { ...run, id: "sizes" },
        sessions: sessions.map((session) => ({ ...session, lengthMs: 1e300 })),
        measurements: [
          { kind: "path-mtu", outcome: "measured", value: 1e300, unit: "bytes", method: "x", target: "x", details: {} },
        ],
      }),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    const added = await call("fleet.add", { paths: [folder] });
    expect(added.value).toMatchObject({ files: 12, duplicates: 1 });
    const refused = (await call("fleet.refused", {})).value["refusals"] as readonly {
      source: string;
      reason: string;
    }[];
    const reasons = Object.fromEntries(refused.map(({ source, reason }) => [path.basename(source), reason]));
    expect(Object.keys(reasons).sort()).toEqual(
      [
        "<img src=x onerror=alert(1)>.tdbundle",
        "added.tdbundle",
        "changed.tdbundle",
        "cut.tdbundle",
        "later-report.tdbundle",
        "later.tdbundle",
        "sizes.tdbundle",
        "text.tdbundle",
        "wrong-time.tdbundle",
      ].sort(),
    );
    expect(reasons["later.tdbundle"]).toContain("a later version");
    expect(reasons["later-report.tdbundle"]).toContain("does not know");
    for (const reason of Object.values(reasons)) expect(reason).toMatch(/^[A-Z][^\n<]*\.$/);
    const rows = (await call("fleet.list", {})).value["rows"] as readonly { osVersion: string; gateway: string }[];
    expect(rows).toHaveLength(2);
    const hostile = rows.find(({ gateway }) => gateway.startsWith("=cmd"));
    expect(hostile?.osVersion).toHaveLength(120);
    expect(hostile?.osVersion).not.toMatch(/[\u0000-\u001f\u202e]/);
  }, 30_000);

  it("that are dropped on a page count like files", async () => {
    const { call } = aFleet("serve");
    const contentBase64 = Buffer.from(packSynthetic(good)).toString("base64");
    const drop = { name: "x.tdbundle", contentBase64 };
    expect(await call("fleet.add-content", drop)).toMatchObject({ value: { added: 1, duplicates: 0, refused: 0 } });
    expect(await call("fleet.add-content", drop)).toMatchObject({ value: { added: 0, duplicates: 1 } });
    expect(await call("fleet.add-content", { name: "y", contentBase64: "eA==" })).toMatchObject({
      value: { refused: 1 },
    });
    expect(await call("fleet.add-content", { name: "y", contentBase64: "%" })).toMatchObject({
      error: { code: "invalid-input" },
    });
  });
});

describe("fleet.watch", () => {
  /** One bundle of the last week of the made-up fleet, with this cause or none. */
  const ofLastWeek = (number: number, cause: "mtu" | undefined): Uint8Array => {
    const finding = good.report.findings[0] ?? {
      title: "t",
      severity: "degrades" as const,
      confidence: "likely" as const,
      evidence: [],
      fixes: [],
    };
    return saying(good, {
      run: { ...good.report.run, id: `last-${number}`, startedAt: "2026-01-06T00:00:00.000Z" },
      findings: cause === undefined ? [] : [{ ...finding, code: "path-mtu-too-small", cause }],
    });
  };

  it("takes in what comes, tells of a cause that suddenly comes more often, and says it once", async () => {
    const folder = aFolder();
    for (const bundle of generateFleet({ seed: 3, bundles: 60, effects: [] })) {
      writeFileSync(path.join(folder, bundle.fileName), packSynthetic(bundle));
    }
    const stop = new AbortController();
    let looks = 0;
    const { call, told } = aFleet("cli", () => {
      looks += 1;
      if (looks === 1) {
        for (let number = 0; number < 30; number += 1) {
          writeFileSync(
            path.join(folder, `new-${number}.tdbundle`),
            ofLastWeek(number, number < 20 ? "mtu" : undefined),
          );
        }
        writeFileSync(path.join(folder, "broken.tdbundle"), "broken");
      }
      if (looks === 2) rmSync(folder, { recursive: true });
      if (looks === 4) stop.abort();
    });
    expect(await call("fleet.watch", { paths: [folder], everySeconds: 1 }, stop.signal)).toEqual({
      ok: true,
      value: { looks: 4 },
    });
    expect(told).toMatchObject([
      { kind: "added", added: 60, refused: 0 },
      { kind: "added", added: 30, refused: 1 },
      {
        kind: "alert",
        cause: "mtu",
        week: "2026-01-05",
        sentence: expect.stringContaining("More clients than usual") as string,
      },
      { kind: "problem" },
      { kind: "problem" },
    ]);
  }, 30_000);

  it("fails where its folder is not there at the beginning", async () => {
    const { call } = aFleet();
    expect(await call("fleet.watch", { paths: ["/nowhere/at/all"] })).toMatchObject({ error: { code: "not-found" } });
  });
});
