import { randomBytes } from "node:crypto";
import { access, open, readdir, rename, rm } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createDeflateRaw } from "node:zlib";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { BundleFiles } from "../model/ports/bundle-files.ts";
import { fileErrorText } from "./file-error.ts";
import { fileFailure, openRegularFile, readBounded } from "./files.ts";

const chunkBytes = 256 * 1024;

/** Bundles on this machine's disk. */
export function createBundleFiles(): BundleFiles {
  return {
    machineNames: () => {
      const host = hostname();
      const short = host.split(".")[0] ?? host;
      return [
        { domain: "user", text: userName() },
        { domain: "host", text: host },
        { domain: "host", text: short },
      ];
    },
    exists: async (filePath) =>
      access(filePath).then(
        () => true,
        () => false,
      ),
    read: readBounded,
    write: writeChunks,
    openLog,
    deflate: deflateRaw,
  };
}

/** A process may run without an account, as in some containers. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}

/** In a thread of its own, beside whatever makes the chunks. */
async function* deflateRaw(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const packer = createDeflateRaw({ level: 6, chunkSize: chunkBytes });
  const feeding = pipeline(chunks, packer);
  // An error of the chunks destroys the packer, and reaches whoever reads from it.
  feeding.catch(() => undefined);
  yield* packer as AsyncIterable<Uint8Array>;
  await feeding;
}

/**
 * Writes into a new file beside the wanted one, readable by its owner only, which takes the name when it is safely on
 * disk. After a failure nothing is left behind; what a killed process left is removed by the next one that writes there.
 */
async function writeChunks(
  filePath: string,
  chunks: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<Outcome<{ readonly path: string; readonly sizeBytes: number }>> {
  const folder = path.dirname(filePath);
  const temporary = path.join(folder, `${partPrefix(filePath)}${process.pid}.${randomBytes(6).toString("hex")}.part`);
  try {
    await sweep(folder, partPrefix(filePath));
    const file = await open(temporary, "wx", 0o600);
    let sizeBytes = 0;
    try {
      for await (const chunk of chunks) {
        signal?.throwIfAborted();
        await file.writeFile(chunk);
        sizeBytes += chunk.length;
      }
      signal?.throwIfAborted();
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, filePath);
    return success({ path: path.resolve(filePath), sizeBytes });
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (signal?.aborted === true) return failure("cancelled", `${filePath} was not written: it was stopped.`);
    const why = fileErrorText(error);
    return failure("write-failed", `${filePath} could not be written: ${why}.`);
  }
}

const partPrefix = (filePath: string): string => `.${path.basename(filePath)}.`;

/** Removes parts whose process is gone. */
async function sweep(folder: string, prefix: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names) {
    const processId = /^(\d+)\.[0-9a-f]{12}\.part$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : "")?.[1];
    if (processId !== undefined && !isAlive(Number(processId))) await rm(path.join(folder, name), { force: true });
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // A process of another user cannot be signalled, and lives.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

const openLog: BundleFiles["openLog"] = async (filePath, maxBytes, endBytes = Number.MAX_SAFE_INTEGER) => {
  try {
    const { file, sizeBytes: wholeBytes } = await openRegularFile(filePath);
    const sizeBytes = Math.min(wholeBytes, endBytes);
    const head = Buffer.alloc(4096);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    if (!isText(head.subarray(0, bytesRead))) {
      await file.close();
      return failure("unreadable", `${filePath} is no text: only logs go into a bundle.`);
    }
    const start = Math.max(0, sizeBytes - maxBytes);
    return success({
      source: filePath,
      chunks: fromLineStart(file, start, sizeBytes),
      keptBytes: sizeBytes - start,
      ofBytes: sizeBytes,
    });
  } catch (error) {
    return fileFailure(filePath, error);
  }
};

type FileHandle = Awaited<ReturnType<typeof openRegularFile>>["file"];

/** A log may grow while it is read; what comes behind `end` is left. */
async function* fromLineStart(file: FileHandle, start: number, end: number): AsyncGenerator<Uint8Array> {
  try {
    let isAtLineStart = start === 0;
    for (let position = start; position < end;) {
      const wantedBytes = Math.min(chunkBytes, end - position);
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wantedBytes), 0, wantedBytes, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      const chunk = buffer.subarray(0, bytesRead);
      const from = isAtLineStart ? 0 : chunk.indexOf(10) + 1;
      if (!isAtLineStart && from === 0) continue;
      isAtLineStart = true;
      yield chunk.subarray(from);
    }
  } finally {
    await file.close();
  }
}

/** Text has no control characters but white space and colours, and none that is zero unless every second one is (UTF-16). */
function isText(head: Uint8Array): boolean {
  const controls = head.filter((byte) => byte < 32 && ![0, 9, 10, 12, 13, 27].includes(byte)).length;
  const zeros = head.filter((byte) => byte === 0).length;
  return controls <= head.length / 100 && (zeros === 0 || zeros > head.length / 4);
}
