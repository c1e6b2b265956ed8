import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDropPatterns } from "../../../main/logs/drop-patterns.ts";
import { dropPatternSchema, type DropPattern, type DropPatternKind } from "../../../main/model/drop-pattern.ts";
import type { LogEvent } from "../../../main/model/log-event.ts";
import type { Session } from "../../../main/model/session.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const startMs = Date.parse("2026-03-02T08:00:00Z");

/** A session that connected so long after the start and dropped after a length. */
function drop(fromMs: number, lengthMs: number, more: Partial<Session> = {}): Session {
  return {
    connectedAt: new Date(startMs + fromMs).toISOString(),
    endedAt: new Date(startMs + fromMs + lengthMs).toISOString(),
    lengthMs,
    outcome: "dropped",
    endedBy: "timeout",
    stage: "connected",
    before: [],
    natDetected: false,
    keepalivesSeen: false,
    duringRekey: false,
    ...more,
  };
}

function event(name: LogEvent["event"], atMs: number): LogEvent {
  return { atMs: startMs + atMs, stack: "kernel", event: name, source: "journal", raw: name, fields: {} };
}

function patternOf(
  kind: DropPatternKind,
  sessions: readonly Session[],
  events: readonly LogEvent[] = [],
  offsetMinutes = 0,
): DropPattern | undefined {
  return findDropPatterns({ sessions, events, utcOffsetMinutes: () => offsetMinutes }).find((one) => one.kind === kind);
}

/** Lengths of sessions that drop at random times: exponentially distributed. */
function randomLengths(count: number, meanMs: number, seed: number): readonly number[] {
  const random = createSeededRandom(seed);
  const uniform = () => {
    const [a = 0, b = 0, c = 0] = random.bytes(3);
    return (a * 65_536 + b * 256 + c + 0.5) / 16_777_216;
  };
  return Array.from({ length: count }, () => -Math.log(uniform()) * meanMs);
}

describe("the length of sessions that drop", () => {
  it("is a pattern when it is always the same, and names the lifetime that it hits", () => {
    const found = patternOf(
      "constant-length",
      [3_598, 3_601, 3_604].map((s, day) => drop(day * dayMs, s * 1000)),
    );
    expect(found).toMatchObject({
      verdict: "pattern",
      drops: 3,
      matching: 3,
      typicalMs: 3_601_000,
      lifetime: { lifetimeMs: 3_600_000 },
    });
    expect(found?.pValue).toBeLessThan(0.01);
    expect(found?.text).toMatch(/^3 of 3 drops had lasted about 1 h/);
  });

  it("is a pattern although other drops have other reasons", () => {
    const seconds = [480, 481, 479, 480, 33, 5_000, 1_234];
    const found = patternOf(
      "constant-length",
      seconds.map((s, day) => drop(day * dayMs, s * 1000)),
    );
    expect(found).toMatchObject({ verdict: "pattern", drops: 7, matching: 4, lifetime: { lifetimeMs: 480_000 } });
  });

  it("is no pattern when two of five agree by chance", () => {
    const found = patternOf(
      "constant-length",
      [60, 61, 400, 2_000, 9_000].map((s) => drop(0, s * 1000)),
    );
    expect(found).toMatchObject({ verdict: "no-pattern", matching: 2 });
    expect(found).not.toHaveProperty("lifetime");
  });

  it.each([0, 1, 2])("cannot be told from %i drops that share it", (count) => {
    const sessions = [
      ...Array.from({ length: count }, (_, day) => drop(day * dayMs, hourMs)),
      { ...drop(5 * dayMs, hourMs), outcome: "closed" as const },
      { ...drop(6 * dayMs, hourMs), outcome: "closed" as const },
    ];
    expect(patternOf("constant-length", sessions)?.verdict).toBe(count === 0 ? undefined : "too-few-drops");
  });

  it("is hardly ever a pattern when drops come at random", () => {
    const alarms = Array.from({ length: 400 }, (_, seed) =>
      patternOf(
        "constant-length",
        randomLengths(3 + (seed % 30), hourMs, seed + 1).map((ms) => drop(0, ms)),
      ),
    ).filter((found) => found?.verdict === "pattern");
    expect(alarms.length).toBeLessThanOrEqual(4);
  });
});

describe("the idle time before drops", () => {
  it("is a pattern when it is always the same", () => {
    const sessions = [300, 1_000, 4_000, 7_700].map((length, day) =>
      drop(day * dayMs, length * 1000, { idleBeforeEndMs: 60_000 + day * 500 }),
    );
    expect(patternOf("constant-idle-time", sessions)).toMatchObject({
      verdict: "pattern",
      drops: 4,
      matching: 4,
      typicalMs: 60_500,
    });
    expect(patternOf("constant-length", sessions)?.verdict).toBe("no-pattern");
  });

  it("rests on the drops alone whose idle time is known", () => {
    const sessions = [drop(0, hourMs, { idleBeforeEndMs: 60_000 }), drop(dayMs, hourMs), drop(2 * dayMs, hourMs)];
    expect(patternOf("constant-idle-time", sessions)).toMatchObject({ verdict: "too-few-drops", drops: 1 });
  });
});

describe("the time of the day of drops", () => {
  /** Eight hours of work, cut in two by a drop. */
  const days = (count: number, dropAfterMs: (day: number) => number): readonly Session[] =>
    Array.from({ length: count }, (_, day) => [
      drop(day * dayMs, dropAfterMs(day)),
      { ...drop(day * dayMs + dropAfterMs(day), 8 * hourMs - dropAfterMs(day)), outcome: "closed" as const },
    ]).flat();

  it("is a pattern when it is the same on many days", () => {
    const found = patternOf(
      "time-of-day",
      days(5, (day) => 4 * hourMs + day * minuteMs),
      [],
      60,
    );
    expect(found).toMatchObject({ verdict: "pattern", drops: 5, matching: 5 });
    // 08:00 and four hours in UTC, one hour later here.
    const { from = 0, to = 0 } = found?.minutesOfDay ?? {};
    expect(from).toBeLessThanOrEqual(13 * 60);
    expect(to).toBeGreaterThanOrEqual(13 * 60 + 4);
  });

  it("is no pattern that people work by day only", () => {
    const found = patternOf(
      "time-of-day",
      days(8, (day) => (day + 0.3) * 50 * minuteMs),
    );
    expect(found?.verdict).toBe("no-pattern");
  });

  it("is no pattern when everything dropped on one day", () => {
    const sessions = Array.from({ length: 8 }, (_, index) => drop(index * minuteMs, 30_000));
    expect(patternOf("time-of-day", [...sessions, ...days(3, () => 7 * hourMs)])?.verdict).toBe("no-pattern");
  });
});

describe("drops after sleep and after changes of the network", () => {
  const wake = { before: [{ event: "wake", secondsBefore: 5 }] };
  const sessions = Array.from({ length: 5 }, (_, day) => drop(day * dayMs, (day + 3) * hourMs, day < 4 ? wake : {}));

  it("are a pattern when the computer slept seldom", () => {
    const events = [0, 1, 2, 3].map((day) => event("wake", day * dayMs + (day + 3) * hourMs - 5_000));
    expect(patternOf("after-sleep", sessions, events)).toMatchObject({ verdict: "pattern", drops: 5, matching: 4 });
    expect(patternOf("after-network-change", sessions, events)).toMatchObject({ verdict: "no-pattern", matching: 0 });
  });

  it("are no pattern when it wakes up all the time", () => {
    const events = Array.from({ length: 2_000 }, (_, index) => event("wake", index * 3 * minuteMs));
    expect(patternOf("after-sleep", sessions, events)).toMatchObject({ verdict: "no-pattern", matching: 4 });
  });

  it("are told apart", () => {
    const roam = { before: [{ event: "wifi_roam", secondsBefore: 2 }] };
    const roamed = [1, 2, 3].map((day) => drop(day * dayMs, day * 5 * hourMs, roam));
    const events = [1, 2, 3].map((day) => event("wifi_roam", day * dayMs));
    expect(patternOf("after-network-change", roamed, events)).toMatchObject({ verdict: "pattern", matching: 3 });
    expect(patternOf("after-sleep", roamed, events)?.verdict).toBe("no-pattern");
  });
});

describe("every pattern", () => {
  it("fits the schema and needs at least three drops, whatever the log claims", () => {
    const anySession = fc.record({
      fromMs: fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
      lengthMs: fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 10 ** 11 })),
      idleBeforeEndMs: fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 10 ** 9 })),
      outcome: fc.constantFrom("dropped" as const, "closed" as const, "still-up" as const),
    });
    fc.assert(
      fc.property(fc.array(anySession, { maxLength: 20 }), (some) => {
        const sessions = some.map(({ fromMs, lengthMs, idleBeforeEndMs, outcome }): Session => {
          const session = drop(fromMs, lengthMs ?? 0, { outcome });
          if (lengthMs === undefined) delete session.lengthMs;
          return idleBeforeEndMs === undefined ? session : { ...session, idleBeforeEndMs };
        });
        const dropped = sessions.filter(({ outcome }) => outcome === "dropped").length;
        const patterns = findDropPatterns({ sessions, events: [], utcOffsetMinutes: () => 0 });
        expect(patterns).toHaveLength(dropped === 0 ? 0 : 5);
        for (const pattern of patterns) {
          expect(dropPatternSchema.safeParse(pattern).success).toBe(true);
          expect(pattern.drops).toBeLessThanOrEqual(dropped);
          expect(pattern.verdict === "pattern" ? pattern.matching : 3).toBeGreaterThanOrEqual(3);
        }
      }),
      { numRuns: 200 },
    );
  });
});
