import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lane, LanePhase } from "../../../../main/probes/nat-lifetime/lane.ts";
import { newRun, type RunState } from "../../../../main/probes/nat-lifetime/run-machine.ts";
import { planStudy, readStudy, studyPacketBudget } from "../../../../main/probes/nat-lifetime/study-plan.ts";

const subject = { port: 3478, lowMs: 9_700, highMs: 10_300, keepaliveMs: 3_000, canSendInbound: true };
const alive: LanePhase = { kind: "alive", idleMs: 12_000 };
const expired: LanePhase = { kind: "expired", idleMs: 12_000 };
const lost: LanePhase = { kind: "void", reason: "stray-packet" };
const noTtl: LanePhase = { kind: "void", reason: "no-socket" };

/** The end of a study whose lanes came out so, by their purpose; the rest expired. */
function ended(phases: Readonly<Record<string, readonly LanePhase[]>>): RunState {
  const state = newRun({ lanes: planStudy(subject), packetBudget: studyPacketBudget });
  const seen = new Map<string, number>();
  const lanes = state.lanes.map((lane): Lane => {
    const purpose = lane.plan.purpose ?? "";
    const nth = seen.get(purpose) ?? 0;
    seen.set(purpose, nth + 1);
    return { ...lane, phase: phases[purpose]?.[nth] ?? expired, refreshesHeard: 1 };
  });
  return { ...state, lanes };
}

describe("the plan of a study", () => {
  it("breaks the silence while the mapping lives for certain, and ends when it would be gone for certain", () => {
    const exact = fc.record({
      lowMs: fc.integer({ min: 3_000, max: 580_000 }),
      ratio: fc.double({ min: 1, max: 1.08, noNaN: true }),
    });
    fc.assert(
      fc.property(exact, ({ lowMs, ratio }) => {
        const highMs = Math.round(lowMs * ratio) + 1;
        const keepaliveMs = Math.max(1, Math.min(20, Math.floor(lowMs / 3_000))) * 1_000;
        const lanes = planStudy({ ...subject, lowMs, highMs, keepaliveMs });
        let packets = 10;
        for (const { purpose, idleMs, refresh } of lanes) {
          expect(idleMs).toBeGreaterThan(highMs);
          expect(idleMs).toBeLessThanOrEqual(900_000);
          const { atMs = [], copies = 0 } = refresh ?? {};
          packets += 8 + atMs.length * copies;
          expect(atMs.every((at, index) => at < idleMs && at - (atMs[index - 1] ?? 0) < lowMs)).toBe(true);
          if (atMs.length > 0) expect(idleMs - (atMs.at(-1) ?? 0)).toBeLessThan(lowMs);
          if (purpose === "keepalive" && highMs < 420_000) expect(idleMs).toBeGreaterThan(2 * highMs);
        }
        expect(packets).toBeLessThanOrEqual(studyPacketBudget);
      }),
    );
  });

  it("is empty where the lifetime is not known exactly enough", () => {
    expect(planStudy({ ...subject, lowMs: 60_000, highMs: 120_000 })).toEqual([]);
  });

  it("asks for no inbound packets where the server cannot send them", () => {
    const lanes = planStudy({ ...subject, canSendInbound: false });
    expect(lanes.some(({ purpose }) => purpose === "inbound")).toBe(false);
  });
});

describe("what a study found", () => {
  const yes = { answer: "yes" };
  const no = { answer: "no" };

  it("both directions, the keepalive and the first hop", () => {
    const state = ended({
      outbound: [alive, alive],
      inbound: [alive, alive],
      keepalive: [alive, alive],
      "hop-1": [alive, alive],
    });
    expect(readStudy(state, null)).toMatchObject({ outbound: yes, inbound: yes, keepalive: yes, hop: 1 });
  });

  it("one lane that lived is proof against one that died or was spoilt", () => {
    const state = ended({
      outbound: [expired, alive],
      keepalive: [lost, alive],
      "hop-1": [lost, expired],
      "hop-2": [alive, lost],
    });
    expect(readStudy(state, null)).toMatchObject({ outbound: yes, inbound: no, keepalive: yes, hop: 2 });
  });

  it("nothing, where a mapping lived that was left alone", () => {
    const state = ended({ silent: [alive, expired], outbound: [alive, alive], keepalive: [alive, alive] });
    const { outbound, inbound, keepalive, hop } = readStudy(state, null);
    expect([outbound.answer, inbound.answer, keepalive.answer, hop]).toEqual(["unknown", "unknown", "yes", null]);
  });

  it("a keepalive does not hold what packets outwards do not prolong, though it opens it again", () => {
    const state = ended({ inbound: [alive, alive], keepalive: [alive, alive] });
    expect(readStudy(state, null)).toMatchObject({ outbound: no, inbound: yes, keepalive: no, hop: null });
  });

  it("an inbound packet that never got in says nothing", () => {
    const state = ended({ outbound: [alive, alive] });
    const deaf = { ...state, lanes: state.lanes.map((lane) => ({ ...lane, refreshesHeard: 0 })) };
    expect(readStudy(deaf, null).inbound.answer).toBe("unknown");
  });

  it("no hop, with the reason, where none was enough, one is not known, or none can be chosen", () => {
    const outbound = [alive, alive];
    expect(readStudy(ended({ outbound }), null)).toMatchObject({ hop: null, hopReason: "it is more than 4 hops away" });
    const spoilt = ended({ outbound, "hop-1": [lost, lost], "hop-2": [alive, alive] });
    expect(readStudy(spoilt, null)).toMatchObject({ hop: null, hopReason: "no try came to an end" });
    const withoutTtl = readStudy(ended({ outbound, "hop-1": [noTtl, noTtl] }), null);
    expect(withoutTtl.hopReason).toContain("does not let a program choose");
  });

  it("what did not come to its end carries why", () => {
    const idle: LanePhase = { kind: "idle", armedAtMs: 0, notBeforeMs: 0, shots: 0, refreshes: 0 };
    const state = ended({ silent: [idle, idle], outbound: [idle, idle], keepalive: [idle, idle] });
    const cancelled = { answer: "unknown", reason: "cancelled" };
    expect(readStudy(state, "cancelled")).toMatchObject({ outbound: cancelled, keepalive: cancelled });
  });
});
