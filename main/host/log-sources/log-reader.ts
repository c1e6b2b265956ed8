import type { LogReader } from "../../model/ports.ts";
import { createLogBudget } from "./budget.ts";
import { readGivenPaths } from "./files.ts";
import { readLinuxLogs } from "./linux.ts";
import type { LogChunk } from "./log-file.ts";

/** Reads logs of this machine, or those that the person gave, within the limits of the query. */
export function createLogReader(platform: NodeJS.Platform = process.platform): LogReader {
  return {
    utcOffsetMinutes: (wallMs) => -new Date(wallMs).getTimezoneOffset(),
    read: async function* (query, signal): AsyncGenerator<LogChunk> {
      const budget = createLogBudget(query);
      yield* readGivenPaths(query.paths, budget, signal);
      if (!query.systemLogs) return;
      if (platform === "linux") yield* readLinuxLogs(query.sinceMs, budget, signal);
      else yield notSupported(platform);
    },
  };
}

function notSupported(platform: NodeJS.Platform): LogChunk {
  const system = platform === "darwin" ? "macOS" : platform === "win32" ? "Windows" : platform;
  const note = `The system logs of ${system} cannot be read yet; exported log files can be given instead.`;
  return { kind: "source", result: { source: `${system} system logs`, outcome: "failed", linesRead: 0, note } };
}
