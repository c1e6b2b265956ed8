import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { followUnifiedLog } from "../../../../main/host/log-sources/follow-macos.ts";
import { followWindowsEvents } from "../../../../main/host/log-sources/follow-windows.ts";
import type { LogChunk } from "../../../../main/host/log-sources/log-bytes.ts";
import type { CommandEnd, StreamCommand } from "../../../../main/host/log-sources/stream-command.ts";
import { windowsChannels } from "../../../../main/host/log-sources/windows-channels.ts";
import { createEventReader } from "../../../../main/host/log-sources/content-reader.ts";
import { createLogParser } from "../../../../main/logs/parser.ts";
import { failure } from "../../../../main/model/failure.ts";
import type { LogSourceResult } from "../../../../main/model/log-event.ts";
import type { LogLine } from "../../../../main/model/ports/logs.ts";
import { createVirtualClock } from "../../../fakes/virtual-clock.ts";
import { fakeWindowsNotices } from "../../../fakes/windows-notices.ts";

const fixtures = (os: "macos" | "windows", ending: string) => {
  const folder = new URL(`../../../fixtures/logs/${os}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => [name, readFileSync(new URL(name, folder), "utf8")] as const);
};

/** What the lines mean, wherever they were read. */
function meaning(lines: readonly LogLine[]): readonly string[] {
  const parser = createLogParser({ nowMs: Date.UTC(2026, 11, 1), utcOffsetMinutes: () => 0 });
  return lines
    .flatMap((line) => parser.push(line))
    .map(({ atMs, stack, event, rowId, connection, code, fields, processId }) =>
      JSON.stringify({ atMs, stack, event, rowId, connection, code, fields, processId }),
    );
}

async function collect(chunks: AsyncIterable<LogChunk>) {
  const lines: LogLine[] = [];
  const sources: LogSourceResult[] = [];
  for await (const chunk of chunks) {
    if (chunk.kind === "lines") lines.push(...chunk.lines);
    else sources.push(chunk.result);
  }
  return { lines, sources };
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("following the unified log of macOS", () => {
  /** A `log stream` that prints this, however it is cut, and ends so. */
  const fakeLog = (text: string, end: CommandEnd, size = 1000) => {
    const calls: (readonly string[])[] = [];
    const run: StreamCommand = (program, args) => {
      calls.push([program, ...args]);
      return {
        output: (async function* () {
          const bytes = utf8(text);
          for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
        })(),
        ended: Promise.resolve(end),
        stop: () => undefined,
      };
    };
    return { run, calls };
  };
  const never = new AbortController().signal;

  it.each(fixtures("macos", ".ndjson"))("gives of %s what reading it at once gives", async (_name, text) => {
    const atOnce = text.split("\n").map((line, index) => ({ text: line, source: "file", lineNumber: index + 1 }));
    const expected = meaning(atOnce);
    expect(expected.length).toBeGreaterThan(0);
    for (const size of [7, 100_000]) {
      const log = fakeLog(`Filtering the log data using "process IN ..."\n${text}`, { kind: "stopped" }, size);
      const { lines } = await collect(followUnifiedLog(never, log.run));
      expect(meaning(lines)).toEqual(expected);
    }
  });

  it("asks for the stream of the same processes as a reading", async () => {
    const log = fakeLog("", { kind: "exited", exitCode: 0 });
    await collect(followUnifiedLog(never, log.run));
    expect(log.calls[0]?.slice(0, 6)).toEqual(["/usr/bin/log", "stream", "--style", "ndjson", "--level", "info"]);
    expect(log.calls[0]?.at(-1)).toContain('"racoon"');
  });

  it.each([
    [{ kind: "exited", exitCode: 77 }, "", "not-permitted", "Only administrators"],
    [{ kind: "exited", exitCode: 1 }, fixtures("macos", ".ndjson")[0]?.[1] ?? "", "failed", "exit code 1"],
    [{ kind: "not-installed" }, "", "not-found", "no unified log"],
    [{ kind: "failed", message: "EAGAIN" }, "", "failed", "EAGAIN"],
    [{ kind: "stopped" }, "", "failed", "stopped by something else"],
  ] as const)("tells why it ended: %j", async (end, text, outcome, note) => {
    const { sources } = await collect(followUnifiedLog(never, fakeLog(text, end).run));
    expect(sources).toMatchObject([{ outcome, note: expect.stringContaining(note) as string }]);
  });

  it("tells nothing where it was stopped on purpose", async () => {
    const { sources } = await collect(followUnifiedLog(AbortSignal.abort(), fakeLog("", { kind: "stopped" }).run));
    expect(sources).toEqual([]);
  });
});

describe("following the event logs of Windows", () => {
  interface KnownEvent {
    readonly xml: string;
    readonly channel: string;
    readonly recordId: number;
  }

  function eventsOf(text: string): readonly KnownEvent[] {
    return (text.match(/<Event[\s>].*?<\/Event>/gsu) ?? []).map((xml) => ({
      xml,
      channel: /<Channel>([^<]*)</u.exec(xml)?.[1] ?? "",
      recordId: Number(/<EventRecordID>(\d+)</u.exec(xml)?.[1]),
    }));
  }

  /**
   * A Windows in which one more event happens before each look. Of the several queries to one log the first is answered,
   * because a fixture does not say which it was found by.
   */
  function fakeWindows(events: readonly KnownEvent[], happenedBefore: number, closedChannel?: string) {
    const stop = new AbortController();
    let happened = happenedBefore;
    const queries: string[] = [];
    const run: StreamCommand = (_program, [, channel = "", query = "", ...options]) => {
      queries.push(query);
      const row = windowsChannels.find(({ where }) => query.includes(where));
      const isFirst = row === windowsChannels.find((other) => other.channel === channel);
      const after = Number(/EventRecordID>(\d+)/u.exec(query)?.[1] ?? -1);
      const found = events
        .slice(0, happened)
        .filter((event) => isFirst && event.channel === channel && event.recordId > after);
      const answer = options.includes("/c:1") ? found.slice(-1) : found;
      return {
        output: (async function* () {
          yield utf8(`<Events>${answer.map(({ xml }) => xml).join("")}</Events>`);
        })(),
        ended: Promise.resolve({ kind: "exited", exitCode: channel === closedChannel ? 5 : 0 }),
        stop: () => undefined,
      };
    };
    const sleep = async () => {
      happened += 1;
      // One look more than there are events, so that telling one twice would be seen.
      if (happened > events.length + 1) stop.abort();
    };
    const notices = async () => failure("not-supported", "There is no koffi.");
    return { queries, follow: () => collect(followWindowsEvents(stop.signal, { run, sleep, notices })) };
  }

  function atOnce(events: readonly KnownEvent[]): readonly LogLine[] {
    const reader = createEventReader("utf-8");
    const lines = reader.push(utf8(`<Events>${events.map(({ xml }) => xml).join("")}</Events>`));
    return lines.map((line, index) => ({ ...line, source: "file", lineNumber: index + 1 }));
  }

  const followed = new Set(windowsChannels.map(({ channel }) => channel));

  it.each(fixtures("windows", ".xml"))("gives of %s what reading it at once gives", async (_name, text) => {
    const events = eventsOf(text)
      .filter(({ channel }) => followed.has(channel))
      .map((event, index) => ({
        ...event,
        recordId: 100 + index,
        xml: event.xml.replace(/(<EventRecordID>)\d+/u, `$1${100 + index}`),
      }));
    const expected = meaning(atOnce(events));
    expect(expected.length).toBeGreaterThan(0);
    const { lines } = await fakeWindows(events, 0).follow();
    expect(meaning(lines).toSorted()).toEqual(expected.toSorted());
    expect(lines).toHaveLength(events.length);
  });

  it("leaves out what happened before, numbers what comes, and asks for what is after the last", async () => {
    const [, text = ""] = fixtures("windows", ".xml").find(([name]) => name.startsWith("ikev2")) ?? [];
    const windows = fakeWindows(eventsOf(text), 1);
    const { lines } = await windows.follow();
    expect(lines.map(({ lineNumber, record }) => [lineNumber, record?.eventId])).toEqual([
      [1, 20222],
      [2, 20227],
    ]);
    const asked = windows.queries.filter((query) => query.includes("RasClient")).map((query) => query.slice(-26));
    expect(asked[0]).not.toContain("EventRecordID");
    expect(asked.at(1)).toContain("EventRecordID>48229]]");
    expect(asked.at(-1)).toContain("EventRecordID>48231]]");
  });

  it("tells a closed log once, and does not ask it again", async () => {
    const [, text = ""] = fixtures("windows", ".xml").find(([name]) => name.startsWith("ikev2")) ?? [];
    const windows = fakeWindows(eventsOf(text), 0, "Microsoft-Windows-WLAN-AutoConfig/Operational");
    const { sources } = await windows.follow();
    expect(sources).toMatchObject([{ source: "Windows log: WLAN-AutoConfig", outcome: "not-permitted" }]);
    expect(windows.queries.filter((query) => query.includes("11000"))).toHaveLength(1);
  });
});

describe("following the event logs of a Windows that tells of new events", () => {
  const profileLog = "Microsoft-Windows-NetworkProfile/Operational";
  const event = (recordId: number): string =>
    `<Event><System><Provider Name='Microsoft-Windows-NetworkProfile'/><EventID>10000</EventID><EventRecordID>${recordId}</EventRecordID><Channel>${profileLog}</Channel></System><EventData/></Event>`;

  /** Follows for `endMs`, in which these happen; `happened` is how many events the log shows. */
  async function followed(
    windows: ReturnType<typeof fakeWindowsNotices>,
    steps: Readonly<Record<number, (happened: (count: number) => void) => void>>,
    endMs: number,
    closed: readonly string[] = [],
  ) {
    const clock = createVirtualClock();
    const stop = new AbortController();
    let count = 0;
    for (const [atMs, step] of Object.entries(steps))
      void clock.sleep(Number(atMs)).then(() => step((happened) => void (count = happened)));
    void clock.sleep(endMs).then(() => stop.abort());
    const asked: (readonly [number, string])[] = [];
    const run: StreamCommand = (_program, [, channel = "", query = ""]) => {
      asked.push([clock.monotonicMs(), channel]);
      const after = Number(/EventRecordID>(\d+)/u.exec(query)?.[1] ?? 0);
      const ids = channel === profileLog ? Array.from({ length: count }, (_, index) => index + 1) : [];
      const answer = ids.filter((id) => id > after).map(event);
      return {
        output: (async function* () {
          yield utf8(`<Events>${answer.join("")}</Events>`);
        })(),
        ended: Promise.resolve({ kind: "exited", exitCode: closed.includes(channel) ? 15007 : 0 }),
        stop: () => undefined,
      };
    };
    const lines: (readonly [number, number | undefined])[] = [];
    const tools = { run, sleep: clock.sleep, notices: windows.open };
    for await (const chunk of followWindowsEvents(stop.signal, tools))
      if (chunk.kind === "lines")
        for (const { record } of chunk.lines) lines.push([clock.monotonicMs(), record?.recordId]);
    return { lines, asked: asked.filter(([atMs]) => atMs > 0) };
  }

  it("asks the log that it tells of, and no other, and once more for what it did not show at once", async () => {
    const windows = fakeWindowsNotices();
    const { lines, asked } = await followed(
      windows,
      {
        10_000: (happened) => {
          happened(1);
          windows.tell(profileLog);
        },
        20_000: () => windows.tell(profileLog),
        21_000: (happened) => happened(3),
      },
      50_000,
    );
    expect(lines).toEqual([
      [10_200, 1],
      [23_200, 2],
      [23_200, 3],
    ]);
    expect(asked).toEqual([10_200, 13_200, 20_200, 23_200].map((atMs) => [atMs, profileLog]));
    expect(windows.heard()).toEqual([]);
  });

  it("asks all of them each minute all the same", async () => {
    const { lines, asked } = await followed(fakeWindowsNotices(), { 30_000: (happened) => happened(1) }, 119_000);
    expect(lines).toEqual([[60_000, 1]]);
    expect(asked.map(([, channel]) => channel)).toEqual(windowsChannels.map(({ channel }) => channel));
  });

  it("asks each 3 s the log that it does not tell of, but for one that is not there", async () => {
    const windows = fakeWindowsNotices([profileLog, "Microsoft-Windows-NCSI/Operational"]);
    const { lines, asked } = await followed(windows, { 4_000: (happened) => happened(1) }, 10_000, [
      "Microsoft-Windows-NCSI/Operational",
    ]);
    expect(lines).toEqual([[6_000, 1]]);
    expect(asked).toEqual([3_000, 6_000, 9_000].map((atMs) => [atMs, profileLog]));
  });

  it("asks each 3 s from when it tells no more", async () => {
    const windows = fakeWindowsNotices();
    const { lines } = await followed(
      windows,
      {
        10_000: () => windows.lose(profileLog, "Windows cannot wait for changes any more."),
        14_000: (happened) => happened(1),
      },
      20_000,
    );
    expect(lines).toEqual([[16_000, 1]]);
  });
});
