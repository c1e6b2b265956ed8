import { readLogs } from "../../main/checkup/read-logs.ts";
import { createHostWorld } from "../../main/host/world.ts";

/* Run as a process of its own, so that its peak memory is its own: reads the file named on the command line. */

const path = process.argv[2] ?? "";
const startedMs = performance.now();
const query = { sinceMs: 0, paths: [path], systemLogs: false, maxLines: Number.MAX_SAFE_INTEGER, maxBytes: 1e12 };
const { events, linesRead } = await readLogs(createHostWorld(), query, new AbortController().signal);
const seconds = (performance.now() - startedMs) / 1000;
const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds, linesRead, events: events.length, peakMemoryMb }));
