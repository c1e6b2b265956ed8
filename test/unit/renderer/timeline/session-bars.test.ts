import { describe, expect, it } from "vitest";
import type { Session } from "../../../../main/model/session.ts";
import { dropMarks, groupBars, sessionBars } from "../../../../renderer/pages/timeline/session-bars.ts";
import { clusterMarks, marksOf, type Mark } from "../../../../renderer/pages/timeline/marks.ts";

const at = (second: number): string => new Date(second * 1000).toISOString();

const session = (
  from: number | undefined,
  to: number | undefined,
  outcome: Session["outcome"] = "closed",
): Session => ({
  ...(from === undefined ? {} : { startedAt: at(from) }),
  ...(to === undefined ? {} : { endedAt: at(to) }),
  outcome,
  endedBy: "unknown",
  stage: "connected",
  before: [],
  natDetected: false,
  keepalivesSeen: false,
  duringRekey: false,
});

describe("sessionBars", () => {
  it("puts sessions of the same time into lanes of their own, and uses a lane again when it is free", () => {
    const bars = sessionBars([session(0, 100), session(50, 150), session(100, 200)], 0);
    expect(bars.map(({ lane }) => lane)).toEqual([0, 1, 0]);
  });

  it("leaves out what has no time, and lets a session that is up last until now", () => {
    const bars = sessionBars([session(undefined, undefined), session(10, undefined, "still-up")], 60_000);
    expect(bars).toMatchObject([{ index: 1, fromMs: 10_000, toMs: 60_000 }]);
  });

  it("marks the ends that nobody wanted", () => {
    const bars = sessionBars([session(0, 10), session(20, 30, "dropped")], 0);
    expect(dropMarks(bars).map(({ atMs }) => atMs)).toEqual([30_000]);
  });
});

describe("groupBars", () => {
  it("joins what cannot be told apart, in each lane for itself, and loses nothing", () => {
    const sessions = Array.from({ length: 1000 }, (_, index) => session(index * 10, index * 10 + 5));
    const bars = sessionBars(sessions, 0);
    const groups = groupBars(bars, 1_000_000);
    expect(groups.length).toBeLessThanOrEqual(11);
    expect(groups.flatMap((group) => group.bars)).toHaveLength(1000);
    expect(groupBars(bars, 1)).toHaveLength(1000);
  });
});

describe("marks", () => {
  it("come from events that have a time and could move a tunnel", () => {
    const shared = { stack: "strongswan", source: "journal", raw: "", fields: {} } as const;
    const marks = marksOf([
      { ...shared, atMs: 2, event: "wifi_roam" },
      { ...shared, atMs: 1, event: "rekey_started" },
      { ...shared, atMs: null, event: "sleep" },
      { ...shared, atMs: 3, event: "dpd_sent" },
    ]);
    expect(marks.map(({ kind }) => kind)).toEqual(["rekey", "wifi"]);
  });

  it("of one kind that stand close together become one, and are still counted", () => {
    const marks: readonly Mark[] = [0, 5, 9, 40].map((atMs) => ({
      kind: "wifi",
      atMs,
      event: "wifi_roam",
      detail: "",
    }));
    const clusters = clusterMarks([...marks, { kind: "sleep", atMs: 6, event: "sleep", detail: "" }], 10);
    expect(clusters.map(({ kind, marks: inside }) => [kind, inside.length])).toEqual([
      ["wifi", 3],
      ["wifi", 1],
      ["sleep", 1],
    ]);
  });
});
