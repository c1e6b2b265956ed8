import type { Outcome } from "../../model/failure.ts";
import type { LogLine } from "../../model/ports/logs.ts";
import { createSystemClock } from "../clock.ts";
import { openWindowsNotices, type WindowsNotices } from "../windows-notices/windows-notices.ts";
import { endlessBudget } from "./budget.ts";
import type { LogChunk } from "./log-bytes.ts";
import { streamCommand, type StreamCommand } from "./stream-command.ts";
import { everyEventQuery, windowsChannels, type WindowsChannel } from "./windows-channels.ts";
import { readWindowsEvents } from "./windows-events.ts";

/** Each look starts a program for each log, so that it is not taken as often as at a file. */
const pollMs = 3_000;
/** The safety net, where Windows tells of new events in every log that there is. */
const quietPollMs = 60_000;
/** Events come together, and one look is for all of them. */
const settleMs = 200;
/** An event may be told of a moment before the log shows it: the second look is for that. */
const looksAfterNotice = 2;

/** What following the event logs asks of the machine. */
export interface WindowsFollowTools {
  readonly run: StreamCommand;
  readonly sleep: (durationMs: number, signal: AbortSignal) => Promise<void>;
  readonly notices: () => Promise<Outcome<WindowsNotices>>;
}

const systemTools: WindowsFollowTools = {
  run: streamCommand,
  sleep: createSystemClock().sleep,
  notices: openWindowsNotices,
};

/** How far a log was read. */
interface FollowedChannel {
  readonly channel: WindowsChannel;
  /** The number of the newest event that is known (EventRecordID): those after it are new. */
  newestRecordId: number;
  linesTold: number;
  hasToldProblem: boolean;
  isClosed: boolean;
  /** Windows tells of new events, so that nobody needs to ask until then. */
  isTold: boolean;
  looksDue: number;
}

/**
 * The events that are added to Windows' event logs, until `signal` aborts. Windows tells when there are new ones, and
 * `wevtutil` is asked for those after the last one; where it does not tell, again and again. A log that is missing or
 * closed to this user is told once.
 */
export async function* followWindowsEvents(
  signal: AbortSignal,
  { run, sleep, notices }: WindowsFollowTools = systemTools,
): AsyncGenerator<LogChunk> {
  const followed = windowsChannels.map((channel): FollowedChannel => ({
    channel,
    newestRecordId: 0,
    linesTold: 0,
    hasToldProblem: false,
    isClosed: false,
    isTold: false,
    looksDue: 0,
  }));
  // A function, because the compiler takes what it has seen once for what stays.
  const isOver = (): boolean => signal.aborted;
  let rest = new AbortController();
  const wake = (): void => rest.abort();
  signal.addEventListener("abort", wake, { once: true });
  const opened = await notices();
  // Before the first look, so that no event is between.
  const stops = opened.ok ? followed.flatMap((one) => listenTo(opened.value, one, wake)) : [];
  try {
    for (const one of followed) {
      // The newest event alone tells where what is new begins.
      const options = [`/q:${everyEventQuery(one.channel)}`, "/c:1", "/rd:true"];
      for await (const chunk of ask(one, options, run, signal)) if (chunk.kind === "source") yield chunk;
    }
    while (!isOver() && followed.some(({ isClosed }) => !isClosed)) {
      rest = new AbortController();
      const open = followed.filter(({ isClosed }) => !isClosed);
      const isQuiet = open.every(({ isTold, looksDue }) => isTold && looksDue === 0);
      if (!open.some(isNews)) await sleep(isQuiet ? quietPollMs : pollMs, rest.signal);
      const isWoken = open.some(isNews);
      if (isWoken) await sleep(settleMs, signal);
      if (isOver()) return;
      for (const one of open) {
        if (one.isTold && one.looksDue === 0 && (isWoken || !isQuiet)) continue;
        one.looksDue = Math.max(0, one.looksDue - 1);
        const query = `/q:*[System[${one.channel.where} and EventRecordID>${one.newestRecordId}]]`;
        for await (const chunk of ask(one, [query], run, signal))
          yield chunk.kind === "lines" ? numbered(one, chunk) : chunk;
      }
    }
  } finally {
    signal.removeEventListener("abort", wake);
    for (const stop of stops) stop();
  }
}

/** Has Windows tell of new events in a log. Gives what stops it, and nothing where Windows will not. */
function listenTo({ events }: WindowsNotices, one: FollowedChannel, wake: () => void): readonly (() => void)[] {
  const listening = events(one.channel.channel, everyEventQuery(one.channel), {
    changed: () => {
      one.looksDue = looksAfterNotice;
      wake();
    },
    lost: () => {
      one.isTold = false;
      wake();
    },
  });
  one.isTold = listening.ok;
  return listening.ok ? [listening.value] : [];
}

const isNews = ({ looksDue }: FollowedChannel): boolean => looksDue === looksAfterNotice;

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
