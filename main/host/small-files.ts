import path from "node:path";
import type { SmallFiles } from "../model/ports/small-files.ts";
import { dataFolderPath, ensureDataFolder } from "./data-folder.ts";
import { readBounded, readText } from "./files.ts";
import { writeNew } from "./key-store.ts";

/** Reads and writes the small files that a person names. */
export function createSmallFiles(folder = dataFolderPath()): SmallFiles {
  const helpdeskKeyPath = path.join(folder, "helpdesk.key");
  return {
    helpdeskKeyPath,
    read: readText,
    readBytes: readBounded,
    createSecret: async (filePath, text) => {
      if (filePath === helpdeskKeyPath) {
        const made = await ensureDataFolder(folder);
        if (!made.ok) return made;
      }
      return writeNew(filePath, new TextEncoder().encode(text));
    },
  };
}
