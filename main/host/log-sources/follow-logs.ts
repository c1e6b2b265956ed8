import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { LogFollowing } from "../../model/ports/logs.ts";
import { createSystemClock } from "../clock.ts";
import { openRegularFile } from "../files.ts";
import { createFileFollower } from "./follow-file.ts";
import { followUnifiedLog } from "./follow-macos.ts";
import { followWindowsEvents } from "./follow-windows.ts";
import { followJournal } from "./journal.ts";
import { failedResult, sourceResult, type LogChunk } from "./log-bytes.ts";

/** As often as a person who watches would notice. */
const pollMs = 500;
/** Somebody's disk has more. */
const maxFiles = 50;
/** Files of syslog, where there is no journal. */
const syslogFiles = ["/var/log/syslog", "/var/log/messages", "/var/log/daemon.log"];

/**
 * The lines that are added to the files (and the files in the folders) that a person named, or else to this machine's own
 * log, until `signal` aborts. A source that ends, or cannot be followed, is told.
 */
export async function* followLogs(
  { paths, systemLogs }: LogFollowing,
  signal: AbortSignal,
  platform: NodeJS.Platform = process.platform,
): AsyncGenerator<LogChunk> {
  if (paths.length > 0) yield* followFiles(await filesOf(paths), signal);
  else if (systemLogs) yield* followSystem(platform, signal);
}

async function* followSystem(platform: NodeJS.Platform, signal: AbortSignal): AsyncGenerator<LogChunk> {
  if (platform === "darwin") {
    yield* followUnifiedLog(signal);
    return;
  }
  if (platform === "win32") {
    yield* followWindowsEvents(signal);
    return;
  }
  if (platform !== "linux") {
    yield sourceResult("system log", "failed", 0, `The system log of ${platform} cannot be followed; name a log file.`);
    return;
  }
  for await (const chunk of followJournal(signal)) yield chunk;
  // The journal ends by itself only where it cannot be read.
  if (!signal.aborted) yield* followFiles(syslogFiles, signal);
}

async function* followFiles(files: readonly string[], signal: AbortSignal): AsyncGenerator<LogChunk> {
  const clock = createSystemClock();
  for (const filePath of files) {
    const problem = await whyUnreadable(filePath);
    // It is looked for again and again all the same: a log may be made later.
    if (problem !== null) yield problem;
  }
  const followers = files.map((filePath) => createFileFollower(filePath, "end"));
  try {
    while (!signal.aborted) {
      for (const follower of followers) {
        const added = await follower.poll();
        if (added.kind === "lines" && added.lines.length > 0) yield added;
      }
      await clock.sleep(pollMs, signal);
    }
  } finally {
    await Promise.all(followers.map((follower) => follower.close()));
  }
}

async function whyUnreadable(filePath: string): Promise<LogChunk | null> {
  try {
    await (await openRegularFile(filePath)).file.close();
    return null;
  } catch (error) {
    return failedResult(filePath, 0, error);
  }
}

async function filesOf(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (given) => {
      const isFolder = await stat(given).then(
        (entry) => entry.isDirectory(),
        () => false,
      );
      if (!isFolder) return [given];
      const entries = await readdir(given, { withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).map((entry) => path.join(given, entry.name));
    }),
  );
  return found.flat().slice(0, maxFiles);
}
