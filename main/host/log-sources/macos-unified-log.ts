import { readNdjsonRecord, type UnifiedLogRecord } from "../../logs/macos/ndjson-record.ts";
import type { LogSourceResult } from "../../model/log-event.ts";
import type { LogBudget } from "./budget.ts";
import { readCommandLines, type CommandLinesEnd } from "./command-lines.ts";
import type { LineContent } from "./content-reader.ts";
import type { LogChunk } from "./log-bytes.ts";
import type { StreamCommand } from "./stream-command.ts";

/** The name under which the outcome of reading it is told. */
export const unifiedLogSource = "macOS unified log";

/** A week of a busy computer takes minutes to search; what is newest is read first. */
const sliceTimeoutMs = 45_000;
const hourMs = 3_600_000;
/** How far back from now the slices end that are read one after the other. */
const sliceAgesMs = [24 * hourMs, 96 * hourMs] as const;

const anyOf = (test: string, ...texts: readonly string[]) =>
  `(${texts.map((text) => `eventMessage ${test} "${text}"`).join(" OR ")})`;

/**
 * What is asked for (an NSPredicate): daemons of the tunnel with all they say, the network below it with what explains a
 * drop. powerd is left out because every user may read its history with `pmset`.
 */
export const unifiedLogPredicate = [
  'process IN {"pppd", "racoon", "neagent", "NEIKEv2Provider", "WireGuardNetworkExtension"}',
  `(process == "nesessionmanager" AND ${anyOf("CONTAINS", "VPN", "NESMLegacySession", "SCNC", "System slept")})`,
  `(process == "configd" AND ${anyOf("BEGINSWITH", "network changed", "Process interface", "Process router ARP", "SCNC")})`,
  `(process == "configd" AND ${anyOf("ENDSWITH", " link ACTIVE", " link INACTIVE")})`,
  `(process IN {"airportd", "wifid"} AND ${anyOf("CONTAINS[c]", "roam", "bssid changed", "link down", "linkdown", "link_down", "associate")})`,
  `(process == "kernel" AND ${anyOf("CONTAINS", "BSSID changed", "AirPort: Link", "Roamed or switched", "Wake reason")})`,
].join(" OR ");

interface TimeSlice {
  readonly fromMs: number;
  /** Absent: until now. */
  readonly untilMs?: number;
}

/** The time since a moment in slices, the newest first: `log show` itself only goes forwards. */
export function timeSlices(sinceMs: number, nowMs: number): readonly TimeSlice[] {
  const bounds = sliceAgesMs.map((ageMs) => nowMs - ageMs).filter((boundMs) => boundMs > sinceMs);
  return [...bounds, sinceMs].map((fromMs, position) => {
    const untilMs = bounds[position - 1];
    return untilMs === undefined ? { fromMs } : { fromMs, untilMs };
  });
}

/** `2026-01-05 22:11:03` in the local time of this computer, the one form that every release of `log` reads. */
function localStamp(wallMs: number): string {
  const at = new Date(wallMs);
  const two = (number: number) => String(number).padStart(2, "0");
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${date} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":")}`;
}

function showArgs({ fromMs, untilMs }: TimeSlice): readonly string[] {
  return [
    ...["show", "--style", "ndjson", "--info", "--start", localStamp(fromMs)],
    ...(untilMs === undefined ? [] : ["--end", localStamp(untilMs)]),
    ...["--predicate", unifiedLogPredicate],
  ];
}

export interface UnifiedLogOptions {
  readonly program: string;
  readonly run: StreamCommand;
  readonly nowMs: number;
  /** Whether this user is one that macOS lets read the log. */
  readonly isAdministrator: boolean;
  /** Until when (wall ms) pppd's lines are known from its own file: they are left out here, so that none counts twice. */
  readonly pppdKnownUntilMs: number | null;
  readonly signal: AbortSignal | undefined;
}

/** Reads the unified log since a moment (wall ms), the newest day first; members of the group admin may. */
export async function* readUnifiedLog(
  sinceMs: number,
  budget: LogBudget,
  options: UnifiedLogOptions,
): AsyncGenerator<LogChunk> {
  let linesRead = 0;
  let hiddenLines = 0;
  let last: CommandLinesEnd | null = null;
  const toLine = (text: string): LineContent | null => {
    const record = readNdjsonRecord(text);
    if (record === null || isKnownAlready(record, options.pppdKnownUntilMs)) return null;
    const { message, ...structured } = record;
    if (message === "<private>") hiddenLines += 1;
    return { text: message, structured };
  };
  for (const slice of timeSlices(sinceMs, options.nowMs)) {
    if (options.signal?.aborted === true || budget.isSpent()) break;
    last = yield* readCommandLines([options.program, ...showArgs(slice)], toLine, {
      source: unifiedLogSource,
      budget,
      timeoutMs: sliceTimeoutMs,
      run: options.run,
      signal: options.signal,
    });
    linesRead += last.linesRead;
    if (last.end.kind !== "exited" || last.end.exitCode !== 0) break;
  }
  const result = unifiedLogResult(last, linesRead, options);
  const hidden = hiddenLines === 0 ? [] : [`macOS hides the text of ${hiddenLines} of its lines as <private>.`];
  const note = [...(result.note === undefined ? [] : [result.note]), ...hidden].join(" ");
  yield { kind: "source", result: { ...result, ...(note === "" ? {} : { note }) } };
}

/** The file has whole seconds only. */
function isKnownAlready({ identifier, atMs }: UnifiedLogRecord, untilMs: number | null): boolean {
  return identifier === "macos-pppd" && untilMs !== null && atMs < untilMs + 1000;
}

/** The messages of `log` are not needed: whoever may not read gets nothing. */
function unifiedLogResult(
  last: CommandLinesEnd | null,
  linesRead: number,
  { isAdministrator, signal }: UnifiedLogOptions,
): LogSourceResult {
  const result = (outcome: LogSourceResult["outcome"], note?: string): LogSourceResult => ({
    source: unifiedLogSource,
    outcome,
    linesRead,
    ...(note === undefined ? {} : { note }),
  });
  const partly = linesRead > 0 ? "read" : "failed";
  if (signal?.aborted === true) return result(partly, "Reading was stopped.");
  const end = last?.end ?? { kind: "limit" };
  switch (end.kind) {
    case "limit":
      return result(partly, "Older lines are missing: the limit of log lines or bytes was reached.");
    case "stopped":
      return result(
        partly,
        `Lines are missing: searching a part of the log took longer than ${sliceTimeoutMs / 1000} s.`,
      );
    case "not-installed":
      return result("not-found", "This system has no unified log.");
    case "failed":
      return result("failed", `macOS' program log could not be run: ${end.message.slice(0, 200)}`);
    case "exited":
      if (linesRead === 0 && !isAdministrator) return result("not-permitted", missingWithoutAdministrator);
      if (end.exitCode !== 0) return result(partly, `macOS' program log ended with exit code ${end.exitCode}.`);
      return linesRead === 0 ? result("empty", "It has no line of a VPN in this time.") : result("read");
  }
}

export const missingWithoutAdministrator =
  "Only administrators of this Mac may read it. Missing are the lines of the VPN's own processes and of Wi-Fi; ppp.log, the power log and the last error of each connection can still be read.";
