import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { listFolder } from "../files.ts";
import type { LogBudget } from "./budget.ts";
import type { LogChunk } from "./log-bytes.ts";
import { readLogFile } from "./log-file.ts";
import type { StreamCommand } from "./stream-command.ts";
import { channelQuery, windowsChannels } from "./windows-channels.ts";
import { readWindowsEvents } from "./windows-events.ts";

/** Where OpenVPN GUI keeps the logs of its connections, below the folder of the user. */
const openvpnFolder = ["OpenVPN", "log"];

/**
 * The logs of Windows since a moment (wall ms): the event logs, one after the other, and the files of OpenVPN GUI that
 * were written to since. Nothing needs the rights of an administrator.
 */
export async function* readWindowsLogs(
  sinceMs: number,
  budget: LogBudget,
  signal?: AbortSignal,
  run?: StreamCommand,
  userFolder = homedir(),
): AsyncGenerator<LogChunk> {
  for (const channel of windowsChannels) {
    if (signal?.aborted === true) return;
    const log = [channel.channel, `/q:${channelQuery(channel, sinceMs)}`] as const;
    yield* readWindowsEvents(channel.source, log, budget, signal, run);
  }
  for (const filePath of await openvpnLogs(userFolder, sinceMs)) yield* readLogFile(filePath, budget, signal);
}

async function openvpnLogs(userFolder: string, sinceMs: number): Promise<readonly string[]> {
  const folder = path.join(userFolder, ...openvpnFolder);
  const listed = await listFolder(folder);
  const files = (listed.ok ? listed.value : [])
    .filter((name) => name.toLowerCase().endsWith(".log"))
    .map((name) => path.join(folder, name));
  const isRecent = await Promise.all(
    files.map((filePath) =>
      stat(filePath).then(
        ({ mtimeMs }) => mtimeMs >= sinceMs,
        // Why it cannot be read is told by reading it.
        () => true,
      ),
    ),
  );
  return files.filter((_file, position) => isRecent[position]);
}
