import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { createFleetHandlers } from "../../../main/api/fleet-handlers.ts";
import { runCommandLine } from "../../../main/doors/cli/program.ts";
import { createBundleFiles } from "../../../main/host/bundle-files.ts";
import { createFleetFiles } from "../../../main/host/fleet-store/fleet-files.ts";
import { createFleetStore } from "../../../main/host/fleet-store/fleet-store.ts";
import { createSmallFiles } from "../../../main/host/small-files.ts";
import { failure, success } from "../../../main/model/failure.ts";
import {
  fleetComparisonDocumentSchema,
  fleetListDocumentSchema,
  fleetRecommendationDocumentSchema,
} from "../../../main/model/fleet-documents.ts";
import type { FleetDatabase, FleetStore } from "../../../main/model/ports/fleet.ts";
import type { World } from "../../../main/model/ports/world.ts";
import { noLogHandlers } from "../../fakes/log-handlers.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

const folders: string[] = [];
const stores: FleetStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The commands over a fleet of their own, with a database that takes everything but `nowhere`. */
function aCommandLine() {
  const folder = mkdtempSync(path.join(tmpdir(), "fleet-commands-"));
  folders.push(folder);
  const store = createFleetStore(folder);
  stores.push(store);
  const written = new Map<string, string>();
  const database: FleetDatabase = {
    load: async (url, _statements, batches, onProgress) => {
      if (url.includes("nowhere")) return failure("unreachable", "Nothing answers as the database x on nowhere.");
      let rows = 0;
      for (const batch of batches) onProgress((rows += batch.rows));
      return success({ rows, added: rows - 1 });
    },
  };
  const fleet = createFleetHandlers({
    door: "cli",
    world: () => ({ clock: { wallMs: () => 0 } }) as unknown as World,
    smallFiles: createSmallFiles(folder),
    bundleFiles: createBundleFiles(),
    fleet: {
      store,
      files: createFleetFiles(new URL("../../../main/doors/fleet-thread.ts", import.meta.url)),
      database,
    },
  });
  const run = async (...args: readonly string[]) => {
    const [stdout, stderr] = [memoryTerminal(), memoryTerminal()];
    const exitCode = await runCommandLine(
      {
        handlers: { ...noLogHandlers, ...fleet },
        stdout,
        stderr,
        signal: new AbortController().signal,
        files: {
          writeAtomically: async (file, content) => {
            written.set(file, new TextDecoder().decode(content));
            return success({ path: file, sizeBytes: content.length });
          },
        },
      },
      ["fleet", ...args],
    );
    return { exitCode, out: stdout.text(), err: stderr.text() };
  };
  return { run, written, folder };
}

const effect = "osBuild=Windows 11 build 26100:3@2025-10-14";

describe("fleet on the command line", () => {
  it("gives an admin the right sentence and the right settings", async () => {
    const { run } = aCommandLine();
    await run("generate", "--seed", "7", "--bundles", "3000", "--effect", effect);
    const compared = await run("compare", "--by", "osBuild");
    expect(compared.exitCode).toBe(1);
    expect(compared.out.replace(/\s+/g, " ")).toMatch(
      /^ Only Windows 11 build 26100 is affected, since its October update \(26100\.6000, .* times as many drops per hour/,
    );
    expect((await run("compare", "--by", "osBuild", "--exit-zero")).exitCode).toBe(0);
    const recommended = await run("recommend", "--share", "99");
    expect(recommended.exitCode).toBe(0);
    // The shortest lifetime in the made-up fleet is 20 s, and more than one in a hundred has it.
    expect(recommended.out.replace(/\s+/g, " ")).toContain("Send NAT keepalives every 6 s: 100 % of the measured NATs");
  });

  it.each<[readonly string[], z.ZodType]>([
    [["compare", "--by", "os,nat,week"], fleetComparisonDocumentSchema],
    [["recommend"], fleetRecommendationDocumentSchema],
    [["list", "--limit", "3"], fleetListDocumentSchema],
  ])("prints %j as the published schema says", async (args, schema) => {
    const { run } = aCommandLine();
    await run("generate", "--bundles", "200");
    expect(schema.safeParse(JSON.parse((await run(...args, "--json")).out)).error).toBeUndefined();
  });

  it("says that there is too little, with its exit code", async () => {
    const { run } = aCommandLine();
    expect(await run("compare")).toMatchObject({
      exitCode: 3,
      out: expect.stringContaining("The fleet is empty") as string,
    });
    expect((await run("recommend")).exitCode).toBe(3);
    expect((await run("list")).out).toContain("0 of 0 bundles");
  });

  it("exports in every format, to a file as a whole", async () => {
    const { run, written } = aCommandLine();
    await run("generate", "--bundles", "3");
    expect((await run("export")).out.trim().split("\r\n")).toHaveLength(4);
    expect((await run("export", "--format", "ndjson")).out.trim().split("\n")).toHaveLength(3);
    expect((await run("export", "--format", "openmetrics")).out).toMatch(/^# TYPE [^]*# EOF\n$/);
    const script = await run("export", "--format", "postgres");
    expect(script.out).toMatch(/BEGIN;[^]*CREATE SCHEMA IF NOT EXISTS tunnel_doctor[^]*COMMIT;\n$/);
    expect((await run("export", "--format", "postgres", "--sql", "fleet.sql")).out).toBe("");
    expect(written.get("fleet.sql")).toBe(script.out);
    await run("export", "--format", "csv", "--out", "fleet.csv");
    expect(written.get("fleet.csv")).toContain("bundleId");
  });

  it("writes made-up bundles into a folder that is made for them, and takes them in from there", async () => {
    const { run, folder } = aCommandLine();
    const out = path.join(folder, "new", "bundles");
    expect(await run("generate", "--bundles", "3", "--out", out)).toMatchObject({
      exitCode: 0,
      out: `3 made-up bundles written to ${out}\n`,
    });
    expect((await run("add", out)).out).toBe(
      "3 files: 3 bundles added, 0 files known already, 0 duplicates, 0 refused\n",
    );
    writeFileSync(path.join(folder, "file"), "");
    const wrong = path.join(folder, "file", "bundles");
    expect(await run("generate", "--bundles", "3", "--out", wrong)).toMatchObject({
      exitCode: 3,
      err: `tunnel-doctor: ${wrong} is, or lies in, a file.\n`,
    });
  });

  it("loads into a database, and tells what was there already", async () => {
    const { run } = aCommandLine();
    await run("generate", "--bundles", "5");
    const loaded = await run("export", "--format", "postgres", "--to", "postgresql://here/x");
    expect(loaded).toMatchObject({ exitCode: 0, out: "4 bundles loaded, 1 were there already\n" });
    const failed = await run("export", "--format", "postgres", "--to", "postgresql://nowhere/x");
    expect(failed).toMatchObject({ exitCode: 2, err: expect.stringContaining("Nothing answers") as string });
  });

  it.each([
    [["compare", "--by", "colour"], /Use os, osVersion/],
    [["compare", "--min-bundles", "1"], /whole number from 2/],
    [["recommend", "--share", "100"], /percent from 50 to 99\.99/],
    [["export", "--format", "parquet"], /csv, ndjson, openmetrics, postgres/],
    [["export", "--to", "postgresql://x/y"], /need --format postgres/],
    [["export", "--format", "postgres", "--to", "postgresql://x/y", "--sql", "f"], /either --to URL or a file/],
    [["generate", "--effect", "colour=red:2"], /DIMENSION=VALUE:TIMES/],
    [["add", "/nowhere/at/all"], /\/nowhere\/at\/all/],
    [["list", "--limit", "0"], /whole number from 1/],
  ])("refuses %j in one sentence", async (args, words) => {
    const { exitCode, err, out } = await aCommandLine().run(...args);
    expect(exitCode).toBe(2);
    expect(err).toMatch(words);
    expect(err).not.toContain("    at ");
    expect(out).toBe("");
  });
});
