import { constants } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { failure, success, type Outcome } from "../../model/failure.ts";
import { fileFailure, openRegularFile } from "../files.ts";

/** What the file system says of a file or a folder. */
interface Rights {
  readonly uid: number;
  readonly mode: number;
}

/** Ordinary users may not write to it: it belongs to root, and neither its group nor others may write. */
export function isManaged({ uid, mode }: Rights, ownerUid: number): boolean {
  return uid === ownerUid && (mode & (constants.S_IWGRP | constants.S_IWOTH)) === 0;
}

/** In a sticky folder (as /tmp) nobody replaces the files of others. */
const stickyBit = 0o1000;

/**
 * Reads a file that only the administrator can have written: the file, and every folder on the way to it.
 *
 * @param ownerUid the administrator; root but in tests
 * @returns `not-found` where there is none, `refused` where somebody else may write to it, `too-large` and `unreadable`
 */
export async function readManagedFile(filePath: string, maxBytes: number, ownerUid = 0): Promise<Outcome<Uint8Array>> {
  try {
    const realPath = await realpath(filePath);
    const { file, sizeBytes } = await openRegularFile(realPath);
    try {
      // Asked of the open file, so that it cannot be another one than what is read.
      if (!isManaged(await file.stat(), ownerUid)) return writableByOthers(filePath, filePath);
      for (const folder of [path.dirname(path.resolve(filePath)), ...foldersAbove(realPath)]) {
        const rights = await stat(folder);
        const isSticky = (rights.mode & stickyBit) !== 0 && [0, ownerUid].includes(rights.uid);
        if (!isSticky && !isManaged(rights, ownerUid) && !isManaged(rights, 0))
          return writableByOthers(filePath, folder);
      }
      if (sizeBytes > maxBytes) return failure("too-large", `${filePath} is larger than ${maxBytes} bytes.`);
      return success(new Uint8Array(await file.readFile()));
    } finally {
      await file.close();
    }
  } catch (error) {
    return fileFailure(filePath, error);
  }
}

function foldersAbove(filePath: string): readonly string[] {
  const folder = path.dirname(filePath);
  return folder === filePath ? [] : [folder, ...foldersAbove(folder)];
}

function writableByOthers(filePath: string, place: string): Outcome<never> {
  return failure(
    "refused",
    `${filePath} is not used, because others than the administrator may write to ${place}; it must belong to root and be writable by root only.`,
  );
}
