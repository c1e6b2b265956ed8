import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateClockOffsets } from "../../../main/logs/clock-offset.ts";
import { createEventCollector } from "../../../main/logs/event-collector.ts";
import type { LogEvent, LogSourceResult } from "../../../main/model/log-event.ts";

const startMs = Date.UTC(2026, 10, 23);
const hourMs = 3_600_000;

function eventAt(source: string, atMs: number | null, fields: LogEvent["fields"]): LogEvent {
  return { atMs, stack: "strongswan", event: "ike_sa_established", source, raw: "x", fields };
}

/** Events with a number of their own, a minute apart. */
const series = (source: string, aheadMs: number, numbers: readonly number[]) =>
  numbers.map((number) => eventAt(source, startMs + number * 60_000 + aheadMs, { number: String(number) }));

const bySource = (...groups: readonly (readonly LogEvent[])[]) =>
  new Map(groups.map((events) => [events[0]?.source ?? "", events] as const));

describe("estimateClockOffsets", () => {
  it("finds by how much a clock is ahead, by the events that both sources have", () => {
    const offsets = estimateClockOffsets(
      bySource(series("journal", 0, [1, 2, 3, 4]), series("file", hourMs, [2, 3, 4, 9])),
    );
    expect(offsets).toEqual([{ source: "file", reference: "journal", aheadMs: hourMs, pairs: 3, isSupported: true }]);
  });

  it("knows two ends of a tunnel by its SPIs, in whatever order each names them", () => {
    const client = [1, 2, 3].map((n) =>
      eventAt("client", startMs + n, { spiIn: `c100000${n}`, spiOut: `d200000${n}` }),
    );
    const gateway = [1, 2, 3].map((n) =>
      eventAt("gateway", startMs + n - 90_000, { spis: `D200000${n}_i c100000${n}_o` }),
    );
    expect(estimateClockOffsets(bySource(client, gateway))).toMatchObject([{ aheadMs: -90_000, isSupported: true }]);
  });

  it.each([
    ["two pairs are too few", [1, 2], [1, 2], false],
    ["three are enough", [1, 2, 3], [1, 2, 3], true],
  ])("moves nothing by chance: %s", (_what, first, second, isSupported) => {
    const offsets = estimateClockOffsets(bySource(series("a", 0, first), series("b", hourMs, second)));
    expect(offsets).toMatchObject([{ pairs: first.length, isSupported }]);
  });

  it("says nothing of clocks that agree, of sources that share nothing, and of events that are not unique", () => {
    expect(estimateClockOffsets(bySource(series("a", 0, [1, 2, 3]), series("b", 1_500, [1, 2, 3])))).toEqual([]);
    expect(estimateClockOffsets(bySource(series("a", 0, [1, 2, 3]), series("b", hourMs, [4, 5, 6])))).toEqual([]);
    const same = (source: string, atMs: number) => [0, 1, 2, 3].map((n) => eventAt(source, atMs + n, { peer: "a" }));
    expect(estimateClockOffsets(bySource(same("a", 0), same("b", hourMs)))).toEqual([]);
    expect(estimateClockOffsets(new Map())).toEqual([]);
  });

  it("does not trust pairs that do not agree with each other", () => {
    const scattered = [1, 2, 3, 4, 5, 6].map((n) => eventAt("b", startMs + n * n * hourMs, { number: String(n) }));
    const offsets = estimateClockOffsets(bySource(series("a", 0, [1, 2, 3, 4, 5, 6]), scattered));
    expect(offsets.every(({ isSupported }) => !isSupported)).toBe(true);
  });

  it("measures a third source against the time that the second one was moved to", () => {
    const offsets = estimateClockOffsets(
      bySource(series("a", 0, [1, 2, 3]), series("b", hourMs, [1, 2, 3, 7, 8, 9]), series("c", -hourMs, [7, 8, 9])),
    );
    expect(offsets).toMatchObject([
      { source: "b", aheadMs: hourMs },
      { source: "c", reference: "b", aheadMs: -hourMs },
    ]);
  });

  it("finds any offset, whatever else is in the sources", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -40 * hourMs, max: 40 * hourMs }).filter((ms) => Math.abs(ms) > 3_000),
        fc.array(fc.integer({ min: 100, max: 999 }), { maxLength: 5 }),
        (aheadMs, noise) => {
          const offsets = estimateClockOffsets(
            bySource(series("a", 0, [1, 2, 3, 4, 5, 6]), [
              ...series("b", aheadMs, [1, 2, 3, 4, 5, 6]),
              ...series("b", 0, noise),
            ]),
          );
          expect(offsets).toMatchObject([{ aheadMs, pairs: 6, isSupported: true }]);
        },
      ),
    );
  });
});

describe("event collector", () => {
  const result = (source: string): LogSourceResult => ({ source, outcome: "read", linesRead: 9 });
  const collect = (events: readonly LogEvent[], limits: { sinceMs?: number; maxEvents?: number } = {}) => {
    const collector = createEventCollector({ sinceMs: 0, maxEvents: 100, nowMs: startMs + hourMs, ...limits });
    for (const event of events) {
      const { atMs, source, raw, lineNumber } = event;
      collector.add({ kind: "record", atMs, line: { text: raw, source, lineNumber: lineNumber ?? 0 }, event });
    }
    return collector.finish([...new Set(events.map(({ source }) => source))].map(result));
  };

  it("puts events in the order of time, those without a time after the one before them", () => {
    const events = [3, null, 1, null, 2].map((at, index) => ({ ...eventAt("a", at, {}), lineNumber: index }));
    expect(collect(events).events.map(({ lineNumber }) => lineNumber)).toEqual([2, 3, 4, 0, 1]);
  });

  it("moves a source whose clock is wrong, leaves out its copies, and says so", () => {
    const { events, sources } = collect([...series("file", hourMs, [1, 2, 3, 4]), ...series("journal", 0, [1, 2, 3])]);
    expect(events.map(({ source, fields }) => `${source} ${fields["number"] ?? ""}`)).toEqual([
      ...["journal 1", "journal 2", "journal 3", "file 4"],
    ]);
    expect(events.at(-1)?.atMs).toBe(startMs + 4 * 60_000);
    expect(sources[0]?.note).toBe(
      "Its clock is 3600 s ahead of that of journal, by 3 events that are in both; its times were moved by that.",
    );
    expect(sources[1]?.note).toBeUndefined();
  });

  it("moves nothing on one event's word, but says what it saw", () => {
    const { events, sources } = collect([...series("a", 0, [1]), ...series("b", -hourMs, [1])]);
    expect(events).toHaveLength(2);
    expect(sources[1]?.note).toContain("may be 3600 s behind that of a, by 1 event that is in both");
  });

  it("says what it left out: too old, dated in the future, too many", () => {
    const old = [Date.UTC(1970, 0, 1), Date.UTC(1971, 0, 1)].map((at) => eventAt("a", at, {}));
    const future = eventAt("b", Date.UTC(2100, 0, 1), {});
    const many = Array.from({ length: 250 }, (_, n) => ({ ...eventAt("c", startMs, {}), lineNumber: n }));
    const { events, sources } = collect([...old, future, ...many], { sinceMs: Date.UTC(2000, 0, 1), maxEvents: 100 });
    expect(events).toHaveLength(100);
    expect(events.at(-1)?.lineNumber).toBe(249);
    expect(sources.map(({ note }) => note)).toEqual([
      "2 VPN lines are older than the time that was asked for.",
      "1 VPN line is dated in the future: that clock was wrong. 1 VPN line is left out, because only the newest are kept.",
      "150 VPN lines are left out, because only the newest are kept.",
    ]);
  });
});
