import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { FileWriter } from "../model/ports/file-writer.ts";
import { fileErrorText } from "./file-error.ts";

const gunzipAsync = promisify(gunzip);

/** Gzip's magic number and its only compression method (RFC 1952, section 2.3.1). */
export const isGzip = (start: Uint8Array) => start[0] === 0x1f && start[1] === 0x8b && start[2] === 8;

/**
 * Reads a regular file of at most `maxBytes`; a gzip file is unpacked, to at most `maxBytes` too. Devices, pipes and
 * folders are `unreadable`, so that no read can hang; missing, forbidden and larger files have their own codes.
 */
export async function readBounded(filePath: string, maxBytes: number): Promise<Outcome<Uint8Array>> {
  try {
    const bytes = await readRegularFile(filePath, maxBytes);
    if (bytes === null) return tooLarge(filePath, maxBytes);
    if (!isGzip(bytes)) return success(bytes);
    return success(await gunzipAsync(bytes, { maxOutputLength: maxBytes }));
  } catch (error) {
    return errorCode(error) === "ERR_BUFFER_TOO_LARGE" ? tooLarge(filePath, maxBytes) : fileFailure(filePath, error);
  }
}

/** As `readBounded`, as UTF-8 text; bytes that are no UTF-8 become the replacement character. */
export async function readText(filePath: string, maxBytes: number): Promise<Outcome<string>> {
  const bytes = await readBounded(filePath, maxBytes);
  return bytes.ok ? success(new TextDecoder().decode(bytes.value)) : bytes;
}

/** Reads a text file, in whatever way. A port of the collectors, so that tests can answer in place of the machine. */
export type ReadText = (filePath: string, maxBytes: number) => Promise<Outcome<string>>;

/** Names in a folder, sorted. A port of the collectors, like `ReadText`. */
export type ListFolder = (folderPath: string) => Promise<Outcome<readonly string[]>>;

/** The names in a folder, sorted by code point. */
export const listFolder: ListFolder = async (folderPath) => {
  try {
    return success((await readdir(folderPath)).sort());
  } catch (error) {
    return fileFailure(folderPath, error);
  }
};

/** Windows has no such flag, and no named pipes among its files. */
const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/** Opens a file for reading that must be regular; never waits for the other end of a pipe. The caller closes it. */
export async function openRegularFile(filePath: string) {
  const file = await open(filePath, constants.O_RDONLY | nonBlocking);
  const stat = await file.stat();
  if (stat.isFile()) return { file, sizeBytes: stat.size, modifiedAtMs: stat.mtimeMs };
  await file.close();
  throw Object.assign(new Error("not a regular file"), { code: "ENOTREGULAR" });
}

async function readRegularFile(filePath: string, maxBytes: number): Promise<Buffer | null> {
  const { file } = await openRegularFile(filePath);
  try {
    const chunks: Buffer[] = [];
    let totalBytes = 0;
    // Files of /proc say that their size is 0, so the size is found by reading.
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(64 * 1024));
      if (bytesRead === 0) return Buffer.concat(chunks);
      totalBytes += bytesRead;
      if (totalBytes > maxBytes) return null;
      chunks.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

const tooLarge = (filePath: string, maxBytes: number) =>
  failure("too-large", `${filePath} is larger than ${maxBytes} bytes.`);

const errorCode = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

/** Names why a file could not be read or listed. */
export function fileFailure(filePath: string, error: unknown): Outcome<never> {
  switch (errorCode(error)) {
    case "ENOENT":
    case "ENOTDIR":
      return failure("not-found", `${filePath} does not exist.`);
    case "EACCES":
    case "EPERM":
      return failure("not-permitted", `${filePath} may not be read by this user.`);
    case "EISDIR":
    case "ENOTREGULAR":
    case "ENXIO":
      return failure("unreadable", `${filePath} is not a regular file.`);
    default:
      return failure("unreadable", `${filePath} could not be read: ${fileErrorText(error)}.`);
  }
}

/**
 * Writes a file whole or not at all: into a new file beside it, readable by its owner only, which takes its name when
 * it is safely on disk. After a failure (`write-failed`) nothing is left behind and an older file is as it was.
 */
export function createFileWriter(): FileWriter {
  return {
    readText,
    writeAtomically: async (filePath, content) => {
      const temporary = path.join(
        path.dirname(filePath),
        `.${path.basename(filePath)}.${randomBytes(6).toString("hex")}.part`,
      );
      try {
        await writeDurably(temporary, content);
        await rename(temporary, filePath);
        return success({ path: path.resolve(filePath), sizeBytes: content.byteLength });
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined);
        const why = fileErrorText(error);
        return failure("write-failed", `${filePath} could not be written: ${why}.`);
      }
    },
  };
}

async function writeDurably(filePath: string, content: Uint8Array): Promise<void> {
  const file = await open(filePath, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
