import type { LogBudget } from "./budget.ts";
import { failedResult, readLogBytes, sourceResult, type LogChunk } from "./log-bytes.ts";
import { unpackedIfGzip, zipEntries } from "./unpack.ts";

/** An archive of logs that a person collected has fewer files. */
const maxEntries = 500;
/** Logs become 10 to 100 times smaller; what becomes smaller than this was made to be unpacked. */
const maxRatio = 500;
/** Small archives may have any ratio: they do no harm. */
const harmlessBytes = 16 * 1024 * 1024;

/** Files that macOS adds for itself, and folders. */
const isNoLog = (name: string) => name.endsWith("/") || name.startsWith("__MACOSX/");

/**
 * Reads the files in a zip archive, each as a source of its own, and tells at the end what became of the archive. Archives
 * in the archive are not opened. Memory is constant, and the budget, the number of files and the ratio limit the work.
 */
export async function* readZip(
  source: string,
  packed: AsyncIterable<Uint8Array>,
  budget: LogBudget,
  signal?: AbortSignal,
): AsyncGenerator<LogChunk> {
  const bytes = { packed: 0, unpacked: 0 };
  const isBomb = () => bytes.unpacked > harmlessBytes && bytes.unpacked > bytes.packed * maxRatio;
  let files = 0;
  try {
    for await (const { name, chunks } of zipEntries(counted(packed, (length) => (bytes.packed += length)))) {
      if (isNoLog(name)) continue;
      files += 1;
      const stop =
        signal?.aborted === true
          ? "Reading was stopped."
          : files > maxEntries
            ? `Only the first ${maxEntries} files in it were read.`
            : budget.isSpent()
              ? "Not read to its end: the limit of log lines or bytes was reached."
              : isBomb()
                ? `Not read to its end: its files are more than ${maxRatio} times larger than the archive.`
                : null;
      if (stop !== null) {
        yield sourceResult(source, "failed", 0, stop);
        return;
      }
      const unpacked = until(
        isBomb,
        counted(unpackedIfGzip(chunks), (length) => (bytes.unpacked += length)),
      );
      const entry = `${source}/${name.replaceAll(/\p{Cc}/gu, "?")}`;
      yield* readLogBytes({ source: entry, chunks: unpacked, isPacked: true, isTorn: false }, budget, signal);
    }
    if (files === 0) yield sourceResult(source, "empty", 0, "The archive has no files, or is damaged.");
  } catch (error) {
    yield failedResult(source, 0, error);
  }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  count: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
}

async function* until(isOver: () => boolean, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    if (isOver()) throw new Error(`it is more than ${maxRatio} times larger than the archive`);
  }
}
