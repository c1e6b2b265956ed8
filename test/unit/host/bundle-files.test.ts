import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBundleFiles } from "../../../main/host/bundle-files.ts";

const files = createBundleFiles();
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* chunks(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield new TextEncoder().encode(part);
}

async function textOf(parts: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const part of parts) text += new TextDecoder().decode(part);
  return text;
}

describe("writing a bundle", () => {
  it("writes the whole file, for its owner only", async () => {
    const path = join(folder, "a.tdbundle");
    const written = await files.write(path, chunks("one", "two"));
    expect(written).toEqual({ ok: true, value: { path, sizeBytes: 6 } });
    expect(readFileSync(path, "utf8")).toBe("onetwo");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("leaves nothing behind, and the older file as it was, when its source fails", async () => {
    const path = join(folder, "a.tdbundle");
    writeFileSync(path, "older");
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1000);
      throw new Error("the log went away");
    };
    const written = await files.write(path, failing());
    expect(written).toMatchObject({ ok: false, error: { code: "write-failed" } });
    expect(readdirSync(folder)).toEqual(["a.tdbundle"]);
    expect(readFileSync(path, "utf8")).toBe("older");
  });

  it("leaves nothing behind when it is stopped", async () => {
    const stop = new AbortController();
    const stopping = async function* (): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1000);
      stop.abort();
      yield new Uint8Array(1000);
    };
    const written = await files.write(join(folder, "a.tdbundle"), stopping(), stop.signal);
    expect(written).toMatchObject({ ok: false, error: { code: "cancelled" } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("says what is wrong with a place that cannot be written to", async () => {
    const written = await files.write(join(folder, "missing", "a.tdbundle"), chunks("x"));
    expect(written).toMatchObject({ ok: false, error: { code: "write-failed" } });
  });

  it("leaves nothing behind on a full disk", async (context) => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
    if (mounted.status !== 0) return context.skip("mounting a small disk needs root");
    try {
      const large = async function* (): AsyncGenerator<Uint8Array> {
        for (let part = 0; part < 64; part += 1) yield new Uint8Array(4096).fill(part);
      };
      const written = await files.write(join(disk, "a.tdbundle"), large());
      expect(written).toMatchObject({ ok: false, error: { code: "write-failed" } });
      expect(!written.ok && written.error.message).toContain("ENOSPC");
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      spawnSync("umount", [disk]);
    }
  });

  it("has no half bundle after a kill, and the next writer removes what was left", async () => {
    const path = join(folder, "a.tdbundle");
    writeFileSync(path, "older");
    const writer = fileURLToPath(new URL("../../../main/host/bundle-files.ts", import.meta.url));
    const program = `
      import { createBundleFiles } from ${JSON.stringify(writer)};
      async function* endless() { for (;;) { yield new Uint8Array(65536); process.stdout.write("."); await new Promise((done) => setImmediate(done)); } }
      await createBundleFiles().write(${JSON.stringify(path)}, endless());`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(readFileSync(path, "utf8")).toBe("older");
    expect(readdirSync(folder)).toHaveLength(2);
    expect((await files.write(path, chunks("newer"))).ok).toBe(true);
    expect(readdirSync(folder)).toEqual(["a.tdbundle"]);
    expect(readFileSync(path, "utf8")).toBe("newer");
  });

  it("does not touch the parts of a writer that still writes", async () => {
    const path = join(folder, "a.tdbundle");
    const part = `.a.tdbundle.${process.pid}.0123456789ab.part`;
    writeFileSync(join(folder, part), "x");
    await files.write(path, chunks("y"));
    expect(readdirSync(folder).sort()).toEqual([part, "a.tdbundle"]);
  });
});

describe("a log on its way into a bundle", () => {
  it("comes from its end, from the start of a line", async () => {
    const path = join(folder, "x.log");
    writeFileSync(path, "first\nsecond\nthird\n");
    const log = await files.openLog(path, 9);
    expect(log).toMatchObject({ ok: true, value: { keptBytes: 9, ofBytes: 19 } });
    expect(log.ok && (await textOf(log.value.chunks))).toBe("third\n");
    const whole = await files.openLog(path, 1000);
    expect(whole.ok && (await textOf(whole.value.chunks))).toBe("first\nsecond\nthird\n");
  });

  it("is a text: no other file goes into a bundle", async () => {
    const path = join(folder, "x.bin");
    writeFileSync(
      path,
      Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256),
    );
    expect(await files.openLog(path, 1000)).toMatchObject({ ok: false, error: { code: "unreadable" } });
    expect(await files.openLog(folder, 1000)).toMatchObject({ ok: false, error: { code: "unreadable" } });
    expect(await files.openLog(join(folder, "none"), 1000)).toMatchObject({ ok: false, error: { code: "not-found" } });
    writeFileSync(path, Buffer.from("\ufeffeine Zeile\n", "utf16le"));
    expect((await files.openLog(path, 1000)).ok).toBe(true);
  });
});

describe("deflate", () => {
  it("packs what inflates again, and hands on an error of its source", async () => {
    const parts: Uint8Array[] = [];
    for await (const part of files.deflate(chunks("a".repeat(100_000), "b"))) parts.push(part);
    expect(inflateRawSync(Buffer.concat(parts)).toString()).toBe(`${"a".repeat(100_000)}b`);
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(10);
      throw new Error("gone");
    };
    await expect(textOf(files.deflate(failing()))).rejects.toThrow("gone");
  });
});
