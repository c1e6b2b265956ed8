import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../../main/bundle/redaction/redactor.ts";
import { redactStream } from "../../../../main/bundle/redaction/redact-stream.ts";
import { hostileCorpus } from "../hostile-corpus.ts";

const key = new Uint8Array(32).fill(9);
const corpus = hostileCorpus(4711, 2400);
const text = corpus.map((line) => `${line.text}\n`).join("");
const canaries = [...new Set(corpus.flatMap((line) => line.canaries))];

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function streamed(bytes: Uint8Array, size: number): Promise<string> {
  let result = "";
  for await (const chunk of redactStream(chunksOf(bytes, size), createRedactor({ key }))) {
    result += new TextDecoder().decode(chunk);
  }
  return result;
}

function utf16(source: string, isBig: boolean, withMark: boolean): Uint8Array {
  const marked = `${withMark ? "\ufeff" : ""}${source}`;
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < marked.length; at += 1) view.setUint16(at * 2, marked.charCodeAt(at), !isBig);
  return bytes;
}

describe("the hostile corpus", () => {
  it("is large enough to mean something", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(1000);
    expect(canaries.length).toBeGreaterThan(3000);
  });

  it("loses every canary, line by line", () => {
    const redactor = createRedactor({ key });
    const survivors = corpus.flatMap((line) => {
      const redacted = redactor.text(line.text).toLowerCase();
      return line.canaries
        .filter((canary) => redacted.includes(canary.toLowerCase()))
        .map((canary) => `${canary} in ${redacted}`);
    });
    expect(survivors).toEqual([]);
  });

  it("loses every canary in all of the text, and changes nothing the second time", () => {
    const redactor = createRedactor({ key });
    const once = redactor.text(text);
    const lower = once.toLowerCase();
    expect(canaries.filter((canary) => lower.includes(canary.toLowerCase()))).toEqual([]);
    expect(redactor.text(once)).toBe(once);
    expect(once.split("\n")).toHaveLength(text.split("\n").length);
  });

  it.each([1, 7, 4096, 300_000])("is the same in chunks of %d bytes", async (size) => {
    const part = text.slice(0, size === 1 ? 20_000 : text.length);
    const whole = createRedactor({ key }).text(part);
    expect(await streamed(new TextEncoder().encode(part), size)).toBe(whole);
  });

  it.each([
    [false, true],
    [true, true],
    [false, false],
    [true, false],
  ])("is the same in UTF-16 (big endian: %s, byte order mark: %s)", async (isBig, withMark) => {
    expect(await streamed(utf16(text, isBig, withMark), 65_536)).toBe(createRedactor({ key }).text(text));
  });

  it("has other pseudonyms under another key", () => {
    const other = createRedactor({ key: new Uint8Array(32).fill(10) });
    expect(other.text(text)).not.toBe(createRedactor({ key }).text(text));
  });
});

describe("a line that is too long", () => {
  it("is cut, and no part of a canary is left", async () => {
    const line = `${"word ".repeat(13_105)} password: CANARYCANARY 93.184.216.34 ${"x".repeat(3_000_000)} 46.1.2.3\nnext 46.1.2.4\n`;
    const result = await streamed(new TextEncoder().encode(line), 65_536);
    expect(result).not.toMatch(/CANARY|93\.184|46\.1\.2/);
    expect(result).toMatch(/more characters cut\]\nnext /);
    expect(result.length).toBeLessThan(70_000);
  });
});

describe("a key that fills lines of its own", () => {
  it.each([
    ["-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----"],
    ["-----BEGIN OpenVPN Static key V1-----", "-----END OpenVPN Static key V1-----"],
    ["<tls-crypt>", "</tls-crypt>"],
  ])("%s is removed, also where it never ends", (begin, end) => {
    const body = Array.from({ length: 20 }, (_, n) => `CANARY${n}`).join("\n");
    const redacted = createRedactor({ key }).text(`before\n${begin}\n${body}\n${end}\nafter\n`);
    expect(redacted).toMatch(/^before\n\[[A-Za-z ]+ removed\]\nafter\n$/);
    expect(createRedactor({ key }).text(`before\n${begin}\n${body}\n`)).not.toContain("CANARY");
    const endless = createRedactor({ key }).text(`${begin}\n${"CANARY\n".repeat(300)}${"line\n".repeat(500)}`);
    expect(endless).not.toContain("CANARY");
    expect(endless).toContain("line");
  });
});
