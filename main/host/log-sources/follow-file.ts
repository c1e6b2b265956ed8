import type { FileHandle } from "node:fs/promises";
import { stat } from "node:fs/promises";
import type { LogLine } from "../../model/ports/logs.ts";
import { openRegularFile } from "../files.ts";
import { createFileContentReader, type FileContent, type FileContentReader } from "./file-content.ts";
import { probeBytes, type LogChunk } from "./log-bytes.ts";
import { textEncoding } from "./text-encoding.ts";

/** Gives the lines that are added to a file, also where it is cut to nothing or another takes its name. */
export interface FileFollower {
  /** What was added since the last call; a line without an end waits until it has one. A missing file has no lines. */
  readonly poll: () => Promise<LogChunk>;
  readonly close: () => Promise<void>;
}

const chunkBytes = 64 * 1024;
/** Between two looks of the caller no more is read than this, however fast the file grows. */
const maxChunksPerPoll = 64;
const lineFeed = 0x0a;

interface OpenFile {
  readonly handle: FileHandle;
  /** Tells the file from another of the same name. */
  readonly identity: string;
  position: number;
  reader: FileContentReader | null;
  isTorn: boolean;
}

/** Follows a file from its start, or from the end that it has at the first call. */
export function createFileFollower(filePath: string, from: "start" | "end"): FileFollower {
  let opened: OpenFile | null = null;
  let isFirst = true;
  /** Lines of the files that bore the name before. */
  let linesBefore = 0;
  let linesRead = 0;

  const collect = (lines: LogLine[], { lines: found, count }: FileContent): void => {
    for (const line of found) lines.push({ ...line, source: filePath, lineNumber: linesBefore + line.lineNumber });
    linesRead += count;
  };

  const readOn = async (file: OpenFile, lines: LogLine[]): Promise<void> => {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let chunks = 0; chunks < maxChunksPerPoll; chunks += 1) {
      const { bytesRead } = await file.handle.read(buffer, 0, chunkBytes, file.position);
      if (bytesRead === 0) return;
      file.position += bytesRead;
      const bytes = buffer.subarray(0, bytesRead);
      file.reader ??= createFileContentReader(bytes, file.isTorn);
      if (file.reader !== null) collect(lines, file.reader.push(bytes, Number.POSITIVE_INFINITY));
    }
  };

  const leave = async (file: OpenFile, lines: LogLine[]): Promise<void> => {
    await readOn(file, lines);
    if (file.reader !== null) collect(lines, file.reader.end());
    await file.handle.close();
    linesBefore = linesRead;
    opened = null;
  };

  const restart = (file: OpenFile, lines: LogLine[]): void => {
    if (file.reader !== null) collect(lines, file.reader.end());
    linesBefore = linesRead;
    Object.assign(file, { position: 0, reader: null, isTorn: false });
  };

  return {
    poll: async () => {
      const lines: LogLine[] = [];
      const before = linesRead;
      const named = await identityOf(filePath);
      if (opened !== null && named?.identity !== opened.identity) await leave(opened, lines);
      if (opened === null && named !== null) opened = await open(filePath, isFirst && from === "end");
      isFirst = false;
      if (opened !== null) {
        if (named !== null && named.sizeBytes < opened.position) restart(opened, lines);
        await readOn(opened, lines);
      }
      return { kind: "lines", lines, passedOver: linesRead - before - lines.length };
    },
    close: async () => {
      await opened?.handle.close();
      opened = null;
    },
  };
}

async function identityOf(filePath: string): Promise<{ readonly identity: string; readonly sizeBytes: number } | null> {
  return stat(filePath).then(
    ({ dev, ino, size }) => ({ identity: `${dev}:${ino}`, sizeBytes: size }),
    () => null,
  );
}

/** Null where the file went away, or may not be read. */
async function open(filePath: string, atEnd: boolean): Promise<OpenFile | null> {
  try {
    const { file: handle, sizeBytes } = await openRegularFile(filePath);
    const { dev, ino } = await handle.stat();
    const identity = `${dev}:${ino}`;
    if (!atEnd || sizeBytes === 0) return { handle, identity, position: 0, reader: null, isTorn: false };
    const start = Buffer.alloc(probeBytes);
    const { bytesRead } = await handle.read(start, 0, probeBytes, 0);
    const end = Buffer.alloc(2);
    await handle.read(end, 0, Math.min(2, sizeBytes), Math.max(0, sizeBytes - 2));
    // In UTF-16 a line feed is one of two bytes.
    const isWide = textEncoding(start.subarray(0, bytesRead)) !== "utf-8";
    const isTorn = isWide ? !end.includes(lineFeed) : end[Math.min(2, sizeBytes) - 1] !== lineFeed;
    const reader = createFileContentReader(start.subarray(0, bytesRead), isTorn);
    return { handle, identity, position: sizeBytes, reader, isTorn };
  } catch {
    return null;
  }
}
