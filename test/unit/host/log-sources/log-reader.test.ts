import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLogBudget } from "../../../../main/host/log-sources/budget.ts";
import { isRotationOf, readLinuxLogs } from "../../../../main/host/log-sources/linux.ts";
import type { LogChunk } from "../../../../main/host/log-sources/log-bytes.ts";
import { createLogReader } from "../../../../main/host/log-sources/log-reader.ts";
import type { LogSourceResult } from "../../../../main/model/log-event.ts";
import type { LogLine, LogQuery } from "../../../../main/model/ports/logs.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "logs-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);

const query: LogQuery = { sinceMs: 0, paths: [], systemLogs: false, maxLines: 1e6, maxBytes: 1e8 };

async function collect(chunks: AsyncIterable<LogChunk>) {
  const lines: LogLine[] = [];
  const sources: LogSourceResult[] = [];
  for await (const chunk of chunks) {
    if (chunk.kind === "lines") lines.push(...chunk.lines);
    else sources.push(chunk.result);
  }
  return { lines, sources, texts: lines.map((line) => line.text) };
}

const readPaths = (paths: readonly string[], change: Partial<LogQuery> = {}) =>
  collect(createLogReader("linux").read({ ...query, paths, ...change }));

describe("logs that a person gave", () => {
  it("are read in all the forms that logs come in, with line numbers", async () => {
    await mkdir(at("case/old"), { recursive: true });
    await writeFile(at("case/a.log"), "one\r\ntwo\r\n");
    await writeFile(at("case/b.log.gz"), gzipSync("three\n"));
    await writeFile(at("case/c.txt"), Buffer.from("\ufefffour\r\nfünf\r\n", "utf16le"));
    await writeFile(at("case/old/d.log"), "six");
    await writeFile(at("case/empty.log"), "");
    const { lines, sources, texts } = await readPaths([at("case")]);
    expect(texts).toEqual(["one", "two", "three", "four", "fünf", "six"]);
    expect(lines[1]).toEqual({ text: "two", source: at("case/a.log"), lineNumber: 2 });
    expect(sources.map(({ source, outcome, linesRead }) => [path.basename(source), outcome, linesRead])).toEqual([
      ["a.log", "read", 2],
      ["b.log.gz", "read", 1],
      ["c.txt", "read", 2],
      ["empty.log", "empty", 0],
      ["d.log", "read", 1],
    ]);
  });

  it("are told when they are no logs, not there, torn or an empty folder", async () => {
    await mkdir(at("empty"));
    await writeFile(at("program"), Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2, 0));
    await writeFile(at("packed-program.gz"), gzipSync(new Uint8Array(100)));
    await writeFile(at("torn.gz"), gzipSync("x\n".repeat(1000)).subarray(0, 25));
    const names = ["none", "empty", "program", "packed-program.gz", "torn.gz"];
    const { sources } = await readPaths(names.map(at));
    expect(sources.map(({ outcome }) => outcome)).toEqual(["not-found", "empty", "failed", "failed", "failed"]);
    expect(sources.every(({ note }) => note !== undefined)).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
    "are told when they may not be read",
    async () => {
      await writeFile(at("secret.log"), "x\n");
      await chmod(at("secret.log"), 0);
      expect((await readPaths([at("secret.log")])).sources).toMatchObject([{ outcome: "not-permitted" }]);
    },
  );

  it("give their newest part where they are too large, beginning at a whole line", async () => {
    await writeFile(at("big.log"), Array.from({ length: 1000 }, (_, position) => `line ${position}\n`).join(""));
    const { texts, sources } = await readPaths([at("big.log")], { maxBytes: 95 });
    expect(texts[0]).toMatch(/^line 99\d$/u);
    expect(texts.at(-1)).toBe("line 999");
    expect(sources[0]?.note).toContain("newest part");
  });

  it("stop at the limit of lines, over all files, and of bytes when they unpack", async () => {
    await writeFile(at("a.log"), "1\n2\n3\n");
    await writeFile(at("b.log"), "4\n5\n6\n");
    await writeFile(at("bomb.gz"), gzipSync("0123456789\n".repeat(1_000_000)));
    const limited = await readPaths([at("a.log"), at("b.log"), at("a.log")], { maxLines: 4 });
    expect(limited.texts).toEqual(["1", "2", "3", "4"]);
    expect(limited.sources.map(({ outcome }) => outcome)).toEqual(["read", "read", "failed"]);
    const unpacked = await readPaths([at("bomb.gz")], { maxBytes: 100_000 });
    expect(unpacked.lines.length).toBeLessThan(100_000);
    expect(unpacked.sources[0]?.note).toContain("limit");
  });

  it("stop when reading is stopped", async () => {
    await writeFile(at("a.log"), "1\n");
    const chunks = createLogReader("linux").read({ ...query, paths: [at("a.log")] }, AbortSignal.abort());
    expect((await collect(chunks)).texts).toEqual([]);
  });
});

/** A journalctl that prints what a file holds, and says what another holds on stderr. */
async function fakeJournal(stdout: string, stderr = "", exitCode = 0): Promise<string> {
  await writeFile(at("stdout"), stdout);
  await writeFile(at("stderr"), stderr);
  await writeFile(at("journalctl"), `#!/bin/sh\ncat '${at("stdout")}'\ncat '${at("stderr")}' >&2\nexit ${exitCode}\n`);
  await chmod(at("journalctl"), 0o755);
  return at("journalctl");
}

describe.skipIf(process.platform === "win32")("the system logs of Linux", () => {
  const entry = (fields: Readonly<Record<string, unknown>>) =>
    `${JSON.stringify({ __REALTIME_TIMESTAMP: "1795000000123456", ...fields })}\n`;
  const read = async (journalProgram: string, sinceMs = 0) => {
    await mkdir(at("log"), { recursive: true });
    const places = { logFolder: at("log"), journalProgram };
    return collect(readLinuxLogs(sinceMs, createLogBudget(query), undefined, places));
  };

  it("come from the journal, with exact times, without what has nothing to do with a VPN", async () => {
    const program = await fakeJournal(
      entry({ MESSAGE: "sending keep alive", SYSLOG_IDENTIFIER: "charon", _PID: "77" }) +
        entry({ MESSAGE: [99, 104, 195, 188], _COMM: "pluto", SYSLOG_PID: "78", _PID: "1" }) +
        entry({ MESSAGE: "nf_conntrack: table full, dropping packet", SYSLOG_IDENTIFIER: "kernel" }) +
        entry({ MESSAGE: "usb 1-1: new device", SYSLOG_IDENTIFIER: "kernel" }) +
        entry({ MESSAGE: null, SYSLOG_IDENTIFIER: "charon" }) +
        "{not json\n",
    );
    await mkdir(at("log"));
    await writeFile(at("log/syslog"), "double\n");
    await writeFile(at("log/charon.log"), "double\n");
    await writeFile(at("log/openvpn.log"), "not in the journal\n");
    const { lines, sources } = await read(program);
    expect(lines.map(({ text, structured }) => [text, structured])).toEqual([
      ["sending keep alive", { atMs: 1795000000123, identifier: "charon", processId: 77 }],
      ["chü", { atMs: 1795000000123, identifier: "pluto", processId: 78 }],
      ["nf_conntrack: table full, dropping packet", { atMs: 1795000000123, identifier: "kernel" }],
      ["not in the journal", undefined],
    ]);
    expect(sources.map(({ source, outcome }) => [path.basename(source), outcome])).toEqual([
      ["journal", "read"],
      ["openvpn.log", "read"],
    ]);
  });

  it("come from syslog's files, rotated and packed ones too, where there is no journal", async () => {
    await mkdir(at("log"));
    await writeFile(at("log/syslog"), "new\n");
    await writeFile(at("log/syslog.1"), "older\n");
    await writeFile(at("log/syslog.2.gz"), gzipSync("oldest\n"));
    await writeFile(at("log/syslog.3.gz"), gzipSync("too old\n"));
    await utimes(at("log/syslog.3.gz"), 1, 1);
    await writeFile(at("log/secure-20261101"), "red hat\n");
    await writeFile(at("log/syslog.bak"), "somebody's own\n");
    const { texts, sources } = await read(at("no-journalctl"), 5_000);
    expect(texts).toEqual(["new", "older", "oldest", "red hat"]);
    expect(sources[0]).toMatchObject({ source: "journal", outcome: "not-found" });
  });

  it.each([
    [
      "Hint: You are currently not seeing messages from other users and the system.\n",
      0,
      "not-permitted",
      "systemd-journal",
    ],
    ["No journal files were opened due to insufficient permissions.\n", 1, "not-permitted", "adm"],
    ["No journal files were found.\n", 0, "not-found", "no journal"],
    ["Failed to add match\n", 1, "failed", "Failed to add match"],
    ["", 0, "empty", "no line"],
  ])("say what right is missing: %j", async (stderr, exitCode, outcome, note) => {
    const { sources } = await read(await fakeJournal("", stderr, exitCode));
    expect(sources[0]?.outcome).toBe(outcome);
    expect(sources[0]?.note).toContain(note);
  });

  it.each([
    ["syslog", true],
    ["syslog.1", true],
    ["syslog.12.gz", true],
    ["syslog-20261101.gz", true],
    ["syslog.old", false],
    ["syslog-ng.log", false],
    ["rsyslog", false],
  ])("count %s as syslog: %s", (name, expected) => {
    expect(isRotationOf(name, "syslog")).toBe(expected);
  });
});

describe("the system logs of other systems", () => {
  it("cannot be read, and that is said", async () => {
    const { sources } = await collect(createLogReader("freebsd").read({ ...query, systemLogs: true }));
    expect(sources).toMatchObject([{ source: "freebsd system logs", outcome: "failed", linesRead: 0 }]);
    expect(sources[0]?.note).toContain("cannot be read");
  });
});
