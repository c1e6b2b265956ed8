import { describe, expect, it } from "vitest";
import { createLogParser } from "../../../main/logs/parser.ts";
import { buildSessions } from "../../../main/logs/sessions.ts";
import { simulateClientLog } from "../../../main/practice/client-log.ts";
import { practiceFaults, type PracticeFault } from "../../../main/practice/fault.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";

const nowMs = Date.UTC(2026, 0, 15, 12);

function understand(faults: readonly PracticeFault[], seed = 1) {
  const parser = createLogParser({ nowMs, utcOffsetMinutes: () => 0 });
  const lines = simulateClientLog({ faults, random: createSeededRandom(seed), endMs: nowMs });
  const events = lines.flatMap((line) => parser.push(line));
  return { events, counts: parser.counts(), lines };
}

describe("the simulated client's log, read like any other", () => {
  it.each(practiceFaults)("$name: every line is known, and every event has its time", ({ name }) => {
    const { events, counts, lines } = understand([{ name }]);
    expect(counts).toMatchObject({ lines: lines.length, unknownLines: 0 });
    expect(events.filter((event) => event.event === "unknown" || event.atMs === null)).toEqual([]);
  });

  it("shows a session that is still up on a healthy network", () => {
    const sessions = buildSessions(understand([]).events);
    expect(sessions.map(({ outcome, natDetected }) => ({ outcome, natDetected }))).toEqual([
      { outcome: "still-up", natDetected: true },
    ]);
  });

  it.each([1, 2, 3, 4, 5])("shows drops by timeout through a forgetful NAT, none of another kind (seed %d)", (seed) => {
    const sessions = buildSessions(understand([{ name: "nat-timeout" }], seed).events);
    const ended = sessions.slice(0, -1);
    expect(ended.length).toBeGreaterThan(5);
    expect(ended.filter(({ outcome, endedBy }) => outcome !== "dropped" || endedBy !== "timeout")).toEqual([]);
    expect(ended.every(({ natDetected, stage }) => natDetected && stage === "connected")).toBe(true);
  });

  it.each(["udp-500-blocked", "udp-4500-blocked", "gateway-silent", "fragments-dropped"] as const)(
    "shows attempts that never connected with %s",
    (name) => {
      const sessions = buildSessions(understand([{ name }]).events);
      expect(sessions.length).toBeGreaterThan(3);
      expect(sessions.map(({ outcome }) => outcome)).toEqual(sessions.map(() => "never-connected"));
    },
  );
});
