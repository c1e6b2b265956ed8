import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { fileFailure } from "../files.ts";
import type { LogBudget } from "./budget.ts";
import type { LogChunk } from "./log-bytes.ts";
import { readLogFile } from "./log-file.ts";
import { isEventLogFile, readEventLogFile } from "./windows-events.ts";

/** A folder of logs that a person collected; deeper or larger ones are somebody's disk. */
const maxFiles = 500;
const maxDepth = 4;

/**
 * Reads the files, and the files in the folders, that a person named, in the order of their names. Whatever cannot be
 * read is told as a source of its own. Links inside folders are not followed.
 */
export async function* readGivenPaths(
  paths: readonly string[],
  platform: NodeJS.Platform,
  budget: LogBudget,
  signal?: AbortSignal,
): AsyncGenerator<LogChunk> {
  for (const given of paths) {
    try {
      if (!(await stat(given)).isDirectory()) {
        yield* readGivenFile(given, platform, budget, signal);
        continue;
      }
      const files = await filesBelow(given, 0);
      for (const filePath of files.slice(0, maxFiles)) yield* readGivenFile(filePath, platform, budget, signal);
      if (files.length === 0) yield source(given, "empty", "The folder has no files.");
      if (files.length > maxFiles) yield source(given, "failed", `Only the first ${maxFiles} files were read.`);
    } catch (error) {
      const reason = fileFailure(given, error);
      if (reason.ok) continue;
      const { code, message } = reason.error;
      yield source(given, code === "not-permitted" || code === "not-found" ? code : "failed", message);
    }
  }
}

async function* readGivenFile(
  filePath: string,
  platform: NodeJS.Platform,
  budget: LogBudget,
  signal?: AbortSignal,
): AsyncGenerator<LogChunk> {
  if (await isEventLogFile(filePath)) yield* readEventLogFile(filePath, platform, budget, signal);
  else yield* readLogFile(filePath, budget, signal);
}

function source(name: string, outcome: "empty" | "failed" | "not-permitted" | "not-found", note: string): LogChunk {
  return { kind: "source", result: { source: name, outcome, linesRead: 0, note } };
}

async function filesBelow(folder: string, depth: number): Promise<readonly string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of entries) {
    const entryPath = path.join(folder, entry.name);
    if (entry.isFile()) files.push(entryPath);
    else if (entry.isDirectory() && depth < maxDepth) files.push(...(await filesBelow(entryPath, depth + 1)));
    if (files.length > maxFiles) break;
  }
  return files;
}
