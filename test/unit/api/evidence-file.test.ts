import { createHash } from "node:crypto";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { openEvidence } from "../../../main/api/evidence-file.ts";
import { sealTo } from "../../../main/bundle/seal.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { aLogEvent, aReport } from "../../fakes/report.ts";

type Content = string | Uint8Array;

/** Files in memory; a folder cannot be opened, as on a real disk. */
function filesOf(contents: Readonly<Record<string, Content>>): Parameters<typeof openEvidence>[0] {
  const bytesOf = (path: string): Uint8Array | undefined => {
    const content = contents[path];
    return typeof content === "string" ? strToU8(content) : content;
  };
  return {
    captureFiles: {
      open: async (path) => {
        const bytes = bytesOf(path);
        if (bytes === undefined) {
          const isFolder = Object.keys(contents).some((name) => name.startsWith(`${path}/`));
          return isFolder
            ? failure("unreadable", "not a regular file")
            : failure("not-found", `${path} does not exist.`);
        }
        async function* chunks(whole: Uint8Array) {
          for (let start = 0; start < whole.length; start += 5000) yield whole.subarray(start, start + 5000);
        }
        return success({ name: path, chunks: chunks(bytes), close: async () => undefined });
      },
    },
    smallFiles: {
      helpdeskKeyPath: "helpdesk.key",
      readBytes: async (path, maxBytes) => {
        const bytes = bytesOf(path);
        if (bytes === undefined) return failure("not-found", `${path} does not exist.`);
        return bytes.length > maxBytes ? failure("too-large", `${path} is too large.`) : success(bytes);
      },
      read: async (path) => {
        const bytes = bytesOf(path);
        return bytes === undefined
          ? failure("not-found", `${path} does not exist.`)
          : success(new TextDecoder().decode(bytes));
      },
    },
  };
}

const report = aReport({ events: { total: 1, bySource: {}, byEvent: {}, unknownLines: 0 } });
const reportText = JSON.stringify(report);
const events = [aLogEvent()];
const eventsText = events.map((event) => `${JSON.stringify(event)}\n`).join("");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function manifest(files: Readonly<Record<string, string>>, schema = "tunnel-doctor/bundle/1"): string {
  return JSON.stringify({
    schema,
    tool: { version: "0.1.0" },
    createdAt: "2026-03-01T10:00:00.000Z",
    runId: "run-1",
    files: Object.entries(files).map(([path, text]) => ({ path, sizeBytes: text.length, sha256: sha256(text) })),
    collectors: [],
    redaction: { secretsRemoved: {}, pseudonyms: false },
  });
}

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}

const facts = { "gateway-facts.json": "{}" };
const whole = { "report.json": reportText, "events.ndjson": eventsText };
const bundle = zip({ "manifest.json": manifest(whole), ...whole });

/** The files of the bundle are there, whatever else is said of it. */
const files: unknown = expect.any(Map);
const opened = success({ kind: "bundle", report, events, eventsNotUnderstood: 0, files });

const open = (content: Content, name = "case") => openEvidence(filesOf({ [name]: content }), name);

describe("a file that a person hands over", () => {
  it("is a bundle, with its events", async () => {
    expect(await open(bundle)).toEqual(opened);
  });

  it("is a report, however its JSON is laid out", async () => {
    expect(await open(reportText)).toEqual(success({ kind: "report", report }));
    expect(await open(`\n${JSON.stringify(report, null, 2)}`)).toEqual(success({ kind: "report", report }));
  });

  it("is an unpacked bundle, or the report alone, in a folder", async () => {
    const both = { "case/report.json": reportText, "case/events.ndjson": eventsText };
    const withManifest = filesOf({ ...both, "case/manifest.json": manifest(whole) });
    expect(await openEvidence(withManifest, "case")).toEqual(opened);
    const alone = filesOf({ "case/report.json": reportText });
    expect(await openEvidence(alone, "case")).toEqual(success({ kind: "report", report }));
  });

  it.each([
    ["a file was changed", { "events.ndjson": `${eventsText} ` }, "events.ndjson is not what the manifest says"],
    ["a file was swapped", { "events.ndjson": "x".repeat(eventsText.length) }, "not what the manifest says"],
    ["a file is missing", { "events.ndjson": undefined }, "events.ndjson is missing"],
    ["the signature is none", { "manifest.sig": "{}" }, "no signature"],
    ["the manifest leads out of it", { "manifest.json": manifest({ ...whole, "../../x": "y" }) }, "out of its folder"],
  ])("is an unpacked bundle that is refused where %s", async (_about, changes, words) => {
    const files = { "manifest.json": manifest(whole), ...whole, ...changes };
    const contents = Object.entries(files).flatMap(([name, text]) =>
      text === undefined ? [] : [[`case/${name}`, text] as const],
    );
    const outcome = await openEvidence(filesOf(Object.fromEntries(contents)), "case");
    expect(outcome).toMatchObject({ ok: false, error: { code: "refused" } });
    expect(outcome.ok ? "" : outcome.error.message).toContain(words);
  });

  it("is a sealed bundle, with its key or its passphrase", { timeout: 60_000 }, async () => {
    const identity = await generateX25519Identity();
    const sealedTo = async (recipients: Parameters<typeof sealTo>[0], content: Uint8Array) => {
      const sealed = await sealTo(recipients, new Blob([Uint8Array.from(content)]).stream());
      if (!sealed.ok) throw new Error(sealed.error.message);
      return new Uint8Array(await new Response(sealed.value).arrayBuffer());
    };
    const toKey = await sealedTo([await identityToRecipient(identity)], bundle);
    const contents = { case: toKey, "other.key": `${identity}\n` };
    expect(await openEvidence(filesOf(contents), "case", { identityPath: "other.key" })).toEqual(opened);
    expect(await openEvidence(filesOf({ case: toKey, "helpdesk.key": identity }), "case")).toEqual(opened);
    expect(await openEvidence(filesOf(contents), "case")).toMatchObject({ error: { code: "refused" } });
    const passphrase = "correct horse battery";
    const toPassphrase = await sealedTo({ passphrase }, bundle);
    expect(await openEvidence(filesOf({ case: toPassphrase }), "case", { passphrase })).toEqual(opened);
    const logs = await sealedTo([await identityToRecipient(identity)], zip({ "charon.log": "x" }));
    expect(await openEvidence(filesOf({ case: logs, "helpdesk.key": identity }), "case")).toMatchObject({
      error: { code: "invalid-input" },
    });
  });

  it("says how many of its events this version does not understand", async () => {
    const broken = { ...whole, "events.ndjson": `${eventsText}{}\n` };
    expect(await open(zip({ "manifest.json": manifest(broken), ...broken }))).toEqual(
      success({ kind: "bundle", report, events, eventsNotUnderstood: 1, files }),
    );
  });

  it.each([
    ["a text log", "Mar  1 09:00:00 host charon: 05[IKE] initiating IKE_SA home[1] to 203.0.113.10\n"],
    ["a journal in JSON", '{"__REALTIME_TIMESTAMP":"1","MESSAGE":"x","SYSLOG_IDENTIFIER":"charon"}\n'],
    ["several records in JSON", '{"a":1}\n{"a":2}\n'],
    ["a list of records", '[{"eventMessage":"x"}]'],
    ["a log in UTF-16", new Uint8Array([0xff, 0xfe, 0x4d, 0, 0x61, 0, 0x72, 0])],
    ["a Windows event log", strToU8(`ElfFile\0${"\0".repeat(100)}`)],
    ["a zip archive of logs", zip({ "charon.log": "x" })],
  ])("is left to the log reader: %s", async (_name, content) => {
    expect(await open(content)).toEqual(success({ kind: "logs", path: "case" }));
  });

  it("is left to the log reader: a folder of logs", async () => {
    expect(await openEvidence(filesOf({ "logs/charon.log": "x" }), "logs")).toEqual(
      success({ kind: "logs", path: "logs" }),
    );
  });

  it.each([
    ["nothing at all", "", "invalid-input", "is empty"],
    ["binary data", new Uint8Array([1, 2, 0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]), "invalid-input", "neither a bundle"],
    ["a capture", new Uint8Array([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0]), "invalid-input", "capture read"],
    ["a sealed bundle without a key", "age-encryption.org/v1\n-> X25519 x", "refused", "name the file with your key"],
    ["a sealed bundle as text", "-----BEGIN AGE ENCRYPTED FILE-----\nx", "invalid-input", "age --decrypt"],
    ["another JSON document", '{"name":"x"}', "invalid-input", "no report of Tunnel Doctor"],
    ["a report that is cut off", reportText.slice(0, 300), "invalid-input", "cut off"],
    ["a report of a newer version", '{"schema":"tunnel-doctor/report/2"}', "invalid-input", "newer version"],
    ["a report of an older version", '{"schema":"tunnel-doctor/report/0"}', "invalid-input", "older version"],
    [
      "another document of ours",
      '{"schema":"tunnel-doctor/sessions/1"}',
      "invalid-input",
      "not a tunnel-doctor/report/1",
    ],
    ["a report without its parts", '{"schema":"tunnel-doctor/report/1"}', "invalid-input", '"tool"'],
    ["a damaged zip archive", bundle.subarray(0, bundle.length - 30), "invalid-input", "damaged"],
    ["a bundle without a report", zip({ "manifest.json": manifest({}) }), "unreadable", "report in this bundle"],
    ["a zip with a report but no manifest", zip(whole), "unreadable", "manifest.json is missing"],
    ["a gateway's bundle", zip({ "manifest.json": manifest(facts), ...facts }), "invalid-input", "client's bundle"],
    [
      "a bundle of a newer version",
      zip({ "manifest.json": manifest(whole, "tunnel-doctor/bundle/2"), ...whole }),
      "not-supported",
      "later version",
    ],
    [
      "a changed report",
      zip({ "manifest.json": manifest(whole), ...whole, "report.json": `${reportText} ` }),
      "refused",
      "changed",
    ],
    [
      "events that the manifest does not name",
      zip({ "manifest.json": manifest({ "report.json": reportText }), ...whole }),
      "refused",
      "changed",
    ],
    ["a zip bomb", zip({ "manifest.json": " ".repeat(257 * 1024 * 1024), ...whole }), "refused", "would unpack to"],
    [
      "a bundle of too many files",
      zip({ ...whole, ...Object.fromEntries(Array.from({ length: 512 }, (_unused, index) => [`f${index}`, ""])) }),
      "refused",
      "at most 512",
    ],
  ] as const)("is told in one sentence: %s", async (_name, content, code, words) => {
    const outcome = await open(content);
    expect(outcome).toMatchObject({ ok: false, error: { code } });
    const message = outcome.ok ? "" : outcome.error.message;
    expect(message).toContain(words);
    expect(message).not.toContain("\n");
  });

  it("is told to be missing", async () => {
    expect(await openEvidence(filesOf({}), "none.json")).toMatchObject({ error: { code: "not-found" } });
  });

  it("never makes the program fail, whatever is in it", async () => {
    const anyBytes = fc.uint8Array({ maxLength: 300 });
    const damaged = fc.record({ at: fc.nat(bundle.length - 1), byte: fc.nat(255) }).map(({ at, byte }) => {
      const copy = Uint8Array.from(bundle);
      copy[at] = byte;
      return copy;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyBytes, damaged), async (bytes) => {
        const outcome = await open(bytes);
        expect(typeof outcome.ok).toBe("boolean");
      }),
      { numRuns: 500 },
    );
  });
});
