import path from "node:path";
import type { VpnProfilesFound } from "../../model/vpn-profile.ts";
import type { ListFolder, ReadText } from "../files.ts";
import { configLines } from "./profile-parts.ts";

export interface ProfileFiles {
  readonly readText: ReadText;
  readonly listFolder: ListFolder;
}

type Unreadable = VpnProfilesFound["unreadable"];

/** No VPN configuration that a person keeps is larger, or spread over more files. */
export const maxConfigBytes = 1024 * 1024;
const maxFiles = 64;
const maxDepth = 8;

/**
 * Reads a configuration file with the text of its `include` lines in their place; relative paths and `*` in file names
 * count from the including file. Also returns the files that could not be read; one that is missing is no such file.
 */
export async function readWithIncludes(
  filePath: string,
  files: ProfileFiles,
): Promise<{ readonly text: string; readonly unreadable: Unreadable }> {
  const unreadable: Unreadable = [];
  let filesLeft = maxFiles;

  async function read(currentPath: string, depth: number): Promise<string> {
    if (filesLeft-- <= 0 || depth > maxDepth) return "";
    const content = await files.readText(currentPath, maxConfigBytes);
    if (!content.ok) {
      if (content.error.code !== "not-found") unreadable.push({ origin: currentPath, reason: content.error.message });
      return "";
    }
    const parts: string[] = [];
    for (const line of configLines(content.value)) {
      const pattern = /^\s*include\s+"?([^"#]+?)"?\s*(?:#.*)?$/u.exec(line)?.[1];
      if (pattern === undefined) parts.push(line);
      else {
        const included = await matchingFiles(path.posix.resolve(path.posix.dirname(currentPath), pattern), files);
        for (const name of included) parts.push(await read(name, depth + 1));
      }
    }
    return parts.join("\n");
  }

  return { text: await read(filePath, 0), unreadable };
}

/** Files that a pattern names, sorted; only the file name may hold `*` and `?`. */
export async function matchingFiles(pattern: string, files: ProfileFiles): Promise<readonly string[]> {
  const folder = path.posix.dirname(pattern);
  const name = path.posix.basename(pattern);
  if (!/[*?]/u.test(name)) return [pattern];
  const listed = await files.listFolder(folder);
  // Hidden files need their dot in the pattern, as in a shell.
  const visible = (listed.ok ? listed.value : []).filter((entry) => !entry.startsWith(".") || name.startsWith("."));
  return visible.filter((entry) => matchesGlob(entry, name)).map((entry) => path.posix.join(folder, entry));
}

function matchesGlob(entry: string, pattern: string): boolean {
  // Several stars in a row would make the expression slow, and mean the same as one.
  const source = pattern
    .replaceAll(/\*+/gu, "*")
    .replaceAll(/[.+^${}()|[\]\\]/gu, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
  return new RegExp(`^${source}$`, "u").test(entry);
}
