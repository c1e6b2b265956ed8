import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readBundleFile } from "../../../../main/host/fleet-store/read-bundle-file.ts";

const folder = mkdtempSync(path.join(tmpdir(), "bundle-file-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("readBundleFile", () => {
  it("reads a file whole, up to its limit", () => {
    const file = path.join(folder, "a");
    writeFileSync(file, "12345");
    expect(readBundleFile(file, 5)).toEqual({ ok: true, value: Buffer.from("12345") });
    expect(readBundleFile(file, 4)).toMatchObject({ error: { code: "too-large" } });
  });

  it("says what is not there or no file", () => {
    expect(readBundleFile(path.join(folder, "none"), 5)).toMatchObject({ error: { code: "not-found" } });
    expect(readBundleFile(folder, 5)).toMatchObject({ error: { code: "unreadable" } });
  });

  it.skipIf(process.platform === "win32")("does not wait for a pipe", () => {
    const pipe = path.join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    expect(readBundleFile(pipe, 5)).toMatchObject({ error: { code: "unreadable" } });
  });
});
