import { readNdjsonRecord } from "../../logs/macos/ndjson-record.ts";
import { endlessBudget } from "./budget.ts";
import { readCommandLines } from "./command-lines.ts";
import type { LineContent } from "./content-reader.ts";
import { sourceResult, type LogChunk } from "./log-bytes.ts";
import { missingWithoutAdministrator, unifiedLogPredicate, unifiedLogSource } from "./macos-unified-log.ts";
import { streamCommand, type CommandEnd, type StreamCommand } from "./stream-command.ts";

/** log(1): `stream` prints what comes from now on; `--level info` is what `show` calls `--info`. */
const streamArgs = ["stream", "--style", "ndjson", "--level", "info", "--predicate", unifiedLogPredicate] as const;

/** The records of macOS' unified log from now on, until `signal` aborts; members of the group admin may read it. */
export async function* followUnifiedLog(
  signal: AbortSignal,
  run: StreamCommand = streamCommand,
): AsyncGenerator<LogChunk> {
  const { linesRead, end } = yield* readCommandLines(["/usr/bin/log", ...streamArgs], toLine, {
    source: unifiedLogSource,
    budget: endlessBudget,
    run,
    signal,
  });
  if (signal.aborted || end.kind === "limit") return;
  const { outcome, note } = outcomeOf(end, linesRead);
  yield sourceResult(unifiedLogSource, outcome, linesRead, note);
}

/** What is no record, such as the line that says what is searched for, is left out. */
function toLine(text: string): LineContent | null {
  const record = readNdjsonRecord(text);
  if (record === null) return null;
  const { message, ...structured } = record;
  return { text: message, structured };
}

/** It goes on until it is stopped, so that an end by itself always has a reason. */
function outcomeOf(
  end: CommandEnd,
  linesRead: number,
): { readonly outcome: "not-found" | "not-permitted" | "failed"; readonly note: string } {
  switch (end.kind) {
    case "not-installed":
      return { outcome: "not-found", note: "This system has no unified log." };
    case "failed":
      return { outcome: "failed", note: `macOS' program log could not be run: ${end.message.slice(0, 200)}` };
    case "stopped":
      return { outcome: "failed", note: "macOS' program log was stopped by something else." };
    case "exited":
      return linesRead === 0
        ? { outcome: "not-permitted", note: missingWithoutAdministrator }
        : { outcome: "failed", note: `macOS' program log ended with exit code ${end.exitCode}.` };
  }
}
