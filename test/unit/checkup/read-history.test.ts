import { describe, expect, it } from "vitest";
import { logQueryFor, readLogs } from "../../../main/checkup/read-logs.ts";
import { inTime } from "../../../main/checkup/read-history.ts";
import type { HistoryRecord } from "../../../main/model/history.ts";
import type { LogEvent } from "../../../main/model/log-event.ts";
import type { Session } from "../../../main/model/session.ts";
import type { HistoryReader } from "../../../main/model/ports/history.ts";
import type { World } from "../../../main/model/ports/world.ts";
import { createVirtualClock } from "../../fakes/virtual-clock.ts";

const clock = createVirtualClock();
const nowMs = clock.wallMs();
const at = new Date(nowMs - 60_000).toISOString();
const change: HistoryRecord = {
  kind: "change",
  at,
  watchId: "w",
  change: { at, reason: "gateway-changed", detail: "Default ipv4 gateway: 192.168.1.1 -> 192.168.1.2." },
};

const worldWith = (history?: HistoryReader): Pick<World, "logs" | "clock" | "history"> => ({
  clock,
  logs: {
    utcOffsetMinutes: () => 0,
    read: async function* () {
      yield { kind: "source", result: { source: "journal", outcome: "empty", linesRead: 0 } };
    },
  },
  ...(history === undefined ? {} : { history }),
});
const historyOf = (records: readonly HistoryRecord[], ...notes: readonly string[]): HistoryReader => ({
  read: async () => ({ records, notes }),
});
const choice = { logPaths: [], systemLogs: true };
const { signal } = new AbortController();

describe("reading logs with what was watched", () => {
  it("tells network changes as events, in their time", async () => {
    const query = logQueryFor(choice, nowMs);
    const { events, sources } = await readLogs(worldWith(historyOf([change])), query, signal);
    expect(events.map(({ stack, event, atMs }) => [stack, event, atMs])).toEqual([
      ["watch", "network_changed", nowMs - 60_000],
    ]);
    expect(sources.map(({ source, outcome }) => [source, outcome])).toEqual([
      ["journal", "empty"],
      ["watch", "read"],
    ]);
  });

  it("gives back each drop that was seen once, as it was told last", async () => {
    const session: Session = {
      ...{ connection: "work", endedAt: at, outcome: "dropped", endedBy: "unknown", stage: "connected", before: [] },
      ...{ cause: "vpn_interface_down", natDetected: false, keepalivesSeen: false, duringRekey: false },
    };
    const drop = (natDetected: boolean): HistoryRecord => ({
      ...{ kind: "drop", at, watchId: "w", dropId: "d", causes: [], session: { ...session, natDetected } },
    });
    const query = logQueryFor(choice, nowMs);
    const { watchedDrops } = await readLogs(worldWith(historyOf([drop(false), drop(true)])), query, signal);
    expect(watchedDrops).toEqual([{ ...session, natDetected: true }]);
  });

  it("leaves it out for files that may be of another computer, unless the person says that they are of this one", () => {
    expect(logQueryFor({ logPaths: ["a.log"], systemLogs: true }, nowMs).history).toBe(false);
    expect(logQueryFor({ logPaths: [], systemLogs: false }, nowMs).history).toBe(false);
    expect(logQueryFor({ logPaths: ["a.log"], systemLogs: true, history: true }, nowMs).history).toBe(true);
  });

  it("is silent where nobody ever watched, and tells what is wrong with the store", async () => {
    const query = logQueryFor(choice, nowMs);
    expect((await readLogs(worldWith(), query, signal)).sources).toHaveLength(1);
    expect((await readLogs(worldWith(historyOf([])), query, signal)).sources).toHaveLength(1);
    const { sources } = await readLogs(worldWith(historyOf([], "It was broken.")), query, signal);
    expect(sources.at(-1)).toMatchObject({ source: "watch", outcome: "failed", note: "It was broken." });
  });
});

describe("inTime", () => {
  it("sorts by time, and keeps an event without one behind the one before it", () => {
    const event = (raw: string, atMs: number | null): LogEvent => ({
      ...{ atMs, raw, stack: "kernel", event: "link_up", source: "x", fields: {} },
    });
    const sorted = inTime([event("c", 30), event("d", null), event("a", 10), event("b", null)]);
    expect(sorted.map(({ raw }) => raw).join("")).toBe("abcd");
  });
});
