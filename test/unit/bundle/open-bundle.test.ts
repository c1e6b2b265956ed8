import { createHash } from "node:crypto";
import fc from "fast-check";
import { strToU8, unzipSync, zipSync, type Zippable } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { openBundle } from "../../../main/bundle/open-bundle.ts";
import { planBundle } from "../../../main/bundle/plan-bundle.ts";
import { readZip } from "../../../main/bundle/read-zip.ts";
import { signerFromSeed } from "../../../main/bundle/sign.ts";
import { writeBundle } from "../../../main/bundle/write-bundle.ts";
import { aLogEvent, aReport } from "../../fakes/report.ts";

const limits = { maxEntries: 8, maxUnpackedBytes: 1_000_000 };
let whole: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  const plan = planBundle(aReport(), [aLogEvent()], { key: new Uint8Array(32) });
  const signer = signerFromSeed(new Uint8Array(32).fill(4));
  whole = await writeBundle(plan, aReport(), Date.UTC(2026, 0, 1), { signer });
});

const codeOf = (bytes: Uint8Array): string => {
  const opened = openBundle(bytes);
  return opened.ok ? "opened" : opened.error.code;
};
const zipCode = (bytes: Uint8Array): string => {
  const read = readZip(bytes, limits);
  return read.ok ? "read" : `${read.error.code}: ${read.error.message}`;
};

/** The bundle with other files in it; fflate makes every name and content that is asked for. */
function changed(change: (files: Record<string, Uint8Array>) => void): Uint8Array {
  const files = unzipSync(whole);
  change(files);
  return zipSync(files);
}

describe("openBundle", () => {
  it("opens what was made, and bundles of before there were pseudonyms", () => {
    expect(codeOf(whole)).toBe("opened");
    const report = strToU8(JSON.stringify(aReport()));
    const former = {
      schema: "tunnel-doctor/bundle/1",
      tool: { version: "0.0.9" },
      createdAt: "2025-01-01T00:00:00.000Z",
      runId: "x",
      files: [
        { path: "report.json", sizeBytes: report.length, sha256: createHash("sha256").update(report).digest("hex") },
      ],
      collectors: [],
      redaction: { secretsRemoved: {}, pseudonyms: false },
    };
    expect(codeOf(zipSync({ "manifest.json": strToU8(JSON.stringify(former)), "report.json": report }))).toBe("opened");
  });

  it.each<readonly [string, (files: Record<string, Uint8Array>) => void, string]>([
    ["a changed file", (files) => (files["report.json"] = strToU8("{}")), "refused"],
    ["a missing file", (files) => delete files["events.ndjson"], "refused"],
    ["an added file", (files) => (files["extra.txt"] = strToU8("x")), "refused"],
    ["no manifest", (files) => delete files["manifest.json"], "unreadable"],
    ["a broken manifest", (files) => (files["manifest.json"] = strToU8("{")), "unreadable"],
    ["a signature of something else", (files) => (files["manifest.sig"] = strToU8("{}")), "refused"],
    [
      "a changed manifest under a signature",
      (files) => {
        const text = new TextDecoder().decode(files["manifest.json"]);
        files["manifest.json"] = strToU8(text.replace("run-1", "run-2"));
      },
      "refused",
    ],
    [
      "a later format",
      (files) => {
        const text = new TextDecoder().decode(files["manifest.json"]);
        files["manifest.json"] = strToU8(text.replace("tunnel-doctor/bundle/1", "tunnel-doctor/bundle/7"));
      },
      "not-supported",
    ],
  ])("tells %s", (_name, change, code) => {
    expect(codeOf(changed(change))).toBe(code);
  });

  it("tells foreign files", () => {
    expect(codeOf(new Uint8Array(0))).toBe("unreadable");
    expect(codeOf(strToU8("hello"))).toBe("unreadable");
    expect(codeOf(zipSync({ "readme.txt": strToU8("x") }))).toBe("unreadable");
  });

  it("never opens a cut or changed bundle, wherever it is cut or changed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (at) => {
        expect(codeOf(whole.subarray(0, at))).not.toBe("opened");
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        const opened = openBundle(bytes);
        // A time stamp in a header may change unnoticed; what is in the files may not.
        if (opened.ok) expect(opened.value.report).toEqual(openedWhole().report);
      }),
      { numRuns: 300 },
    );
  });

  it("survives anything", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(codeOf(Uint8Array.from([0x50, 0x4b, 3, 4, ...bytes]))).not.toBe("opened");
      }),
    );
  });
});

function openedWhole() {
  const opened = openBundle(whole);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** Changes one field of every entry in the list of files. */
function withDirectory(files: Zippable, change: (view: DataView, at: number) => void): Uint8Array {
  const bytes = zipSync(files);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length; at += 1) if (view.getUint32(at, true) === 0x02014b50) change(view, at);
  return bytes;
}

describe("readZip", () => {
  it.each([
    "../evil",
    "/etc/passwd",
    "a/b/c",
    "a\\b",
    "C:evil",
    "..",
    ".hidden",
    "logs/../../x",
    "a\u0000b",
    "con\u202egnp.txt",
    "",
    "x".repeat(300),
  ])("refuses the name %j", (name) => {
    expect(zipCode(zipSync({ [name]: strToU8("x") }))).toMatch(/^refused: .*could lead out of its folder/);
  });

  it("refuses two files of one name, also where only upper and lower case differ", () => {
    expect(zipCode(zipSync({ "a.txt": strToU8("1"), "A.TXT": strToU8("2") }))).toMatch(/^refused: .*twice/);
  });

  it("refuses links and devices", () => {
    for (const mode of [0o120777, 0o060644, 0o040755]) {
      const bytes = zipSync({ "a.txt": [strToU8("/etc/passwd"), { os: 3, attrs: mode << 16 }] });
      expect(zipCode(bytes)).toMatch(/^refused: .*no regular file/);
    }
    expect(zipCode(zipSync({ "a.txt": [strToU8("x"), { os: 3, attrs: 0o100644 << 16 }] }))).toBe("read");
  });

  it("refuses bombs: too many files, too much said, more than was said, files in one another", () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`f${n}`, strToU8("x")]));
    expect(zipCode(zipSync(many))).toMatch(/^refused: .*9 files/);
    expect(zipCode(zipSync({ zeros: new Uint8Array(2_000_000) }))).toMatch(/^refused: .*unpack to more/);
    const lying = withDirectory({ zeros: new Uint8Array(900_000) }, (view, at) => view.setUint32(at + 24, 10, true));
    expect(zipCode(lying)).toMatch(/^refused: .*more than it says/);
    const shared = withDirectory({ aa: strToU8("x"), bb: strToU8("x") }, (view, at) =>
      view.setUint32(at + 42, 0, true),
    );
    expect(zipCode(shared)).toMatch(/^refused/);
  });

  it("refuses encryption, unknown packing and several disks", () => {
    expect(zipCode(withDirectory({ a: strToU8("x") }, (view, at) => view.setUint16(at + 8, 1, true)))).toMatch(
      /encrypted/,
    );
    expect(zipCode(withDirectory({ a: strToU8("x") }, (view, at) => view.setUint16(at + 10, 14, true)))).toMatch(
      /unknown way/,
    );
    const bytes = zipSync({ a: strToU8("x") });
    new DataView(bytes.buffer).setUint16(bytes.length - 18, 3, true);
    expect(zipCode(bytes)).toMatch(/several parts/);
  });

  it("tells a wrong checksum", () => {
    expect(zipCode(withDirectory({ a: strToU8("x") }, (view, at) => view.setUint32(at + 16, 7, true)))).toMatch(
      /^unreadable/,
    );
  });
});
