import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineSplitter, maxLineLength, textEncoding } from "../../../../main/host/log-sources/text-lines.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

function linesOf(chunks: readonly Uint8Array[], encoding = textEncoding(chunks[0] ?? new Uint8Array())) {
  const splitter = createLineSplitter(encoding ?? "utf-8");
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

describe("textEncoding", () => {
  it.each([
    ["UTF-8", utf8("Nov 23 charon: ü"), "utf-8"],
    ["nothing", new Uint8Array(), "utf-8"],
    ["UTF-16 with a mark", Buffer.from("\ufeffcharon", "utf16le"), "utf-16le"],
    ["UTF-16 without a mark", Buffer.from("charon log", "utf16le"), "utf-16le"],
    ["big-endian UTF-16", Buffer.from("\ufeffcharon", "utf16le").swap16(), "utf-16be"],
    ["big-endian UTF-16 without a mark", Buffer.from("charon log", "utf16le").swap16(), "utf-16be"],
    ["a program", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0), null],
    ["zeros", new Uint8Array(64), null],
  ])("knows %s", (_what, bytes, encoding) => {
    expect(textEncoding(bytes)).toBe(encoding);
  });
});

describe("createLineSplitter", () => {
  it("splits at LF and CRLF, and keeps the last line without an end", () => {
    expect(linesOf([utf8("a\r\nb\n\nc")])).toEqual(["a", "b", "", "c"]);
    expect(linesOf([utf8("a\n")])).toEqual(["a"]);
    expect(linesOf([])).toEqual([]);
  });

  it("reads UTF-16 without its mark", () => {
    expect(linesOf([Buffer.from("\ufeffä\r\nb", "utf16le")])).toEqual(["ä", "b"]);
  });

  it("gives the same lines however the bytes are cut", () => {
    const text = fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { maxLength: 20 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 8 }), (parts, cuts) => {
        const bytes = utf8(parts.join("\r\n"));
        const edges = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((edge, position) => bytes.subarray(edges[position], edge));
        expect(linesOf(chunks, "utf-8")).toEqual(linesOf([bytes], "utf-8"));
      }),
    );
  });

  it("cuts a line without an end, in constant memory, and goes on after it", () => {
    const block = utf8("x".repeat(64 * 1024));
    const lines = linesOf([...Array.from({ length: 1600 }, () => block), utf8("tail\nnext\n")]);
    expect(lines.map((line) => line.length)).toEqual([maxLineLength, 4]);
    expect(lines[1]).toBe("next");
  });

  it("cuts long lines inside a chunk", () => {
    const lines = linesOf([utf8(`${"x".repeat(maxLineLength + 5)}\nb\n`)]);
    expect(lines.map((line) => line.length)).toEqual([maxLineLength, 1]);
  });
});
