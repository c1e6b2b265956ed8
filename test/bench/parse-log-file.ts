import { readLogs } from "../../main/checkup/read-logs.ts";
import { createSystemClock } from "../../main/host/clock.ts";
import { createLogReader } from "../../main/host/log-sources/log-reader.ts";
import { createLogParser } from "../../main/logs/parser.ts";

/*
 * Run as a process of its own, so that its peak memory is its own: reads the file named on the command line. With a
 * second word it measures how long only a part of the work takes: `scan` (the file, up to the lines that may matter) or
 * `parse` (that, and what they mean, without gathering the events).
 */

const [path = "", part] = process.argv.slice(2);
const query = { sinceMs: 0, paths: [path], systemLogs: false, maxLines: Number.MAX_SAFE_INTEGER, maxBytes: 1e12 };
const clock = createSystemClock();
const logs = createLogReader();
const startedMs = performance.now();

async function readPart(): Promise<object> {
  const { utcOffsetMinutes } = logs;
  const parser = createLogParser({ nowMs: clock.wallMs(), utcOffsetMinutes });
  for await (const chunk of logs.read(query)) {
    if (chunk.kind === "lines" && part === "parse") for (const line of chunk.lines) parser.draft(line);
  }
  return {};
}

async function readAll(): Promise<object> {
  const { events, linesRead } = await readLogs({ clock, logs }, query, new AbortController().signal);
  return { linesRead, events: events.length };
}

const counted = part === undefined ? await readAll() : await readPart();
const seconds = (performance.now() - startedMs) / 1000;
const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds, peakMemoryMb, ...counted }));
