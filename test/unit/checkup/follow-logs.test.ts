import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followLogs } from "../../../main/checkup/follow-logs.ts";
import { readLogs } from "../../../main/checkup/read-logs.ts";
import { createLineScanner } from "../../../main/logs/line-scanner.ts";
import type { LogEvent } from "../../../main/model/log-event.ts";
import type { LogPart, LogReader } from "../../../main/model/ports/logs.ts";
import { everyFixture } from "../logs/every-fixture.ts";

const nowMs = Date.UTC(2026, 11, 1);
const clock = { wallMs: () => nowMs, monotonicMs: () => 0, sleep: async () => undefined };
const signal = new AbortController().signal;

/** A log that comes in these chunks. */
function readerOf(chunks: readonly Uint8Array[]): LogReader & Required<Pick<LogReader, "follow">> {
  async function* parts(): AsyncGenerator<LogPart> {
    const scanner = createLineScanner();
    for (const scanned of [...chunks.map((chunk) => scanner.push(chunk)), scanner.end()]) {
      yield { kind: "lines", lines: scanned.lines.map((line) => ({ ...line, source: "a.log" })) };
    }
  }
  return { utcOffsetMinutes: () => 60, read: parts, follow: parts };
}

async function live(chunks: readonly Uint8Array[]): Promise<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for await (const part of followLogs(
    { logs: readerOf(chunks), clock },
    { paths: ["a.log"], systemLogs: false },
    signal,
  )) {
    if (part.kind === "events") events.push(...part.events);
  }
  return events;
}

async function batch(bytes: Uint8Array): Promise<readonly LogEvent[]> {
  const query = {
    sinceMs: Number.NEGATIVE_INFINITY,
    paths: ["a.log"],
    systemLogs: false,
    maxLines: 1e9,
    maxBytes: 1e9,
  };
  return (await readLogs({ logs: readerOf([bytes]), clock }, query, signal)).events;
}

const byLine = (events: readonly LogEvent[]) => events.toSorted((a, b) => (a.lineNumber ?? 0) - (b.lineNumber ?? 0));

describe("logs that are followed", () => {
  it.each(everyFixture)("give the same events as reading %s at once", async (_name, bytes) => {
    const expected = byLine(await batch(bytes));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 20 }), async (sizes) => {
        const chunks: Uint8Array[] = [];
        for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          chunks.push(bytes.subarray(start, start + size));
          start += size;
        }
        expect(await live(chunks)).toEqual(expected);
      }),
      { numRuns: 3 },
    );
  });

  it("place a stamp without a year by the day on which it is read", async () => {
    let wallMs = Date.UTC(2026, 11, 30);
    async function* parts(): AsyncGenerator<LogPart> {
      const line = { text: "Jan  2 00:00:00 host pppd[1]: Modem hangup", source: "a.log", lineNumber: 1 };
      wallMs = Date.UTC(2027, 0, 2, 1);
      yield { kind: "lines", lines: [line] };
    }
    const logs: LogReader = { utcOffsetMinutes: () => 0, read: parts, follow: parts };
    const moving = { ...clock, wallMs: () => wallMs };
    for await (const part of followLogs({ logs, clock: moving }, { paths: ["a.log"], systemLogs: false }, signal)) {
      expect(part).toMatchObject({ kind: "events", events: [{ atMs: Date.UTC(2027, 0, 2) }] });
    }
  });

  it("end at once where nothing can be followed", async () => {
    const { utcOffsetMinutes, read } = readerOf([]);
    const parts: unknown[] = [];
    for await (const part of followLogs(
      { logs: { utcOffsetMinutes, read }, clock },
      { paths: [], systemLogs: true },
      signal,
    )) {
      parts.push(part);
    }
    expect(parts).toEqual([]);
  });
});
