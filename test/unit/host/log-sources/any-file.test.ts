import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readLogs } from "../../../../main/checkup/read-logs.ts";
import { createLogReader } from "../../../../main/host/log-sources/log-reader.ts";
import type { LogQuery } from "../../../../main/model/ports/logs.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "any-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);

const nowMs = Date.UTC(2026, 11, 1);
const clock = { wallMs: () => nowMs, monotonicMs: () => 0, sleep: async () => undefined };
const reader = createLogReader("linux");
const logs = { ...reader, utcOffsetMinutes: () => 0 };

function read(name: string, change: Partial<LogQuery> = {}) {
  const query = { sinceMs: 0, paths: [at(name)], systemLogs: false, maxLines: 1e7, maxBytes: 1e9, ...change };
  return readLogs({ logs, clock }, query, new AbortController().signal);
}

const giveUp = "Nov 23 02:11:20 host charon: 09[IKE] <home|1> giving up after 5 retransmits";
const hangup = "Nov 23 02:11:21 host pppd[7]: LCP: timeout sending Config-Requests";
const other = "Nov 23 02:11:22 host cron[8]: nothing";
const text = `${[giveUp, other, hangup].join("\r\n")}\r\n`;
const eventNames = (result: Awaited<ReturnType<typeof read>>) => result.events.map(({ event }) => event);

describe("any file of logs", () => {
  it.each([
    ["plain", Buffer.from(text)],
    ["with a byte order mark", Buffer.from(`\u{FEFF}${text}`)],
    ["gzip", gzipSync(text)],
    ["gzip in two members", Buffer.concat([gzipSync(`${giveUp}\n`), gzipSync(`${other}\n${hangup}`)])],
    ["UTF-16", Buffer.from(`\u{FEFF}${text}`, "utf16le")],
    ["big-endian UTF-16 in gzip", gzipSync(Buffer.from(`\u{FEFF}${text}`, "utf16le").swap16())],
    ["zip", zipSync({ "a.log": strToU8(text) })],
    ["zip of a gzip file", zipSync({ "old/a.log.gz": new Uint8Array(gzipSync(text)) }, { level: 0 })],
    [
      "zip with several files",
      zipSync({ "a.log": strToU8(`${giveUp}\n${other}`), b: strToU8(hangup), "c/": [new Uint8Array(), {}] }),
    ],
  ])("gives its events: %s", async (_form, bytes) => {
    await writeFile(at("file"), bytes);
    const result = await read("file");
    expect(eventNames(result)).toEqual(["retransmit_giveup", "ppp_lcp_timeout"]);
    expect(result.linesRead).toBe(3);
    expect(result.sources.every(({ outcome, note }) => outcome === "read" && note === undefined)).toBe(true);
  });

  it("numbers lines as the file does, also those after lines that were passed over", async () => {
    await writeFile(at("a.log"), `${`${other}\n`.repeat(5_000)}${hangup}\n`);
    const { events, linesRead } = await read("a.log");
    expect(events).toMatchObject([{ lineNumber: 5_001, source: at("a.log") }]);
    expect(linesRead).toBe(5_001);
  });

  it("takes the journal's JSON and says how many records are damaged", async () => {
    const record = (fields: object) => JSON.stringify({ __REALTIME_TIMESTAMP: "1795000000123456", ...fields });
    const good = record({ MESSAGE: "LCP: timeout sending Config-Requests", SYSLOG_IDENTIFIER: "pppd", _PID: "12" });
    const lines = [
      record({ MESSAGE: "x", SYSLOG_IDENTIFIER: "cron" }),
      good,
      record({ MESSAGE: null }),
      good.slice(0, 60),
    ];
    await writeFile(at("journal.json"), lines.join("\n"));
    const { events, sources } = await read("journal.json");
    expect(events).toMatchObject([{ event: "ppp_lcp_timeout", atMs: 1795000000123, processId: 12, lineNumber: 2 }]);
    expect(sources).toMatchObject([
      { outcome: "read", note: "1 line that begins as a JSON record is cut off or damaged." },
    ]);
  });

  it("reads forms that are mixed in one file", async () => {
    const mixture = [
      giveUp,
      "Nov 23 02:11:30 09[IKE] <home|1> initiating IKE_SA home[1] to 192.0.2.1",
      "",
      "pppd[1]: LCP terminated by peer",
    ];
    await writeFile(at("mixed.txt"), mixture.join("\n"));
    expect((await read("mixed.txt")).events).toHaveLength(3);
  });
});

describe("hostile files", () => {
  it("of millions of equal lines are read to their end, and one of them is kept", async () => {
    await writeFile(at("equal.log.gz"), gzipSync(`${giveUp}\n`.repeat(300_000)));
    const { events, linesRead } = await read("equal.log.gz");
    expect([events.length, linesRead]).toEqual([1, 300_000]);
  });

  it("that say how often a message was repeated give it once", async () => {
    const repeated = [
      hangup,
      "Nov 23 02:11:25 host last message repeated 3 times",
      "Nov 23 02:11:26 host pppd[7]: message repeated 2 times: [ LCP: timeout sending Config-Requests]",
    ];
    await writeFile(at("a.log"), repeated.join("\n"));
    const { events, unknownLines } = await read("a.log");
    expect(events.map(({ event, fields }) => [event, fields["times"]])).toEqual([
      ["ppp_lcp_timeout", undefined],
      ["ppp_lcp_timeout", "2"],
    ]);
    expect(unknownLines).toBe(0);
  });

  it("of one line without an end are passed over", async () => {
    await writeFile(at("long.log"), Buffer.concat([Buffer.alloc(20_000_000, "x"), Buffer.from(`\n${hangup}`)]));
    expect(eventNames(await read("long.log"))).toEqual(["ppp_lcp_timeout"]);
  });

  it.each([
    ["bytes that are no text", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1]), "failed", "not a text file"],
    ["an empty zip archive", Buffer.from(zipSync({})), "empty", "no files"],
    [
      "a damaged zip archive",
      Buffer.from(zipSync({ a: strToU8(text.repeat(999)) })).fill(0xff, 60, 200),
      "failed",
      "damaged",
    ],
    ["a zip archive in one", Buffer.from(zipSync({ b: zipSync({ a: strToU8(text) }) })), "failed", "not a text file"],
    ["something with a zip's first bytes", Buffer.from("PK\u0003\u0004 and no more"), "empty", "no files"],
  ])("are told: %s", async (_what, bytes, outcome, note) => {
    await writeFile(at("bad"), bytes);
    const { sources, events } = await read("bad");
    expect(events).toEqual([]);
    expect(sources[0]).toMatchObject({ outcome });
    expect(sources[0]?.note).toContain(note);
  });

  it("that unpack to very much are left when they do", async () => {
    const bomb = zipSync({ "a.log": new Uint8Array(40_000_000).fill(0x78), "b.log": strToU8(text) }, { level: 9 });
    await writeFile(at("bomb.zip"), bomb);
    const { sources } = await read("bomb.zip");
    expect(sources.map(({ note }) => note ?? "").join(" ")).toContain("more than 500 times larger");
  });

  it("that unpack to more than the limit end there", async () => {
    await writeFile(at("a.zip"), zipSync({ "a.log": strToU8(`${other}\n`.repeat(50_000)), "b.log": strToU8(text) }));
    const { sources, linesRead } = await read("a.zip", { maxBytes: 200_000 });
    expect(linesRead).toBeLessThan(10_000);
    expect(sources.map(({ source }) => path.basename(source))).toEqual(["a.log", "a.zip"]);
    expect(sources.every(({ note }) => note?.includes("limit of log lines or bytes") === true)).toBe(true);
  });

  it("cannot put control characters into the names of sources", async () => {
    await writeFile(at("a.zip"), zipSync({ "a\u001B[2Jb.log": strToU8(text) }));
    expect((await read("a.zip")).sources[0]?.source).toBe(`${at("a.zip")}/a?[2Jb.log`);
  });

  it("of other years are told beside the rest", async () => {
    await mkdir(at("case"));
    await writeFile(at("case/a.log"), `2100-01-01T00:00:00Z host pppd[7]: Modem hangup\n${hangup}\n`);
    await writeFile(at("case/b.log"), "1970-01-01T00:00:09Z host pppd[7]: Modem hangup\n");
    const { events, sources } = await read("case", { sinceMs: Date.UTC(2026, 0, 1) });
    expect(eventNames(await read("case"))).toEqual(["ppp_hangup", "ppp_lcp_timeout", "ppp_hangup"]);
    expect(events).toHaveLength(2);
    expect(sources[0]?.note).toContain("dated in the future");
    expect(sources[1]?.note).toContain("older than the time that was asked for");
  });
});
