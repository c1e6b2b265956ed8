import { stat } from "node:fs/promises";
import path from "node:path";
import { listFolder } from "../files.ts";
import type { LogBudget } from "./budget.ts";
import { readJournal } from "./journal.ts";
import type { LogChunk } from "./log-bytes.ts";
import { readLogFile } from "./log-file.ts";

/** Files of syslog daemons (Debian's and Red Hat's names), read where the journal tells nothing. */
const syslogNames = ["syslog", "messages", "auth.log", "secure", "daemon.log", "kern.log"];
/** Files that VPN daemons write themselves, where they were told to; the journal may lack these lines. */
const daemonNames = ["pluto.log", "charon.log", "xl2tpd.log", "openvpn.log"];

export interface LinuxLogPlaces {
  readonly logFolder: string;
  readonly journalProgram: string;
}

const systemPlaces: LinuxLogPlaces = { logFolder: "/var/log", journalProgram: "journalctl" };

/**
 * The system logs of Linux since a moment (wall ms): the journal; where it gave nothing, the files of syslog; and in
 * any case the files of a daemon whose lines the journal did not have, so that no line counts twice.
 */
export async function* readLinuxLogs(
  sinceMs: number,
  budget: LogBudget,
  signal?: AbortSignal,
  places: LinuxLogPlaces = systemPlaces,
): AsyncGenerator<LogChunk> {
  const identifiers = new Set<string>();
  let journalGaveLines = false;
  for await (const chunk of readJournal(sinceMs, budget, signal, places.journalProgram)) {
    if (chunk.kind === "lines") for (const line of chunk.lines) identifiers.add(line.structured?.identifier ?? "");
    else journalGaveLines = chunk.result.outcome === "read";
    yield chunk;
  }
  const names = [
    ...(journalGaveLines ? [] : syslogNames),
    ...daemonNames.filter((name) => !identifiers.has(name.replace(".log", ""))),
  ];
  for (const filePath of await logFiles(places.logFolder, names, sinceMs)) yield* readLogFile(filePath, budget, signal);
}

/** Existing files of these names and their rotated ones that were written to since, newest first within a name. */
async function logFiles(folder: string, names: readonly string[], sinceMs: number): Promise<readonly string[]> {
  const listed = await listFolder(folder);
  const entries = listed.ok ? listed.value : [];
  const found = await Promise.all(
    names
      .flatMap((name) => entries.filter((entry) => isRotationOf(entry, name)).map((entry) => path.join(folder, entry)))
      .map(async (filePath) => ({ filePath, modifiedMs: await modifiedAtMs(filePath) })),
  );
  return found.filter(({ modifiedMs }) => modifiedMs === null || modifiedMs >= sinceMs).map(({ filePath }) => filePath);
}

/** `syslog`, `syslog.1`, `syslog.2.gz`, `messages-20261101`, `messages-20261101.gz` (logrotate(8)). */
export function isRotationOf(fileName: string, name: string): boolean {
  return fileName.startsWith(name) && /^(?:[.-]\d{1,10})?(?:\.gz)?$/u.test(fileName.slice(name.length));
}

async function modifiedAtMs(filePath: string): Promise<number | null> {
  return stat(filePath).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}
