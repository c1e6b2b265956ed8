import { describe, expect, it } from "vitest";
import { textEncoding } from "../../../../main/host/log-sources/text-encoding.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

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
