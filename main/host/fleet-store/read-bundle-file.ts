import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { failure, success, type Outcome } from "../../model/failure.ts";
import { fileFailure } from "../files.ts";

/** Windows has no such flag, and no named pipes among its files. */
const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/**
 * Reads a whole file in one go, for a thread that has nothing else to do: a third of the time that it takes in turns with
 * others. What is no regular file is not waited for.
 */
export function readBundleFile(filePath: string, maxBytes: number): Outcome<Uint8Array> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(filePath, constants.O_RDONLY | nonBlocking);
    const about = fstatSync(descriptor);
    if (!about.isFile()) return failure("unreadable", `${filePath} is not a regular file.`);
    if (about.size > maxBytes) return failure("too-large", `${filePath} is larger than ${maxBytes} bytes.`);
    return success(readFileSync(descriptor));
  } catch (error) {
    return fileFailure(filePath, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
