import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFileWriter, listFolder, readBounded, readText } from "../../../main/host/files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "files-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);
const isRoot = process.getuid?.() === 0;

describe("readBounded", () => {
  it("reads plain and gzip files up to the limit, and not beyond", async () => {
    await writeFile(at("a"), "x".repeat(100));
    await writeFile(at("a.gz"), gzipSync("x".repeat(100)));
    await writeFile(at("bomb.gz"), gzipSync(Buffer.alloc(10_000_000)));
    for (const name of ["a", "a.gz"]) {
      expect(await readText(at(name), 100)).toEqual({ ok: true, value: "x".repeat(100) });
      expect(await readBounded(at(name), 99)).toMatchObject({ ok: false, error: { code: "too-large" } });
    }
    expect(await readBounded(at("bomb.gz"), 1_000_000)).toMatchObject({ ok: false, error: { code: "too-large" } });
  });

  it("names what cannot be read", async () => {
    await writeFile(at("torn.gz"), gzipSync("x".repeat(1000)).subarray(0, 20));
    expect(await readBounded(at("none"), 10)).toMatchObject({ ok: false, error: { code: "not-found" } });
    expect(await readBounded(folder, 10)).toMatchObject({ ok: false, error: { code: "unreadable" } });
    expect(await readBounded(at("torn.gz"), 1000)).toMatchObject({ ok: false, error: { code: "unreadable" } });
    expect(await listFolder(at("none"))).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  it.skipIf(process.platform === "win32")("does not wait for a pipe or read a device without end", async () => {
    execFileSync("mkfifo", [at("pipe")]);
    expect(await readBounded(at("pipe"), 10)).toMatchObject({ ok: false, error: { code: "unreadable" } });
    expect(await readBounded("/dev/zero", 10)).toMatchObject({ ok: false, error: { code: "unreadable" } });
  });

  it.skipIf(isRoot || process.platform === "win32")("names a missing right", async () => {
    await writeFile(at("secret"), "x");
    await chmod(at("secret"), 0);
    expect(await readBounded(at("secret"), 10)).toMatchObject({ ok: false, error: { code: "not-permitted" } });
  });
});

describe("createFileWriter", () => {
  const writer = createFileWriter();

  it("replaces a file whole, readable by its owner only", async () => {
    await writeFile(at("report.json"), "old");
    expect(await writer.writeAtomically(at("report.json"), Buffer.from("new"))).toEqual({
      ok: true,
      value: { path: at("report.json"), sizeBytes: 3 },
    });
    expect(await readFile(at("report.json"), "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["report.json"]);
    if (process.platform !== "win32") expect((await stat(at("report.json"))).mode & 0o777).toBe(0o600);
  });

  it("leaves nothing behind when it fails", async () => {
    await mkdir(at("taken"));
    await writeFile(at("taken/inside"), "x");
    expect(await writer.writeAtomically(at("taken"), Buffer.from("new"))).toMatchObject({
      ok: false,
      error: { code: "write-failed" },
    });
    expect(await readdir(folder)).toEqual(["taken"]);
    expect(await writer.writeAtomically(at("no/such/folder"), Buffer.from("x"))).toMatchObject({
      ok: false,
      error: { code: "write-failed" },
    });
  });
});
