import { describe, expect, it } from "vitest";
import { natExchangeMachine, type NatRequest } from "../../../main/probes/nat-exchange.ts";
import type { IkeAnswer, IkeReply } from "../../../main/probes/ike/reply.ts";
import { simulate } from "./simulate.ts";

const reply = (answer: IkeAnswer, majorVersion = 2): IkeReply => ({
  initiatorSpi: new Uint8Array(8),
  responderSpi: new Uint8Array(8),
  majorVersion,
  answer,
});
const accepted = reply({ kind: "sa-init", content: { notifies: [], vendorIds: [] } });
const wantsGroup = (acceptedGroup: number) => reply({ kind: "invalid-ke", acceptedGroup });
const wantsCookie = reply({ kind: "cookie", cookie: Uint8Array.of(1, 2, 3) });

/** Runs the exchange against a gateway; also gives the requests it saw. */
function exchange(gateway: (request: NatRequest, count: number) => IkeReply | null) {
  const requests: NatRequest[] = [];
  const run = simulate(natExchangeMachine([14, 19]), {
    roundTripMs: () => 30,
    answer: (request) => {
      requests.push(request);
      return gateway(request, requests.length) === null ? "lost" : "reply";
    },
    reply: (request) => gateway(request, requests.length) ?? accepted,
  });
  return { result: run.state.result, requests, durationMs: run.durationMs };
}

describe("the IKE_SA_INIT exchange", () => {
  it("takes one packet where the gateway accepts", () => {
    const { result, requests } = exchange(() => accepted);
    expect(result).toMatchObject({ kind: "answered", roundTripMs: 30 });
    expect(requests).toEqual([{ group: 14 }]);
  });

  it("follows a cookie and another group, and keeps the cookie", () => {
    const { result, requests } = exchange(({ group, cookie }) =>
      cookie === undefined ? wantsCookie : group === 14 ? wantsGroup(19) : accepted,
    );
    expect(result?.kind).toBe("answered");
    expect(requests).toEqual([
      { group: 14 },
      { group: 14, cookie: Uint8Array.of(1, 2, 3) },
      { group: 19, cookie: Uint8Array.of(1, 2, 3) },
    ]);
  });

  it.each([
    ["a group that was never offered", () => wantsGroup(2)],
    ["one group after the other", ({ group }: NatRequest) => wantsGroup(group === 14 ? 19 : 14)],
  ])("gives up on a gateway that wants %s", (_, gateway) => {
    expect(exchange(gateway).result).toMatchObject({ kind: "not-accepted", answer: "INVALID_KE_PAYLOAD" });
  });

  it.each([
    [reply({ kind: "notify", name: "NO_PROPOSAL_CHOSEN" }), "NO_PROPOSAL_CHOSEN", 2],
    [reply({ kind: "notify", name: "INVALID-MAJOR-VERSION" }, 1), "INVALID-MAJOR-VERSION", 1],
  ])("takes a refusal as the end", (refusal, answer, majorVersion) => {
    const { result, requests } = exchange(() => refusal);
    expect(result).toEqual({ kind: "not-accepted", answer, majorVersion });
    expect(requests).toHaveLength(1);
  });

  it("never follows cookies for ever", () => {
    const { result, requests } = exchange(() => wantsCookie);
    expect(result).toMatchObject({ kind: "not-accepted", answer: "COOKIE" });
    expect(requests.length).toBeLessThanOrEqual(6);
  });

  it("repeats the same request at 500 and 1500 ms, then calls the gateway silent", () => {
    const { result, requests, durationMs } = exchange(() => null);
    expect(result).toEqual({ kind: "silent" });
    expect(requests).toEqual([{ group: 14 }, { group: 14 }, { group: 14 }]);
    expect(durationMs).toBe(3_000);
  });

  it("hears a refused port and a system that sends nothing", () => {
    const machine = natExchangeMachine([14]);
    expect(simulate(machine, { roundTripMs: () => 5, answer: () => "refused" }).state.result).toEqual({
      kind: "refused",
    });
    const silent = simulate(machine, { roundTripMs: () => 5, answer: () => "lost", send: () => "unreachable" });
    expect(silent.state.result).toEqual({ kind: "not-sent", result: "unreachable" });
  });
});
