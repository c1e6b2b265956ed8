import type { LogReader } from "../../model/ports/logs.ts";
import { createLogBudget } from "./budget.ts";
import { readGivenPaths } from "./files.ts";
import { followLogs } from "./follow-logs.ts";
import { readLinuxLogs } from "./linux.ts";
import type { LogChunk } from "./log-bytes.ts";
import { readMacosLogs } from "./macos.ts";
import { readWindowsLogs } from "./windows.ts";

/** Reads logs of this machine, or those that the person gave, within the limits of the query. */
export function createLogReader(platform: NodeJS.Platform = process.platform): LogReader {
  return {
    utcOffsetMinutes: (wallMs) => -new Date(wallMs).getTimezoneOffset(),
    read: async function* (query, signal): AsyncGenerator<LogChunk> {
      const budget = createLogBudget(query);
      yield* readGivenPaths(query.paths, platform, budget, signal);
      if (!query.systemLogs) return;
      if (platform === "linux") yield* readLinuxLogs(query.sinceMs, budget, signal);
      else if (platform === "darwin") yield* readMacosLogs(query.sinceMs, budget, signal);
      else if (platform === "win32") yield* readWindowsLogs(query.sinceMs, budget, signal);
      else yield notSupported(platform);
    },
    follow: (what, signal) => followLogs(what, signal, platform),
  };
}

function notSupported(platform: NodeJS.Platform): LogChunk {
  const note = `The system logs of ${platform} cannot be read; exported log files can be given instead.`;
  return { kind: "source", result: { source: `${platform} system logs`, outcome: "failed", linesRead: 0, note } };
}
