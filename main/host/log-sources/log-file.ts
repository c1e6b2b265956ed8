import { createReadStream } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import type { LogSourceResult } from "../../model/log-event.ts";
import type { LogLine } from "../../model/ports.ts";
import { fileFailure, isGzip, openRegularFile } from "../files.ts";
import type { LogBudget } from "./budget.ts";
import { createLineSplitter, textEncoding } from "./text-lines.ts";

export type LogChunk =
  | { readonly kind: "lines"; readonly lines: readonly LogLine[] }
  | { readonly kind: "source"; readonly result: LogSourceResult };

/**
 * Reads one log file, plain or gzip, in UTF-8 or UTF-16, and tells at the end what became of it. Of a plain file that is
 * larger than the budget the newest part is read; a gzip file can only be read from its start.
 */
export async function* readLogFile(
  filePath: string,
  budget: LogBudget,
  signal?: AbortSignal,
): AsyncGenerator<LogChunk> {
  const result = (outcome: LogSourceResult["outcome"], linesRead: number, note?: string): LogChunk => ({
    kind: "source",
    result: { source: filePath, outcome, linesRead, ...(note === undefined ? {} : { note }) },
  });
  let linesRead = 0;
  try {
    if (budget.isSpent()) {
      yield result("failed", 0, "Not read: the limit of log lines or bytes was reached before.");
      return;
    }
    for await (const part of readParts(filePath, budget, signal)) {
      if (typeof part === "string") {
        yield result("failed", linesRead, part);
        return;
      }
      const first = linesRead;
      linesRead += part.lines.length;
      const lines = part.lines.map((text, index) => ({ text, source: filePath, lineNumber: first + index + 1 }));
      if (lines.length > 0) yield { kind: "lines", lines };
      if (part.note !== undefined) {
        yield result(linesRead === 0 ? "empty" : "read", linesRead, part.note);
        return;
      }
    }
    yield result(linesRead === 0 ? "empty" : "read", linesRead);
  } catch (error) {
    const reason = fileFailure(filePath, error);
    if (reason.ok) return;
    const { code, message } = reason.error;
    yield result(code === "not-permitted" || code === "not-found" ? code : "failed", linesRead, message);
  }
}

/** Lines as they come; a note ends the file early, a string means that it is no text. */
async function* readParts(
  filePath: string,
  budget: LogBudget,
  signal?: AbortSignal,
): AsyncGenerator<string | { readonly lines: readonly string[]; readonly note?: string }> {
  const { file, sizeBytes } = await openRegularFile(filePath);
  try {
    const head = Buffer.alloc(8 * 1024);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const isPacked = isGzip(head.subarray(0, bytesRead));
    const startBytes = isPacked ? 0 : evenBelow(Math.max(0, sizeBytes - budget.bytesLeft()));
    let splitter: ReturnType<typeof createLineSplitter> | null = null;
    let isTorn = startBytes > 0;
    for await (const chunk of byteStream(file, isPacked, startBytes, sizeBytes)) {
      if (signal?.aborted === true) {
        yield { lines: [], note: "Reading was stopped." };
        return;
      }
      if (splitter === null) {
        const encoding = textEncoding(isPacked ? chunk : head.subarray(0, bytesRead));
        if (encoding === null) {
          yield "This is not a text file.";
          return;
        }
        splitter = createLineSplitter(encoding);
      }
      const complete = splitter.push(chunk);
      // The first line of a part is the end of a line that began before it.
      const lines = (isTorn ? complete.slice(1) : complete).slice(0, budget.linesLeft());
      isTorn &&= complete.length === 0;
      budget.spend(lines.length, chunk.length);
      // A plain file has its end where the budget has; one that is unpacked may go on and on.
      if (budget.linesLeft() === 0 || (isPacked && budget.bytesLeft() === 0)) {
        yield { lines, note: limitNote };
        return;
      }
      yield { lines };
    }
    const last = (splitter?.end() ?? []).slice(0, budget.linesLeft());
    yield { lines: last, ...(startBytes > 0 ? { note: newestNote } : {}) };
  } finally {
    await file.close().catch(() => undefined);
  }
}

const chunkBytes = 256 * 1024;
const limitNote = "Not read to its end: the limit of log lines or bytes was reached.";
const newestNote = "Only the newest part was read: the file is larger than the limit.";

/** A part of a UTF-16 file has to begin at an even byte, or every letter would be torn. */
const evenBelow = (position: number) => position - (position % 2);

async function* byteStream(
  file: FileHandle,
  isPacked: boolean,
  startBytes: number,
  sizeBytes: number,
): AsyncGenerator<Uint8Array> {
  // Without an end, a log that grows as fast as it is read would never end.
  const end = Math.max(startBytes, sizeBytes - 1);
  const plain = createReadStream("", { fd: file, start: startBytes, end, autoClose: false, highWaterMark: chunkBytes });
  if (!isPacked) {
    yield* plain as AsyncIterable<Buffer>;
    return;
  }
  const unpacked = createGunzip({ chunkSize: chunkBytes });
  plain.on("error", (error) => unpacked.destroy(error));
  yield* plain.pipe(unpacked) as AsyncIterable<Buffer>;
}
