import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLogBudget } from "../../../../main/host/log-sources/budget.ts";
import { readGivenPaths } from "../../../../main/host/log-sources/files.ts";
import type { LogChunk } from "../../../../main/host/log-sources/log-bytes.ts";
import { listLogSources } from "../../../../main/host/log-sources/source-list.ts";
import {
  streamCommand,
  type CommandEnd,
  type StreamCommand,
} from "../../../../main/host/log-sources/stream-command.ts";
import { channelQuery, windowsChannels } from "../../../../main/host/log-sources/windows-channels.ts";
import { readEventLogFile, readWindowsEvents } from "../../../../main/host/log-sources/windows-events.ts";
import { readWindowsLogs } from "../../../../main/host/log-sources/windows.ts";
import { allWindowsTables } from "../../../../main/logs/windows/all-windows-tables.ts";
import type { LogSourceResult } from "../../../../main/model/log-event.ts";
import { logSourceDescriptionSchema } from "../../../../main/model/log-source.ts";
import type { LogLine, LogQuery } from "../../../../main/model/ports/logs.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "windows-logs-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);

const query: LogQuery = { sinceMs: 0, paths: [], systemLogs: false, maxLines: 1e6, maxBytes: 1e8 };
const budget = (change: Partial<LogQuery> = {}) => createLogBudget({ ...query, ...change });

async function collect(chunks: AsyncIterable<LogChunk>) {
  const lines: LogLine[] = [];
  const sources: LogSourceResult[] = [];
  for await (const chunk of chunks) {
    if (chunk.kind === "lines") lines.push(...chunk.lines);
    else sources.push(chunk.result);
  }
  return { lines, sources, ids: lines.map(({ record }) => record?.eventId) };
}

const fixture = (name: string) =>
  readFile(new URL(`../../../fixtures/logs/windows/${name}.xml`, import.meta.url), "utf8");

interface Call {
  readonly program: string;
  readonly args: readonly string[];
  stopped: boolean;
}

/** A wevtutil that prints these bytes and ends so. */
function fakeCommand(output: readonly Uint8Array[] = [], end: CommandEnd = { kind: "exited", exitCode: 0 }) {
  const calls: Call[] = [];
  const run: StreamCommand = (program, args) => {
    const call: Call = { program, args, stopped: false };
    calls.push(call);
    return {
      output: (async function* () {
        yield* output;
      })(),
      ended: Promise.resolve(end),
      stop: () => {
        call.stopped = true;
      },
    };
  };
  return { run, calls };
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const inPieces = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

describe("readWindowsEvents", () => {
  const read = (fake: ReturnType<typeof fakeCommand>, limits: Partial<LogQuery> = {}, signal?: AbortSignal) =>
    collect(readWindowsEvents("Application", ["Application", "/q:*"], budget(limits), signal, fake.run));

  it.each([
    ["UTF-8", utf8],
    ["UTF-16 with a mark", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 without a mark", (text: string) => Buffer.from(text, "utf16le")],
  ])("reads events as %s, however the bytes are cut", async (_how, encode) => {
    for (const size of [7, 1_000_000]) {
      const fake = fakeCommand(inPieces(encode(await fixture("l2tp-drop-829-after-sleep")), size));
      const { lines, ids, sources } = await read(fake);
      expect(ids).toEqual([20221, 20222, 20223, 20224, 20225, 42, 107, 20226, 1]);
      expect(sources).toEqual([{ source: "Application", outcome: "read", linesRead: 9 }]);
      expect(lines[7]).toMatchObject({
        source: "Application",
        lineNumber: 8,
        structured: { atMs: Date.UTC(2026, 10, 20, 8, 51, 8, 400), identifier: "RasClient" },
        record: { kind: "windows-event", channel: "Application", data: { "2": "Office", "3": "829" } },
      });
      expect(lines[0]?.text).not.toContain("\n");
      expect(fake.calls).toMatchObject([{ stopped: false }]);
    }
  });

  it("runs Windows' own wevtutil with a list of arguments, wherever the program was started", async () => {
    const fake = fakeCommand();
    await read(fake);
    expect(fake.calls[0]?.program).toMatch(/^[A-Z]:\\.*\\System32\\wevtutil\.exe$/iu);
    expect(fake.calls[0]?.args).toEqual(["qe", "Application", "/q:*", "/f:xml", "/e:Events", "/uni:true"]);
  });

  it.each([
    [0, "empty", undefined],
    [5, "not-permitted", "signed in at the computer"],
    [0x80070005, "not-permitted", "signed in at the computer"],
    [-2147024891, "not-permitted", "signed in at the computer"],
    [15007, "not-found", "no such log"],
    [1722, "failed", "service"],
    [87, "failed", "exit code 87"],
  ])("tells by the exit code %i that it is %s", async (exitCode, outcome, note) => {
    const localised = utf8("Zugriff verweigert\r\n");
    const { sources } = await read(fakeCommand([localised], { kind: "exited", exitCode }));
    expect(sources).toMatchObject([{ outcome, linesRead: 0 }]);
    if (note === undefined) expect(sources[0]?.note).toBeUndefined();
    else expect(sources[0]?.note).toContain(note);
  });

  it.each([
    [{ kind: "not-installed" }, "wevtutil was not found"],
    [{ kind: "failed", message: "spawn EINVAL" }, "spawn EINVAL"],
    [{ kind: "stopped" }, "took longer"],
  ] as const)("says why it gave nothing: %j", async (end, note) => {
    const { sources } = await read(fakeCommand([], end));
    expect(sources[0]?.outcome).toBe("failed");
    expect(sources[0]?.note).toContain(note);
  });

  it("gives the whole events of an output that breaks off, and says that one is missing", async () => {
    const text = (await fixture("l2tp-drop-829-after-sleep")).slice(0, -200);
    const { ids, sources } = await read(fakeCommand([utf8(text)]));
    expect(ids).toHaveLength(8);
    expect(sources[0]?.note).toContain("1 event that is cut off");
  });

  it("gives what came before an output that fails in the middle", async () => {
    const text = await fixture("ikev2-13801");
    const fake = fakeCommand();
    const run: StreamCommand = (...args) => ({
      ...fake.run(...args),
      output: (async function* () {
        yield utf8(text);
        throw new Error("aborted");
      })(),
    });
    const { ids, sources } = await collect(readWindowsEvents("s", ["Application"], budget(), undefined, run));
    expect(ids).toEqual([20221, 20222, 20227]);
    expect(sources[0]?.outcome).toBe("read");
  });

  it("stops the program at the limit of lines and of bytes", async () => {
    const pieces = inPieces(utf8(await fixture("l2tp-drop-829-after-sleep")), 500);
    const byLines = fakeCommand(pieces);
    expect((await read(byLines, { maxLines: 2 })).ids).toEqual([20221, 20222]);
    expect(byLines.calls[0]?.stopped).toBe(true);
    const { ids, sources } = await read(fakeCommand(pieces), { maxBytes: 3000 });
    expect(ids).toEqual([20221, 20222, 20223]);
    expect(sources[0]?.note).toContain("limit");
    const spent = fakeCommand(pieces);
    expect((await read(spent, { maxLines: 0 })).sources[0]?.outcome).toBe("failed");
    expect(spent.calls).toEqual([]);
  });

  it("counts events that are none", async () => {
    const { sources } = await read(fakeCommand([utf8("<Event><System/></Event><Event>x</Event>")]));
    expect(sources[0]).toMatchObject({ outcome: "empty", note: expect.stringContaining("2 events") as string });
  });
});

describe("readWindowsLogs", () => {
  it("asks every log, and goes on where one is closed", async () => {
    const calls: (readonly string[])[] = [];
    const events = utf8(await fixture("dns-868"));
    const run: StreamCommand = (program, args, signal) => {
      calls.push(args);
      const isClosed = args[1] === "Microsoft-Windows-WLAN-AutoConfig/Operational";
      const end = { kind: "exited", exitCode: isClosed ? 5 : 0 } as const;
      return fakeCommand(args[1] === "Application" ? [events] : [], end).run(program, args, signal);
    };
    const { ids, sources } = await collect(readWindowsLogs(1_795_000_000_000, budget(), undefined, run, folder));
    expect(ids).toEqual([20221, 20222, 1014, 20227]);
    expect(sources.map(({ outcome }) => outcome)).toEqual(
      windowsChannels.map(({ channel }) =>
        channel === "Application" ? "read" : channel.includes("WLAN") ? "not-permitted" : "empty",
      ),
    );
    expect(calls[0]?.[2]).toBe(
      "/q:*[System[Provider[@Name='RasClient'] and TimeCreated[@SystemTime>='2026-11-18T11:06:40.000Z']]]",
    );
  });

  it("reads OpenVPN GUI's logs that were written to since", async () => {
    await mkdir(at("OpenVPN/log"), { recursive: true });
    await writeFile(at("OpenVPN/log/office.log"), "2026-11-20 08:00:00 Restart pause, 5 second(s)\n");
    await writeFile(at("OpenVPN/log/old.log"), "old\n");
    await utimes(at("OpenVPN/log/old.log"), 1, 1);
    await writeFile(at("OpenVPN/log/readme.txt"), "no log\n");
    const { lines, sources } = await collect(readWindowsLogs(5_000, budget(), undefined, fakeCommand().run, folder));
    expect(lines.map(({ text }) => text)).toEqual(["2026-11-20 08:00:00 Restart pause, 5 second(s)"]);
    expect(sources.at(-1)).toMatchObject({ source: at("OpenVPN/log/office.log"), outcome: "read" });
  });

  it("asks nothing more when reading is stopped", async () => {
    const fake = fakeCommand();
    await collect(readWindowsLogs(0, budget(), AbortSignal.abort(), fake.run, folder));
    expect(fake.calls).toEqual([]);
  });
});

describe("the queries of Windows logs", () => {
  it("ask for every event that a row knows, but those of the Security log", () => {
    for (const row of allWindowsTables.flatMap(({ rows }) => rows).filter(({ channel }) => channel !== "Security")) {
      const asked = windowsChannels.filter(({ channel }) => channel === row.channel).map(({ where }) => where);
      expect(asked, row.id).not.toEqual([]);
      for (const provider of row.providers) {
        for (const id of row.eventIds) {
          expect(
            asked.some((where) => asksFor(where, provider, id)),
            `${provider} ${id}`,
          ).toBe(true);
        }
      }
    }
  });

  it("stay below the 20 conditions that the Event Log takes", () => {
    for (const channel of windowsChannels) {
      const conditions = channelQuery(channel, 0).match(/[<>]?=/gu) ?? [];
      expect(conditions.length, channel.source).toBeLessThan(20);
    }
  });
});

/** Works a condition out as the Event Log does, by taking it apart at its brackets and operators. */
function asksFor(where: string, provider: string, eventId: number): boolean {
  const source = where
    .replaceAll(/Provider\[([^\]]+)\]/gu, "($1)")
    .replaceAll(/@Name='([^']+)'/gu, (_whole, name: string) => String(name === provider))
    .replaceAll(/EventID(>=|<=|=)(\d+)/gu, (_whole, operator: string, number: string) =>
      String(
        operator === "="
          ? eventId === Number(number)
          : operator === ">="
            ? eventId >= Number(number)
            : eventId <= Number(number),
      ),
    )
    .replaceAll(" or ", "|")
    .replaceAll(" and ", "&");
  let text = source;
  for (let before = ""; text !== before;) {
    before = text;
    text = text
      .replaceAll(/\((true|false)\)/gu, "$1")
      .replaceAll(/(true|false)&(true|false)/gu, (_whole, a: string, b: string) =>
        String(a === "true" && b === "true"),
      );
    if (text === before) {
      text = text.replaceAll(/(true|false)\|(true|false)/gu, (_whole, a: string, b: string) =>
        String(a === "true" || b === "true"),
      );
    }
  }
  expect(["true", "false"]).toContain(text);
  return text === "true";
}

describe("exported logs that a person gave", () => {
  const readPaths = (paths: readonly string[], platform: NodeJS.Platform = "linux", change: Partial<LogQuery> = {}) =>
    collect(readGivenPaths(paths, platform, budget(change)));

  it("are known by their first characters as XML, in every encoding and packed", async () => {
    const text = await fixture("l2tp-809-at-connect-german");
    await writeFile(at("a.xml"), text);
    await writeFile(at("b.txt"), Buffer.from(`\ufeff${text}`, "utf16le"));
    await writeFile(at("c.gz"), gzipSync(text));
    await writeFile(at("d.log"), `Here is the log:\n${await fixture("ikev2-13801")}`);
    const { ids, lines, sources } = await readPaths([folder]);
    expect(ids).toEqual([...Array.from({ length: 3 }, () => [20221, 20222, 20227]).flat(), 20221, 20222, 20227]);
    expect(lines[2]).toMatchObject({ source: at("a.xml"), lineNumber: 3, record: { data: { "2": "Büro" } } });
    expect(sources.map(({ outcome }) => outcome)).toEqual(["read", "read", "read", "read"]);
  });

  it("give their newest events where they are too large, beginning at a whole one", async () => {
    await writeFile(at("big.xml"), await fixture("wifi-disconnect-before-drop"));
    const { ids, sources } = await readPaths([at("big.xml")], "linux", { maxBytes: 3000 });
    expect(ids.at(-1)).toBe(10000);
    expect(ids.length).toBeLessThan(5);
    expect(sources[0]?.note).toContain("newest part");
  });

  it("that are other XML stay lines of text", async () => {
    await writeFile(at("config.xml"), '<?xml version="1.0"?>\n<EventData>\n</EventData>\n');
    const { lines } = await readPaths([at("config.xml")]);
    expect(lines.map(({ record }) => record)).toEqual([undefined, undefined, undefined]);
  });

  it("in Windows' own form are read by Windows, and elsewhere it is said how to save them", async () => {
    await writeFile(at("system.evtx"), Buffer.concat([Buffer.from("ElfFile\0"), Buffer.alloc(100)]));
    const { sources } = await readPaths([folder]);
    expect(sources).toMatchObject([{ source: at("system.evtx"), outcome: "failed" }]);
    expect(sources[0]?.note).toContain("save it as XML");
    const fake = fakeCommand([utf8(await fixture("ikev2-13801"))]);
    const onWindows = await collect(readEventLogFile(at("system.evtx"), "win32", budget(), undefined, fake.run));
    expect(onWindows.ids).toEqual([20221, 20222, 20227]);
    expect(fake.calls[0]?.args.slice(0, 3)).toEqual(["qe", path.resolve(at("system.evtx")), "/lf:true"]);
  });
});

describe("streamCommand", () => {
  const run = async (args: readonly string[], signal = new AbortController().signal, program = process.execPath) => {
    const command = streamCommand(program, args, signal);
    const chunks: Uint8Array[] = [];
    try {
      for await (const chunk of command.output) chunks.push(chunk);
    } catch {
      // Stopped.
    }
    return { text: Buffer.concat(chunks).toString(), end: await command.ended };
  };

  it("gives stdout and the exit code", async () => {
    const program = "process.stdout.write('hello'); process.exitCode = 5;";
    expect(await run(["-e", program])).toEqual({ text: "hello", end: { kind: "exited", exitCode: 5 } });
  });

  it("tells a program that is not there from one that was stopped", async () => {
    expect((await run([], undefined, at("nothing.exe"))).end).toEqual({ kind: "not-installed" });
    expect((await run(["-e", "setTimeout(() => {}, 60000)"], AbortSignal.abort())).end).toEqual({ kind: "stopped" });
    const command = streamCommand(
      process.execPath,
      ["-e", "setTimeout(() => {}, 60000)"],
      new AbortController().signal,
    );
    command.stop();
    expect(await command.ended).toEqual({ kind: "stopped" });
  });
});

describe("listLogSources", () => {
  it.each(["windows", "linux"] as const)("describes every place on %s", (os) => {
    const sources = listLogSources(os);
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(logSourceDescriptionSchema.parse(source)).toEqual(source);
      expect(source.os).toBe(os);
    }
  });

  it("names every log of Windows that is read, as its outcome does", () => {
    const described = listLogSources("windows").map(({ source }) => source);
    expect(described).toEqual(expect.arrayContaining(windowsChannels.map(({ source }) => source)));
  });
});
