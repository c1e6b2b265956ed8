import path from "node:path";
import type { LogSourceResult } from "../../model/log-event.ts";
import { openRegularFile } from "../files.ts";
import type { LogBudget } from "./budget.ts";
import { createEventReader, type ContentReader, type LineContent } from "./content-reader.ts";
import { sourceResult, type LogChunk } from "./log-bytes.ts";
import { streamCommand, type CommandEnd, type StreamCommand } from "./stream-command.ts";
import { textEncoding } from "./text-encoding.ts";

/** Reading a month of one log takes seconds; a hanging event log service must not stop a check. */
const longestMs = 60_000;
/** So many bytes tell UTF-16 from UTF-8. */
const encodingProbeBytes = 64;

/** The full path, so that no other `wevtutil` in the folder that the program was started from is run. */
function wevtutilPath(): string {
  return path.win32.join(process.env["SystemRoot"] ?? String.raw`C:\Windows`, "System32", "wevtutil.exe");
}

/**
 * Reads what `wevtutil qe` prints for a log (or, with `/lf:true` in `options`, for an exported file), oldest first, as
 * lines with their records. What became of it is told by the exit code, because the messages are localised.
 */
export async function* readWindowsEvents(
  source: string,
  [log, ...options]: readonly [log: string, ...options: readonly string[]],
  budget: LogBudget,
  signal?: AbortSignal,
  run: StreamCommand = streamCommand,
): AsyncGenerator<LogChunk> {
  if (budget.isSpent()) {
    yield sourceResult(source, "failed", 0, "Not read: the limit of log lines or bytes was reached before.");
    return;
  }
  const timeout = AbortSignal.timeout(longestMs);
  const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  const command = run(wevtutilPath(), ["qe", log, ...options, "/f:xml", "/e:Events", "/uni:true"], stop);
  let linesRead = 0;
  const number = (contents: readonly LineContent[]): LogChunk => {
    const lines = contents.map((content) => ({ ...content, source, lineNumber: ++linesRead }));
    budget.spend(lines.length, 0);
    return { kind: "lines", lines };
  };
  let note: string | undefined;
  let isWhole = false;
  try {
    let reader: ContentReader | null = null;
    for await (const chunk of withWholeStart(command.output)) {
      reader ??= createEventReader(textEncoding(chunk) ?? "utf-8");
      budget.spend(0, chunk.length);
      const contents = reader.push(chunk).slice(0, budget.linesLeft());
      if (contents.length > 0) yield number(contents);
      if (budget.isSpent()) {
        yield sourceResult(
          source,
          "read",
          linesRead,
          "Not read to its end: the limit of log lines or bytes was reached.",
        );
        return;
      }
    }
    const rest = reader?.end();
    if (rest !== undefined && rest.lines.length > 0) yield number(rest.lines);
    note = rest?.note;
    isWhole = true;
  } catch {
    // A stopped program breaks its output off; how it ended says why.
  } finally {
    // After its last byte it ends by itself, with the exit code that says what became of it.
    if (!isWhole) command.stop();
  }
  const { outcome, note: reason } = outcomeOf(await command.ended, linesRead, signal?.aborted === true);
  const notes = [reason, note].filter((text) => text !== undefined);
  yield sourceResult(source, outcome, linesRead, notes.length === 0 ? undefined : notes.join(" "));
}

/** Joins the first parts of an output until they tell its encoding. */
async function* withWholeStart(output: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array();
  for await (const chunk of output) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < encodingProbeBytes) continue;
    yield start;
    start = null;
  }
  if (start !== null && start.length > 0) yield start;
}

interface SourceOutcome {
  readonly outcome: LogSourceResult["outcome"];
  readonly note?: string;
}

/** wevtutil ends with the Windows error that it met (winerror.h). */
const outcomesByExitCode: ReadonlyMap<number, SourceOutcome> = new Map<number, SourceOutcome>([
  [2, { outcome: "not-found", note: "It does not exist." }],
  [3, { outcome: "not-found", note: "It does not exist." }],
  [
    5,
    {
      outcome: "not-permitted",
      note: "This user may not read it here; people who are signed in at the computer itself, and members of Event Log Readers, may.",
    },
  ],
  [13, { outcome: "failed", note: "The file is damaged or no event log." }],
  [1314, { outcome: "not-permitted", note: "Only members of Event Log Readers and administrators may read it." }],
  [1500, { outcome: "failed", note: "The event log is damaged." }],
  [1722, { outcome: "failed", note: "The service Windows Event Log does not run." }],
  [15001, { outcome: "failed", note: "This Windows does not understand the query." }],
  [15007, { outcome: "not-found", note: "This Windows keeps no such log." }],
]);

function outcomeOf(end: CommandEnd, linesRead: number, isAborted: boolean): SourceOutcome {
  switch (end.kind) {
    case "not-installed":
      return { outcome: "failed", note: "Windows' program wevtutil was not found." };
    case "failed":
      return { outcome: "failed", note: `wevtutil could not be run: ${end.message.slice(0, 200)}` };
    case "stopped":
      return {
        outcome: linesRead > 0 ? "read" : "failed",
        note: isAborted ? "Reading was stopped." : `Not read to its end: it took longer than ${longestMs / 1000} s.`,
      };
    case "exited": {
      const code = end.exitCode >>> 0;
      // 0x8007…: the same Windows error as an HRESULT.
      const windowsError = code >>> 16 === 0x8007 ? code & 0xffff : code;
      if (windowsError === 0) return { outcome: linesRead === 0 ? "empty" : "read" };
      const known = outcomesByExitCode.get(windowsError);
      return known ?? { outcome: "failed", note: `wevtutil ended with exit code ${windowsError}.` };
    }
  }
}

/** Tells by its first bytes (`ElfFile\0`, [MS-EVEN6]) whether a file is an event log of Windows; false where it cannot be read. */
export async function isEventLogFile(filePath: string): Promise<boolean> {
  try {
    const { file } = await openRegularFile(filePath);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
      return bytesRead === 8 && buffer.toString("latin1") === "ElfFile\0";
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

/** Reads an event log file (.evtx); only Windows itself can. */
export async function* readEventLogFile(
  filePath: string,
  platform: NodeJS.Platform,
  budget: LogBudget,
  signal?: AbortSignal,
  run?: StreamCommand,
): AsyncGenerator<LogChunk> {
  if (platform === "win32") {
    // An absolute path cannot be taken for an option.
    yield* readWindowsEvents(filePath, [path.resolve(filePath), "/lf:true"], budget, signal, run);
    return;
  }
  const note =
    "An event log file can be read on Windows only: save it as XML there (Event Viewer, Save All Events As, XML), and give that file.";
  yield sourceResult(filePath, "failed", 0, note);
}
