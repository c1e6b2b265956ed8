import { describe, expect, it } from "vitest";
import type { IkeAnswer, IkeReply } from "../../../main/probes/ike/reply.ts";
import {
  answeredBait,
  controlTries,
  ikeTries,
  reachMachine,
  type ReachRequest,
  silentAfterMs,
} from "../../../main/probes/reach-schedule.ts";
import { seededFractions, simulate } from "./simulate.ts";

const ask = (answer: (request: ReachRequest, nowMs: number) => "reply" | "refused" | "lost", roundTripMs = 50) =>
  simulate(reachMachine(ikeTries), { roundTripMs: () => roundTripMs, answer });

describe("asking a port", () => {
  it("ends with the first answer, after one packet", () => {
    const { state, packets, durationMs } = ask(() => "reply");
    expect(state).toMatchObject({ value: "answered", roundTripMs: 50 });
    expect({ packets, durationMs }).toEqual({ packets: 1, durationMs: 50 });
  });

  it("ends with an ICMP port unreachable", () => {
    expect(ask(() => "refused")).toMatchObject({ state: { value: "refused" }, packets: 1, durationMs: 50 });
  });

  it("calls a port silent after all tries, 3 s after the first packet", () => {
    const { state, packets, durationMs } = ask(() => "lost");
    expect(state.value).toBe("silent");
    expect(packets).toBe(ikeTries.flatMap((attempt) => attempt.requests).length);
    expect(durationMs).toBe(silentAfterMs);
  });

  it("asks in IKEv2 first and in IKEv1 from the second try on", () => {
    const { state } = ask((request) => (request === "ikev1" ? "reply" : "lost"));
    expect(state.value).toBe("answered");
    expect(state.asked).toEqual(["ikev2", "ikev2", "ikev1", "ikev1"]);
  });

  it("sends its tries at 0, 500 and 1500 ms", () => {
    const times: number[] = [];
    ask((_, nowMs) => {
      times.push(nowMs);
      return "lost";
    });
    expect([...new Set(times)]).toEqual([0, 500, 1_500]);
  });

  it("still hears an answer that takes 1.4 s, by the try that it belongs to", () => {
    expect(ask((_, nowMs) => (nowMs >= 1_500 ? "reply" : "lost"), 1_400).state.value).toBe("answered");
  });

  it("notes when the system sent nothing, and forgets it as soon as one packet left", () => {
    const blocked = simulate(reachMachine(controlTries), {
      roundTripMs: () => 10,
      answer: () => "lost",
      send: () => "not-permitted",
    });
    expect(blocked.state).toMatchObject({ value: "silent", sendFailure: "not-permitted", packetsLeft: 0 });
    let first = true;
    const late = simulate(reachMachine(controlTries), {
      roundTripMs: () => 10,
      answer: () => "lost",
      send: () => {
        const result = first ? "unreachable" : "sent";
        first = false;
        return result;
      },
    });
    expect(late.state).toMatchObject({ value: "silent", sendFailure: null, packetsLeft: controlTries.length - 1 });
  });

  it.each([
    ["ikev2", 0.05, 3e-4],
    ["ikev1", 0.05, 3e-4],
    ["ikev2", 0.1, 2.5e-3],
  ] as const)(
    "of a gateway that knows %s only is wrong about silence in few of 20 000 runs at loss %d",
    (spoken, loss, most) => {
      const runs = 20_000;
      let wrong = 0;
      for (let seed = 0; seed < runs; seed += 1) {
        const fraction = seededFractions(seed);
        const passes = () => fraction() >= loss;
        const { state } = ask((request) => (request === spoken && passes() && passes() ? "reply" : "lost"));
        if (state.value !== "answered") wrong += 1;
      }
      expect(wrong / runs).toBeLessThanOrEqual(most);
    },
  );
});

describe("the bait that was answered", () => {
  const reply = (answer: IkeAnswer): IkeReply => ({
    initiatorSpi: new Uint8Array(8),
    responderSpi: new Uint8Array(8),
    majorVersion: 2,
    answer,
  });
  const notify = reply({ kind: "notify", name: "NO_PROPOSAL_CHOSEN" });
  const transform = { encryption: 1, hash: 1, authentication: 1, group: 1 };
  it.each([
    ["ikev2", reply({ kind: "invalid-ke", acceptedGroup: 14 }), "ke"],
    ["ikev2", reply({ kind: "cookie", cookie: new Uint8Array(8) }), "ke"],
    ["ikev2", notify, "np"],
    ["ikev2", reply({ kind: "sa-init", content: { notifies: [], vendorIds: [] } }), null],
    ["ikev1", notify, "v1np"],
    ["ikev1", reply({ kind: "main-mode", transform, vendorIds: [] }), null],
    ["future-version", notify, "ver"],
  ] as const)("to %s is told by the answer (row %#)", (request, answer, bait) => {
    const { state } = simulate(reachMachine([{ atMs: 0, requests: [request] }]), {
      roundTripMs: () => 10,
      answer: () => "reply",
      reply: () => answer,
    });
    expect(answeredBait(state)).toBe(bait);
  });

  it("is none where nothing was answered", () => {
    expect(answeredBait(ask(() => "lost").state)).toBeNull();
    expect(answeredBait(ask(() => "refused").state)).toBeNull();
  });
});
