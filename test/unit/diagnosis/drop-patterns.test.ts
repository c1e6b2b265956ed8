import { describe, expect, it } from "vitest";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import { findDropPatterns } from "../../../main/logs/drop-patterns.ts";
import type { LogEvent } from "../../../main/model/log-event.ts";
import type { Session } from "../../../main/model/session.ts";
import { drop, event, healthyMeasurements, observations } from "./observations.ts";

const daySeconds = 86_400;

/** One drop a day, each after so many seconds. */
function drops(lengthsSeconds: readonly number[], more: Partial<Session> = {}): readonly Session[] {
  return lengthsSeconds.map((length, day) => {
    const shift = (text: string | undefined) =>
      text === undefined ? "" : new Date(Date.parse(text) + day * daySeconds * 1000).toISOString();
    const one = drop(length, more);
    return {
      ...one,
      startedAt: shift(one.startedAt),
      connectedAt: shift(one.connectedAt),
      endedAt: shift(one.endedAt),
    };
  });
}

function evidenceOf(code: string, sessions: readonly Session[], events: readonly LogEvent[] = []) {
  const dropPatterns = findDropPatterns({ sessions, events, utcOffsetMinutes: () => 0 });
  const given = observations({ sessions, events, dropPatterns, measurements: healthyMeasurements });
  const finding = diagnose(given).findings.find((one) => one.code === code);
  return { confidence: finding?.confidence, texts: finding?.evidence.map(({ text }) => text) ?? [] };
}

describe("what drops have in common is evidence", () => {
  it("for a rekey failure, when they share a lifetime", () => {
    const { confidence, texts } = evidenceOf("ike-rekey-failure", drops([3598, 3601, 3603]));
    expect(confidence).toBe("likely");
    expect(texts).toContainEqual(expect.stringMatching(/^All drops together: 3 of 3 drops had lasted about 1 h/));
  });

  it("against a rekey failure, when three of very many hit a lifetime by chance", () => {
    const others = Array.from({ length: 40 }, (_, index) => 40 * 1.17 ** index);
    const { confidence, texts } = evidenceOf("ike-rekey-failure", drops([3520, 3600, 3690, ...others]));
    expect(confidence).toBe("possible");
    expect(texts).toContainEqual(expect.stringMatching(/^Against it, all drops together: /));
  });

  it("for a NAT timeout, when they come after the same idle time", () => {
    const silent = { cause: "retransmit_giveup", natDetected: true, idleBeforeEndMs: 61_000 };
    const { texts } = evidenceOf("nat-udp-timeout", drops([400, 1500, 7000], silent));
    expect(texts).toContainEqual(
      expect.stringMatching(/^All drops together: 3 of 3 drops came after about 1 min 1 s without traffic/),
    );
  });

  it.each([
    ["client-sleep", "wake", "the computer had just slept or woken up"],
    ["client-mobility", "wifi_roam", "the network had just changed"],
  ] as const)("for %s, when they follow %s more than chance explains", (code, name, words) => {
    const lengths = [5000, 9000, 20_000];
    const events = lengths.map((length, day) => event(name, day * daySeconds + length - 3));
    const before = [{ event: name, secondsBefore: 3 }];
    const { texts } = evidenceOf(code, drops(lengths, { before }), events);
    expect(texts).toContainEqual(expect.stringContaining(`3 of 3 drops came when ${words}`));
  });

  it("not at all where there are too few drops", () => {
    const { texts } = evidenceOf("ike-rekey-failure", drops([3600]));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter((text) => text.includes("together"))).toEqual([]);
  });
});
