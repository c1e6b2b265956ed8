import type { FileHandle } from "node:fs/promises";
import { isGzip, openRegularFile } from "../files.ts";
import type { LogBudget } from "./budget.ts";
import { failedResult, probeBytes, readLogBytes, sourceResult, type LogChunk } from "./log-bytes.ts";
import { copies, gunzip, isZip } from "./unpack.ts";
import { readZip } from "./zip-file.ts";

const chunkBytes = 512 * 1024;
/** Few lines are alive at a time, so that they leave no memory behind. */
const sliceBytes = 128 * 1024;

/**
 * Reads one log file, plain, gzip or zip, in UTF-8 or UTF-16, and tells at the end what became of it. Of a plain file that is
 * larger than the budget the newest part is read; a gzip file can only be read from its start.
 */
export async function* readLogFile(
  filePath: string,
  budget: LogBudget,
  signal?: AbortSignal,
): AsyncGenerator<LogChunk> {
  if (budget.isSpent()) {
    yield sourceResult(filePath, "failed", 0, "Not read: the limit of log lines or bytes was reached before.");
    return;
  }
  let opened: Awaited<ReturnType<typeof openRegularFile>>;
  try {
    opened = await openRegularFile(filePath);
  } catch (error) {
    yield failedResult(filePath, 0, error);
    return;
  }
  const { file, sizeBytes } = opened;
  try {
    const head = Buffer.alloc(probeBytes);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    if (isZip(head)) {
      yield* readZip(filePath, fileChunks(file, 0, sizeBytes), budget, signal);
      return;
    }
    const isPacked = isGzip(head.subarray(0, bytesRead));
    const startBytes = isPacked ? 0 : evenBelow(Math.max(0, sizeBytes - budget.bytesLeft()));
    const plain = fileChunks(file, startBytes, sizeBytes);
    const chunks = isPacked ? gunzip(copies(plain)) : plain;
    yield* readLogBytes({ source: filePath, chunks, isPacked, isTorn: startBytes > 0 }, budget, signal);
  } catch (error) {
    yield failedResult(filePath, 0, error);
  } finally {
    await file.close().catch(() => undefined);
  }
}

/** A part of a UTF-16 file has to begin at an even byte, or every letter would be torn. */
const evenBelow = (position: number) => position - (position % 2);

/**
 * The bytes of a file from `startBytes` up to the size that it had when it was opened: without an end, a log that grows
 * as fast as it is read would never end. The next chunk is read while one is worked on; two buffers take turns.
 */
async function* fileChunks(file: FileHandle, startBytes: number, sizeBytes: number): AsyncGenerator<Uint8Array> {
  const length = Math.min(chunkBytes, Math.max(probeBytes, sizeBytes - startBytes));
  const read = (buffer: Uint8Array, position: number) => {
    const reading = file.read(buffer, 0, Math.max(0, Math.min(length, sizeBytes - position)), position);
    // It is awaited below, or nobody wants it any more.
    reading.catch(() => undefined);
    return reading;
  };
  let position = startBytes;
  let spare: Uint8Array = Buffer.allocUnsafe(length);
  let next = read(Buffer.allocUnsafe(length), position);
  for (;;) {
    const { bytesRead, buffer } = await next;
    if (bytesRead === 0) return;
    position += bytesRead;
    next = read(spare, position);
    spare = buffer;
    for (let start = 0; start < bytesRead; start += sliceBytes) {
      yield buffer.subarray(start, Math.min(bytesRead, start + sliceBytes));
    }
  }
}
