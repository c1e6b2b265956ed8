import path from "node:path";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { CaptureFile, CaptureFiles } from "../model/ports/captures.ts";
import { fileFailure, isGzip, openRegularFile } from "./files.ts";
import { gunzip } from "./log-sources/unpack.ts";

const chunkBytes = 1024 * 1024;
/** A small gzip file can unpack to nearly anything; a capture of this size is for other tools. */
const largestUnpackedBytes = 64 * 1024 ** 3;

/** Opens capture files, plain or gzip, and reads them piece by piece. */
export function createCaptureFiles(): CaptureFiles {
  return { open: openCapture };
}

async function openCapture(filePath: string): Promise<Outcome<CaptureFile>> {
  let opened: Awaited<ReturnType<typeof openRegularFile>>;
  try {
    opened = await openRegularFile(filePath);
  } catch (error) {
    return fileFailure(filePath, error);
  }
  const { file } = opened;
  const close = async (): Promise<void> => {
    await file.close().catch(() => undefined);
  };
  try {
    const head = Buffer.alloc(4);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const plain = plainChunks(file);
    const chunks = isGzip(head.subarray(0, bytesRead)) ? bounded(gunzip(plain)) : plain;
    return success({ name: path.basename(filePath), chunks, close });
  } catch (error) {
    await close();
    const failed = fileFailure(filePath, error);
    return failed.ok ? failure("unreadable", `${filePath} could not be read.`) : failed;
  }
}

async function* plainChunks(file: Awaited<ReturnType<typeof openRegularFile>>["file"]): AsyncGenerator<Uint8Array> {
  let position = 0;
  for (;;) {
    // A new buffer each time: what unpacks gzip may keep it for a while.
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    sizeBytes += chunk.length;
    if (sizeBytes > largestUnpackedBytes) return;
    yield chunk;
  }
}
