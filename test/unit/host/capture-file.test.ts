import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { capturePath } from "../../fakes/fixture-captures.ts";

const folder = mkdtempSync(join(tmpdir(), "capture-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function contentOf(path: string): Promise<{ readonly name: string; readonly content: Buffer }> {
  const opened = await createCaptureFiles().open(path);
  if (!opened.ok) throw new Error(opened.error.message);
  const { name, chunks, close } = opened.value;
  try {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return { name, content: Buffer.concat(parts) };
  } finally {
    await close();
  }
}

describe("a capture file", () => {
  const plain = readFileSync(capturePath("lossy-line.client.pcap"));

  it("is read as it is", async () => {
    expect(await contentOf(capturePath("lossy-line.client.pcap"))).toEqual({
      name: "lossy-line.client.pcap",
      content: plain,
    });
  });

  it("is unpacked from gzip", async () => {
    const path = join(folder, "packed.pcap.gz");
    writeFileSync(path, gzipSync(Buffer.concat([plain, Buffer.alloc(3_000_000)])));
    const { content } = await contentOf(path);
    expect(content).toHaveLength(plain.length + 3_000_000);
    expect(content.subarray(0, plain.length)).toEqual(plain);
  });

  it("that is broken gzip fails while it is read", async () => {
    const path = join(folder, "broken.gz");
    writeFileSync(path, Buffer.from("1f8b0800aabbccddeeff00112233", "hex"));
    await expect(contentOf(path)).rejects.toThrow();
  });

  it.each([
    ["a missing file", join(folder, "none.pcap"), "not-found"],
    ["a folder", folder, "unreadable"],
  ])("is not %s", async (_what, path, code) => {
    expect(await createCaptureFiles().open(path)).toMatchObject({ ok: false, error: { code } });
  });
});
