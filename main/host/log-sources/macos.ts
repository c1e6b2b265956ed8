import { stat } from "node:fs/promises";
import { readMacosHeader } from "../../logs/macos/text-record.ts";
import { stampToMs } from "../../logs/time-stamp.ts";
import { runCommand, type RunCommand } from "../run-command.ts";
import type { LogBudget } from "./budget.ts";
import { readCommandLines } from "./command-lines.ts";
import type { LineContent } from "./content-reader.ts";
import type { LogChunk } from "./log-bytes.ts";
import { readLogFile } from "./log-file.ts";
import { readUnifiedLog } from "./macos-unified-log.ts";
import { readVpnStatus } from "./macos-vpn-status.ts";
import { streamCommand, type StreamCommand } from "./stream-command.ts";

/** The name under which the outcome of reading it is told. */
const powerLogSource = "pmset -g log";
/** It holds a week or so, and prints within seconds. */
const powerLogTimeoutMs = 20_000;
/** The number of the group admin on every Mac. */
const adminGroupId = 80;

/** What the macOS sources ask of the machine. */
export interface MacosLogTools {
  readonly stream: StreamCommand;
  readonly run: RunCommand;
  readonly nowMs: () => number;
  readonly isAdministrator: () => boolean;
  readonly pppLogPath: string;
}

const systemTools: MacosLogTools = {
  stream: streamCommand,
  run: runCommand,
  nowMs: Date.now,
  isAdministrator: () => process.getuid?.() === 0 || process.getgroups?.().includes(adminGroupId) === true,
  pppLogPath: "/var/log/ppp.log",
};

/**
 * The logs of macOS since a moment (wall ms): the unified log, pppd's own file, the history of sleep and wake, and the
 * last error of each VPN service. Nothing asks for rights; what this user may not read is told.
 */
export async function* readMacosLogs(
  sinceMs: number,
  budget: LogBudget,
  signal?: AbortSignal,
  tools: Partial<MacosLogTools> = {},
): AsyncGenerator<LogChunk> {
  const { stream, run, nowMs, isAdministrator, pppLogPath } = { ...systemTools, ...tools };
  // What is small comes first, so that a busy unified log cannot take its place in the budget.
  yield* readVpnStatus(budget, run, signal);
  yield* readPowerLog(sinceMs, budget, stream, signal);
  const pppdKnownUntilMs = yield* readPppLog(pppLogPath, sinceMs, budget, signal);
  yield* readUnifiedLog(sinceMs, budget, {
    program: "/usr/bin/log",
    run: stream,
    nowMs: nowMs(),
    isAdministrator: isAdministrator(),
    pppdKnownUntilMs,
    signal,
  });
}

async function* readPowerLog(
  sinceMs: number,
  budget: LogBudget,
  run: StreamCommand,
  signal: AbortSignal | undefined,
): AsyncGenerator<LogChunk> {
  const toLine = (text: string): LineContent | null => {
    const header = readMacosHeader(text);
    // Its stamps have a zone, so neither the year nor the zone of this computer is needed.
    const atMs = header?.stamp ? stampToMs(header.stamp, { nowMs: 0, utcOffsetMinutes: () => 0 }) : null;
    if (header?.identifier === undefined || atMs === null || atMs < sinceMs) return null;
    return { text: header.message, structured: { atMs, identifier: header.identifier } };
  };
  const { linesRead, end } = yield* readCommandLines(["/usr/bin/pmset", "-g", "log"], toLine, {
    source: powerLogSource,
    budget,
    timeoutMs: powerLogTimeoutMs,
    run,
    signal,
  });
  const isWhole = end.kind === "exited" && end.exitCode === 0;
  const outcome = linesRead > 0 ? "read" : isWhole ? "empty" : "failed";
  const note = isWhole ? {} : { note: "Not read to its end: pmset failed, took too long or printed too much." };
  yield { kind: "source", result: { source: powerLogSource, outcome, linesRead, ...note } };
}

/** Returns when it was written to last (wall ms), or null where it told nothing of this time. */
async function* readPppLog(
  pppLogPath: string,
  sinceMs: number,
  budget: LogBudget,
  signal: AbortSignal | undefined,
): AsyncGenerator<LogChunk, number | null> {
  const modifiedMs = await stat(pppLogPath).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
  if (modifiedMs !== null && modifiedMs < sinceMs) {
    const note = "Nothing was written to it in this time.";
    yield { kind: "source", result: { source: pppLogPath, outcome: "empty", linesRead: 0, note } };
    return null;
  }
  let wasRead = false;
  for await (const chunk of readLogFile(pppLogPath, budget, signal)) {
    if (chunk.kind === "source" && chunk.result.outcome === "read") wasRead = true;
    const isMissing = chunk.kind === "source" && chunk.result.outcome === "not-found";
    yield isMissing ? { kind: "source", result: { ...chunk.result, note: pppLogHint } } : chunk;
  }
  return wasRead ? modifiedMs : null;
}

const pppLogHint =
  'It is written only where "Use verbose logging" is switched on in the advanced options of an L2TP connection.';
