import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listLogSources } from "../../../../main/host/log-sources/source-list.ts";
import { createLogBudget } from "../../../../main/host/log-sources/budget.ts";
import type { LogChunk } from "../../../../main/host/log-sources/log-bytes.ts";
import { timeSlices } from "../../../../main/host/log-sources/macos-unified-log.ts";
import { parseLastCause } from "../../../../main/host/log-sources/macos-vpn-status.ts";
import { readMacosLogs, type MacosLogTools } from "../../../../main/host/log-sources/macos.ts";
import type { CommandEnd, StreamCommand } from "../../../../main/host/log-sources/stream-command.ts";
import type { RunCommand } from "../../../../main/host/run-command.ts";
import { failure, success } from "../../../../main/model/failure.ts";
import type { LogSourceResult } from "../../../../main/model/log-event.ts";
import type { LogLine } from "../../../../main/model/ports/logs.ts";

const nowMs = Date.UTC(2026, 0, 6, 12);
const hourMs = 3_600_000;
const exited = (exitCode: number): CommandEnd => ({ kind: "exited", exitCode });

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "macos-logs-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Answer {
  readonly output?: string;
  readonly end?: CommandEnd;
}

/** A Mac whose `log` and `pmset` print what is given; the n-th call of a program gets its n-th answer. */
function fakeMac(answers: Readonly<Record<string, readonly Answer[]>>) {
  const calls: (readonly string[])[] = [];
  const stream: StreamCommand = (program, args) => {
    const name = path.basename(program);
    const before = calls.filter(([called]) => called === program).length;
    calls.push([program, ...args]);
    const { output = "", end = exited(0) } = answers[name]?.[before] ?? {};
    return {
      // Two parts, so that lines are torn.
      output: (async function* () {
        const bytes = new TextEncoder().encode(output);
        yield bytes.subarray(0, bytes.length / 2);
        yield bytes.subarray(bytes.length / 2);
      })(),
      ended: Promise.resolve(end),
      stop: () => undefined,
    };
  };
  return { stream, calls };
}

const noServices: RunCommand = async () =>
  success({ exitCode: 0, stdout: "Available network connection services:\n", stderr: "" });

async function read(
  tools: Partial<MacosLogTools>,
  limits: { sinceMs?: number; maxLines?: number } = {},
  signal?: AbortSignal,
) {
  const lines: LogLine[] = [];
  const sources: LogSourceResult[] = [];
  const { sinceMs = nowMs - hourMs, maxLines = 1e6 } = limits;
  const budget = createLogBudget({ sinceMs, paths: [], systemLogs: true, maxLines, maxBytes: 1e8 });
  const chunks: AsyncIterable<LogChunk> = readMacosLogs(sinceMs, budget, signal, {
    run: noServices,
    nowMs: () => nowMs,
    isAdministrator: () => true,
    pppLogPath: path.join(folder, "ppp.log"),
    ...tools,
  });
  for await (const chunk of chunks) {
    if (chunk.kind === "lines") lines.push(...chunk.lines);
    else sources.push(chunk.result);
  }
  const of = (name: string) => sources.find(({ source }) => source.includes(name));
  return { lines, sources, of, texts: lines.map(({ text }) => text) };
}

const entry = (message: string, process = "/usr/sbin/racoon") =>
  `${JSON.stringify({ timestamp: "2026-01-06 12:30:00.000000+0100", eventMessage: message, processImagePath: process, processID: 7 })}\n`;

describe("the unified log of macOS", () => {
  it("is asked for the processes of VPNs, and gives messages with their exact times", async () => {
    const { stream, calls } = fakeMac({
      log: [{ output: `${entry("Connecting.\n")}${entry("<private>", "/usr/sbin/pppd")}{"count":2,"finished":1}\n` }],
    });
    const { lines, of } = await read({ stream });
    expect(lines).toEqual([
      {
        text: "Connecting.",
        source: "macOS unified log",
        lineNumber: 1,
        structured: { atMs: Date.UTC(2026, 0, 6, 11, 30), identifier: "racoon", processId: 7 },
      },
      expect.objectContaining({ text: "<private>", lineNumber: 2 }),
    ]);
    expect(of("unified")).toMatchObject({ outcome: "read", linesRead: 2 });
    expect(of("unified")?.note).toContain("1 of its lines as <private>");
    const args = calls.find(([program]) => program === "/usr/bin/log") ?? [];
    expect(args.slice(1, 6)).toEqual(["show", "--style", "ndjson", "--info", "--start"]);
    expect(args[6]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u);
    expect(args.at(-1)).toContain('"racoon"');
  });

  it("is read in slices, the newest first", async () => {
    const { stream, calls } = fakeMac({ log: ["new", "older", "oldest"].map((word) => ({ output: entry(word) })) });
    const { texts, of } = await read({ stream }, { sinceMs: nowMs - 7 * 24 * hourMs });
    expect(texts).toEqual(["new", "older", "oldest"]);
    expect(of("unified")).toMatchObject({ outcome: "read", linesRead: 3 });
    expect(calls.filter(([program]) => program === "/usr/bin/log").map((args) => args.includes("--end"))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it.each([
    [2, [[nowMs - 2 * hourMs, undefined]]],
    [
      48,
      [
        [nowMs - 24 * hourMs, undefined],
        [nowMs - 48 * hourMs, nowMs - 24 * hourMs],
      ],
    ],
    [
      168,
      [
        [nowMs - 24 * hourMs, undefined],
        [nowMs - 96 * hourMs, nowMs - 24 * hourMs],
        [nowMs - 168 * hourMs, nowMs - 96 * hourMs],
      ],
    ],
  ])("of %i hours has slices without gap or overlap", (hours, expected) => {
    expect(timeSlices(nowMs - hours * hourMs, nowMs).map(({ fromMs, untilMs }) => [fromMs, untilMs])).toEqual(expected);
  });

  it.each([
    [
      "a person who is no administrator, whatever the exit code",
      { end: exited(0) },
      false,
      "not-permitted",
      "Only administrators",
    ],
    ["a person who is no administrator", { end: exited(77) }, false, "not-permitted", "Only administrators"],
    ["an administrator, when it is damaged", { end: exited(64) }, true, "failed", "exit code 64"],
    ["an administrator, when it has nothing", { end: exited(0) }, true, "empty", "no line"],
    ["a Mac that breaks off", { output: entry("x"), end: { kind: "stopped" } }, true, "read", "longer than 45 s"],
    ["a Mac that never begins", { end: { kind: "stopped" } }, true, "failed", "longer than 45 s"],
    ["another system", { end: { kind: "not-installed" } }, true, "not-found", "no unified log"],
    ["a log program that cannot run", { end: { kind: "failed", message: "EAGAIN" } }, true, "failed", "EAGAIN"],
  ] as const)("tells %s what became of it", async (_who, answer, isAdministrator, outcome, note) => {
    const { stream, calls } = fakeMac({ log: [answer] });
    const { of } = await read({ stream, isAdministrator: () => isAdministrator });
    expect(of("unified")?.outcome).toBe(outcome);
    expect(of("unified")?.note).toContain(note);
    expect(calls.filter(([program]) => program === "/usr/bin/log")).toHaveLength(1);
  });

  it("stops at the limit of lines, and says so", async () => {
    const { stream } = fakeMac({ log: [{ output: entry("a") + entry("b") + entry("c") }] });
    const { texts, of } = await read({ stream }, { maxLines: 2 });
    expect(texts).toEqual(["a", "b"]);
    expect(of("unified")).toMatchObject({ outcome: "read", linesRead: 2 });
    expect(of("unified")?.note).toContain("limit");
  });

  it("is not asked for when reading was stopped", async () => {
    const { stream, calls } = fakeMac({ log: [{ output: entry("a") }] });
    const { of } = await read({ stream }, {}, AbortSignal.abort());
    expect(of("unified")).toMatchObject({ outcome: "failed", note: "Reading was stopped." });
    expect(calls.filter(([program]) => program === "/usr/bin/log")).toEqual([]);
  });
});

describe("the power log of macOS", () => {
  const log = [
    "UUID: 000C92B2-BCC0-4BA2-A32E-CEFD202919EA",
    "2026-01-01 08:00:00 +0100 Sleep               \tEntering Sleep state due to 'Idle Sleep': Using AC 60 secs",
    "2026-01-06 12:30:00 +0100 Sleep               \tEntering Sleep state due to 'Clamshell Sleep': Using AC 90 secs",
    "",
  ].join("\n");

  it("gives what happened since", async () => {
    const { lines, of } = await read({ stream: fakeMac({ pmset: [{ output: log }] }).stream });
    expect(lines).toEqual([
      {
        text: "Entering Sleep state due to 'Clamshell Sleep': Using AC 90 secs",
        source: "pmset -g log",
        lineNumber: 3,
        structured: { atMs: Date.UTC(2026, 0, 6, 11, 30), identifier: "powerd" },
      },
    ]);
    expect(of("pmset")).toEqual({ source: "pmset -g log", outcome: "read", linesRead: 1 });
  });

  it.each([
    [{ output: "" }, "empty"],
    [{ end: exited(1) }, "failed"],
    [{ output: log, end: { kind: "stopped" } }, "read"],
  ] as const)("tells what became of it: %j", async (answer, outcome) => {
    const { of } = await read({ stream: fakeMac({ pmset: [answer] }).stream });
    expect(of("pmset")?.outcome).toBe(outcome);
  });
});

describe("ppp.log", () => {
  it("is read where it is", async () => {
    await writeFile(path.join(folder, "ppp.log"), "Wed Mar 12 15:49:05 2025 : L2TP hangup\n");
    const { texts } = await read({ stream: fakeMac({}).stream }, { sinceMs: 0 });
    expect(texts).toEqual(["Wed Mar 12 15:49:05 2025 : L2TP hangup"]);
  });

  it("tells pppd's lines, so that the same ones of the unified log are left out", async () => {
    await writeFile(path.join(folder, "ppp.log"), "Tue Jan  6 12:30:00 2026 : L2TP hangup\n");
    const writtenAt = Date.UTC(2026, 0, 6, 11, 30) / 1000;
    await utimes(path.join(folder, "ppp.log"), writtenAt, writtenAt);
    const pppd = entry("L2TP hangup", "/usr/sbin/pppd");
    const later = pppd.replace("12:30:00", "12:45:00").replace("hangup", "disconnected");
    const { stream } = fakeMac({ log: [{ output: pppd + later + entry("Connecting.") }] });
    const { texts } = await read({ stream });
    expect(texts).toEqual(["Tue Jan  6 12:30:00 2026 : L2TP hangup", "L2TP disconnected", "Connecting."]);
  });

  it("is left alone where nothing was written to it since", async () => {
    await writeFile(path.join(folder, "ppp.log"), "Wed Mar 12 15:49:05 2025 : L2TP hangup\n");
    await utimes(path.join(folder, "ppp.log"), 1, 1);
    const { texts, of } = await read({ stream: fakeMac({}).stream });
    expect(texts).toEqual([]);
    expect(of("ppp.log")?.outcome).toBe("empty");
  });

  it("is missing where nobody asked pppd to write it, and the person learns how", async () => {
    const { of } = await read({ stream: fakeMac({}).stream });
    expect(of("ppp.log")).toMatchObject({ outcome: "not-found" });
    expect(of("ppp.log")?.note).toContain("Use verbose logging");
  });
});

const l2tpStatus = `Disconnected
Extended Status <dictionary> {
  IPv4 : <dictionary> {
  }
  PPP : <dictionary> {
    DeviceLastCause : 6
    LastCause : 15
    Status : 0
  }
  Status : 0
}
`;

describe("the last error of a VPN service", () => {
  it.each([
    [l2tpStatus, "Disconnected, PPP.LastCause 15, PPP.DeviceLastCause 6"],
    ["Disconnected\n  IPSec : <dictionary> {\n    LastCause : 17\n  }\n", "Disconnected, IPSec.LastCause 17"],
    [l2tpStatus.replace("15", "0"), null],
    ["Connected\nExtended Status <dictionary> {\n  LastCause : 5\n}\n", null],
    ["No service\n", null],
    ["", null],
  ])("is read of %j", (text, expected) => {
    expect(parseLastCause(text)).toBe(expected);
  });

  it("is a line for every service that has one", async () => {
    const list = [
      '* (Disconnected)   0E1B5A4B-0000-4000-8000-000000000001 PPP --> L2TP       "Office "HQ""                 [PPP:L2TP]',
      '* (Disconnected)   0E1B5A4B-0000-4000-8000-000000000002 PPP --> L2TP       "Home"                 [PPP:L2TP]',
    ].join("\n");
    const run: RunCommand = async (_program, args) => {
      if (args[1] === "list") return success({ exitCode: 0, stdout: list, stderr: "" });
      return args[2]?.endsWith("1") === true
        ? success({ exitCode: 0, stdout: l2tpStatus, stderr: "" })
        : failure("timed-out", "scutil gave no answer.");
    };
    const { texts, of } = await read({ stream: fakeMac({}).stream, run });
    expect(texts).toEqual(['scutil: "Office HQ" Disconnected, PPP.LastCause 15, PPP.DeviceLastCause 6']);
    expect(of("scutil")).toMatchObject({ outcome: "read", linesRead: 1 });
  });

  it("is missing where scutil cannot be run", async () => {
    const run: RunCommand = async () => failure("not-found", "The program scutil is not installed.");
    const { of } = await read({ stream: fakeMac({}).stream, run });
    expect(of("scutil")).toMatchObject({ outcome: "failed", note: "The program scutil is not installed." });
  });
});

it("every source that is read is described, with what is missing without it", async () => {
  const { sources } = await read({ stream: fakeMac({}).stream, pppLogPath: "/var/log/ppp.log" }, { sinceMs: nowMs });
  const described = listLogSources("macos");
  expect(described.map(({ source }) => source).toSorted()).toEqual(sources.map(({ source }) => source).toSorted());
  for (const { rights, missingWithout } of described) expect([rights, missingWithout]).not.toContain("");
});
