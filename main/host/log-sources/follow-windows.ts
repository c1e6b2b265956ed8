import type { LogLine } from "../../model/ports.ts";
import { createSystemClock } from "../clock.ts";
import { endlessBudget } from "./budget.ts";
import type { LogChunk } from "./log-bytes.ts";
import { streamCommand, type StreamCommand } from "./stream-command.ts";
import { windowsChannels, type WindowsChannel } from "./windows-channels.ts";
import { readWindowsEvents } from "./windows-events.ts";

/** Each look starts a program for each log, so that it is not taken as often as at a file. */
const pollMs = 3_000;

/** What following the event logs asks of the machine. */
export interface WindowsFollowTools {
  readonly run: StreamCommand;
  readonly sleep: (durationMs: number, signal: AbortSignal) => Promise<void>;
}

const systemTools: WindowsFollowTools = { run: streamCommand, sleep: createSystemClock().sleep };

/** How far a log was read. */
interface FollowedChannel {
  readonly channel: WindowsChannel;
  /** The number of the newest event that is known (EventRecordID): those after it are new. */
  newestRecordId: number;
  linesTold: number;
  hasToldProblem: boolean;
  isClosed: boolean;
}

/**
 * The events that are added to Windows' event logs, until `signal` aborts. `wevtutil` cannot wait for events, so that each
 * log is asked again and again for those after the last one. A log that is missing or closed to this user is told once.
 */
export async function* followWindowsEvents(
  signal: AbortSignal,
  { run, sleep }: WindowsFollowTools = systemTools,
): AsyncGenerator<LogChunk> {
  const followed = windowsChannels.map((channel): FollowedChannel => ({
    channel,
    newestRecordId: 0,
    linesTold: 0,
    hasToldProblem: false,
    isClosed: false,
  }));
  for (const one of followed) {
    // The newest event alone tells where what is new begins.
    const options = [`/q:*[System[${one.channel.where}]]`, "/c:1", "/rd:true"];
    for await (const chunk of ask(one, options, run, signal)) if (chunk.kind === "source") yield chunk;
  }
  while (!signal.aborted && followed.some(({ isClosed }) => !isClosed)) {
    await sleep(pollMs, signal);
    for (const one of followed) {
      if (one.isClosed) continue;
      const query = `/q:*[System[${one.channel.where} and EventRecordID>${one.newestRecordId}]]`;
      for await (const chunk of ask(one, [query], run, signal))
        yield chunk.kind === "lines" ? numbered(one, chunk) : chunk;
    }
  }
}

/** Asks a log for events and remembers the newest; a problem is passed on once. */
async function* ask(
  one: FollowedChannel,
  options: readonly string[],
  run: StreamCommand,
  signal: AbortSignal,
): AsyncGenerator<LogChunk> {
  const { source, channel } = one.channel;
  for await (const chunk of readWindowsEvents(source, [channel, ...options], endlessBudget, signal, run)) {
    if (chunk.kind === "lines") {
      one.newestRecordId = Math.max(one.newestRecordId, ...chunk.lines.map(recordIdOf));
      yield chunk;
      continue;
    }
    const { outcome } = chunk.result;
    if (outcome === "read" || outcome === "empty" || signal.aborted) continue;
    one.isClosed = outcome === "not-found" || outcome === "not-permitted";
    if (!one.hasToldProblem) yield chunk;
    one.hasToldProblem = true;
  }
}

function recordIdOf({ record }: LogLine): number {
  return record?.recordId ?? 0;
}

/** Each answer is numbered from one; what is told goes on counting. */
function numbered(one: FollowedChannel, chunk: Extract<LogChunk, { kind: "lines" }>): LogChunk {
  return { ...chunk, lines: chunk.lines.map((line) => ({ ...line, lineNumber: (one.linesTold += 1) })) };
}
