import { describe, expect, it } from "vitest";
import type { MainModeTransform } from "../../../main/probes/ike/main-mode.ts";
import type { IkeAnswer, IkeReply } from "../../../main/probes/ike/reply.ts";
import { mainModeExchange, type MainModeRequest } from "../../../main/probes/main-mode-exchange.ts";
import { seededFractions, simulate } from "./simulate.ts";

const transform: MainModeTransform = { encryption: 7, hash: 2, authentication: 1, group: 14 };
const initiatorSpi = new Uint8Array(8).fill(1);
const responderSpi = new Uint8Array(8).fill(2);
const reply = (answer: IkeAnswer, spi = responderSpi): IkeReply => ({
  initiatorSpi,
  responderSpi: spi,
  majorVersion: 1,
  answer,
});
const agreed = reply({ kind: "main-mode", transform, vendorIds: [] });
const keys = { keyExchange: new Uint8Array(), nonce: new Uint8Array(), natDetection: [] };
const keyed = reply({ kind: "main-mode-keys", keys });

type Gateway = (request: MainModeRequest, count: number) => IkeReply | null;
const willing: Gateway = ({ kind }) => (kind === "proposals" ? agreed : keyed);

function exchange(gateway: Gateway, isUsable: (chosen: MainModeTransform) => boolean = () => true) {
  const requests: MainModeRequest[] = [];
  let answered: IkeReply | null = null;
  const run = simulate(mainModeExchange(isUsable), {
    roundTripMs: () => 30,
    answer: (request) => {
      requests.push(request);
      answered = gateway(request, requests.length);
      return answered === null ? "lost" : "reply";
    },
    reply: () => answered ?? agreed,
  });
  return { result: run.state.result, requests: requests.map(({ kind }) => kind), durationMs: run.durationMs };
}

describe("the Main Mode exchange", () => {
  it("takes two packets where the gateway is willing, and never goes on to a fifth message", () => {
    const { result, requests, durationMs } = exchange(willing);
    expect(result).toMatchObject({ kind: "answered", keys, agreement: { responderCookie: responderSpi, transform } });
    expect(requests).toEqual(["proposals", "key-exchange"]);
    expect(durationMs).toBe(60);
  });

  it("is over with a refusal", () => {
    const { result, requests } = exchange(() => reply({ kind: "notify", name: "NO-PROPOSAL-CHOSEN" }));
    expect(result).toEqual({ kind: "not-accepted", answer: "NO-PROPOSAL-CHOSEN" });
    expect(requests).toEqual(["proposals"]);
  });

  it("does not answer a choice that was never offered", () => {
    const { result, requests } = exchange(willing, () => false);
    expect(result).toMatchObject({ kind: "answered", keys: null });
    expect(requests).toEqual(["proposals"]);
  });

  it("repeats each message twice, 3 s each, and tells how far it came", () => {
    expect(exchange(() => null)).toMatchObject({ result: { kind: "silent" }, durationMs: 3_000 });
    const halfway = exchange(({ kind }) => (kind === "proposals" ? agreed : null));
    expect(halfway.result).toMatchObject({ kind: "answered", keys: null });
    expect(halfway.requests).toEqual(["proposals", "key-exchange", "key-exchange", "key-exchange"]);
  });

  it("takes repetitions and answers of others for nothing", () => {
    const stranger = new Uint8Array(8).fill(9);
    const answers = [agreed, agreed, reply({ kind: "main-mode-keys", keys }, stranger), keyed];
    const { result, requests } = exchange((_, count) => answers[count - 1] ?? null);
    expect(result).toMatchObject({ kind: "answered", keys });
    expect(requests.length).toBe(4);
  });

  it("does not believe a refusal that comes after an agreement", () => {
    const late = reply({ kind: "notify", name: "INVALID-COOKIE" });
    const { result } = exchange((request, count) => (request.kind === "proposals" ? agreed : count < 4 ? late : keyed));
    expect(result).toMatchObject({ kind: "answered", keys });
  });

  it("comes through at 5 % loss in each direction in all but few of 5000 runs", () => {
    let missed = 0;
    for (let seed = 0; seed < 5_000; seed += 1) {
      const fraction = seededFractions(seed);
      const passes = () => fraction() >= 0.05;
      const { result } = exchange((request, count) => (passes() && passes() ? willing(request, count) : null));
      if (result?.kind !== "answered" || result.keys === null) missed += 1;
    }
    expect(missed / 5_000).toBeLessThan(0.005);
  });
});
