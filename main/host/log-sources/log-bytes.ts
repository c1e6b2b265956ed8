import type { LogSourceResult } from "../../model/log-event.ts";
import type { LogPart } from "../../model/ports/logs.ts";
import { fileFailure } from "../files.ts";
import type { LogBudget } from "./budget.ts";
import { createFileContentReader, type FileContent, type FileContentReader } from "./file-content.ts";

/** A part of a reading, as the sources give it. */
export type LogChunk = LogPart;

/** Bytes of one log, from wherever they come. */
export interface LogBytes {
  /** The name under which the lines and the outcome are told. */
  readonly source: string;
  /** A chunk is used up before the next one is asked for, so that they may share their memory. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Unpacked bytes may go on and on, so that the limit on bytes has to end them. */
  readonly isPacked: boolean;
  /** The bytes begin inside a line. */
  readonly isTorn: boolean;
}

/** So many bytes tell what the content is. */
export const probeBytes = 8 * 1024;
const limitNote = "Not read to its end: the limit of log lines or bytes was reached.";
const newestNote = "Only the newest part was read: the file is larger than the limit.";

/** Makes lines of the bytes of one log, within the limits of the budget, and tells at the end what became of it. */
export async function* readLogBytes(
  { source, chunks, isPacked, isTorn }: LogBytes,
  budget: LogBudget,
  signal?: AbortSignal,
): AsyncGenerator<LogChunk> {
  let linesRead = 0;
  let reader: FileContentReader | null = null;
  const told = ({ lines, count }: FileContent): LogChunk => {
    linesRead += count;
    return {
      kind: "lines",
      lines: lines.map((line) => ({ ...line, source })),
      ...(count === lines.length ? {} : { passedOver: count - lines.length }),
    };
  };
  try {
    for await (const chunk of chunks) {
      if (signal?.aborted === true) {
        yield readResult(source, linesRead, "Reading was stopped.");
        return;
      }
      reader ??= createFileContentReader(chunk.subarray(0, probeBytes), isTorn);
      if (reader === null) {
        yield sourceResult(source, "failed", 0, "This is not a text file.");
        return;
      }
      const content = reader.push(chunk, budget.linesLeft());
      budget.spend(content.count, chunk.length);
      yield told(content);
      // A plain file has its end where the budget has.
      if (budget.linesLeft() === 0 || (isPacked && budget.bytesLeft() === 0)) {
        yield readResult(source, linesRead, limitNote);
        return;
      }
    }
    const last = reader?.end();
    if (last !== undefined) {
      budget.spend(last.count, 0);
      yield told(last);
    }
    const notes = [isTorn ? newestNote : undefined, last?.note].filter((note) => note !== undefined);
    yield readResult(source, linesRead, notes.length === 0 ? undefined : notes.join(" "));
  } catch (error) {
    yield failedResult(source, linesRead, error);
  }
}

function readResult(source: string, linesRead: number, note?: string): LogChunk {
  return sourceResult(source, linesRead === 0 ? "empty" : "read", linesRead, note);
}

/** What became of a place that could not be read, and why. */
export function failedResult(source: string, linesRead: number, error: unknown): LogChunk {
  const reason = fileFailure(source, error);
  const { code, message } = reason.ok ? { code: "unreadable", message: "" } : reason.error;
  return sourceResult(source, code === "not-permitted" || code === "not-found" ? code : "failed", linesRead, message);
}

/** What became of a place where logs are kept, as a part of a reading. */
export function sourceResult(
  source: string,
  outcome: LogSourceResult["outcome"],
  linesRead: number,
  note?: string,
): LogChunk {
  return { kind: "source", result: { source, outcome, linesRead, ...(note === undefined ? {} : { note }) } };
}
