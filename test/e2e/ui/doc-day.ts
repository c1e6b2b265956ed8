import type { Handlers } from "../../../main/api/dispatch.ts";
import { success } from "../../../main/model/failure.ts";
import type { LogEvent } from "../../../main/model/log-event.ts";
import type { Session } from "../../../main/model/session.ts";

/* A day in the home office as the time line shows it: two drops with what came before them, a night's sleep, rekeys. */

const startedAtMs = Date.UTC(2026, 10, 23, 7, 30);
const minuteMs = 60_000;

/** Minutes after the start; a tenth of one is 6 s. */
const sessions: readonly (readonly [fromMinute: number, toMinute: number, outcome: Session["outcome"]])[] = [
  [0, 132, "dropped"],
  [134, 262, "closed"],
  [310, 431, "dropped"],
  [433, 561, "closed"],
];

const happened: readonly (readonly [minute: number, stack: LogEvent["stack"], event: LogEvent["event"]])[] = [
  [55, "strongswan", "rekey_ok"],
  [110, "strongswan", "rekey_ok"],
  [131.7, "watch", "wifi_roam"],
  [131.8, "strongswan", "retransmit"],
  [131.9, "strongswan", "retransmit"],
  [132, "strongswan", "retransmit_giveup"],
  [189, "strongswan", "rekey_ok"],
  [244, "strongswan", "rekey_ok"],
  [263, "watch", "sleep"],
  [308, "watch", "wake"],
  [309, "watch", "link_up"],
  [365, "strongswan", "rekey_ok"],
  [420, "strongswan", "rekey_ok"],
  [430.6, "watch", "address_changed"],
  [430.8, "strongswan", "retransmit"],
  [431, "strongswan", "retransmit_giveup"],
  [488, "strongswan", "rekey_ok"],
  [543, "strongswan", "rekey_ok"],
];

const isoAt = (minute: number): string => new Date(startedAtMs + minute * minuteMs).toISOString();

/** What came in the minute before, as a session tells it. */
const before = (end: number): Session["before"] =>
  happened
    .filter(([minute, stack]) => stack === "watch" && minute > end - 1 && minute < end)
    .map(([minute, , event]) => ({ event, secondsBefore: Math.round((end - minute) * 60) }));

export const docDay: Pick<Handlers, "sessions.read" | "logs.read"> = {
  "sessions.read": async () =>
    success({
      readingId: "reading",
      sessions: sessions.map(([from, to, outcome]) => ({
        connection: "Office",
        peer: "203.0.113.10",
        startedAt: isoAt(from),
        endedAt: isoAt(to),
        lengthMs: (to - from) * minuteMs,
        outcome,
        endedBy: outcome === "dropped" ? "timeout" : "local",
        stage: "connected",
        ...(outcome === "dropped" ? { cause: "retransmit_giveup" } : {}),
        before: outcome === "dropped" ? before(to) : [],
        natDetected: true,
        keepalivesSeen: true,
        duringRekey: false,
      })),
      total: sessions.length,
      dropPatterns: [],
      sources: [{ source: "journal", outcome: "read", linesRead: 4_200 }],
      linesRead: 4_200,
      unknownLines: 0,
      snapshots: [],
    }),
  "logs.read": async ({ offset, limit }) =>
    success({
      readingId: "reading",
      sources: [{ source: "journal", outcome: "read", linesRead: 4_200 }],
      linesRead: 4_200,
      unknownLines: 0,
      total: happened.length,
      events: happened.slice(offset, offset + limit).map(([minute, stack, event], index) => ({
        stack,
        event,
        atMs: startedAtMs + minute * minuteMs,
        source: "journal",
        lineNumber: index + 1,
        raw: event,
        fields: {},
      })),
    }),
};
