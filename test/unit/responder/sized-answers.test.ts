import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildBindingRequest, newTransactionId, readBindingResponse } from "../../../main/probes/stun/binding.ts";
import {
  buildSizedRequest,
  findSizedAnswer,
  type SizedAnswer,
  withoutTail,
} from "../../../main/probes/stun/sized-answer.ts";
import { findKnownPathMtu, type KnownPathMtu } from "../../../main/probes/stun/known-path-mtu.ts";
import { createResponder, type Responder } from "../../../main/responder/responder.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";

const local = { address: "198.51.100.53", port: 3478 };
const remote = { address: "203.0.113.7", port: 40_000 };
const random = createSeededRandom(11);

const responder = (keepsWhole: boolean) =>
  createResponder({ addresses: [local.address], ports: [3478, 3479], random, keepsWhole });

function ask(server: Responder, requestSizeBytes: number, wanted: Partial<SizedAnswer>, from = remote) {
  const base = {
    operation: "ask",
    sizeBytes: requestSizeBytes,
    dontFragment: true,
    cookie: new Uint8Array(16),
  } as const;
  const payload = buildSizedRequest(newTransactionId(random), requestSizeBytes, { ...base, ...wanted });
  return server.receive({ local, remote: from, payload }, 0).map((answer) => {
    const response = readBindingResponse(withoutTail(answer.payload));
    const said = findSizedAnswer(response?.attributes ?? []);
    return { ...answer, said, error: response?.error?.code };
  });
}

function cookieOf(server: Responder): Uint8Array {
  const cookie = ask(server, 100, {})[0]?.said?.cookie;
  if (cookie === undefined) throw new Error("The responder gave no cookie.");
  return cookie;
}

describe("what the responder's system knows of the way back", () => {
  const knowing = (knownPathMtu: KnownPathMtu | null) =>
    createResponder({ addresses: [local.address], ports: [3478, 3479], random, knownPathMtu: () => knownPathMtu });
  const said = (server: Responder, cookie?: Uint8Array) => {
    const wanted = {
      operation: "ask",
      sizeBytes: 0,
      dontFragment: true,
      ...(cookie === undefined ? {} : { cookie }),
    } as const;
    const payload = buildSizedRequest(newTransactionId(random), 100, wanted);
    return server.receive({ local, remote, payload }, 0).map((answer) => {
      expect(answer.payload.length).toBeLessThanOrEqual(payload.length);
      return findKnownPathMtu(readBindingResponse(answer.payload)?.attributes ?? []);
    });
  };

  it("comes with the word that a request arrived, to who has a cookie", () => {
    const known = { pathMtuBytes: 1_380, linkMtuBytes: 1_500 };
    const server = knowing(known);
    expect(said(server, cookieOf(server))).toEqual([known]);
    expect(said(server)).toEqual([null]);
  });

  it("is left out where the system does not tell", () => {
    const server = knowing(null);
    expect(said(server, cookieOf(server))).toEqual([null]);
  });
});

describe("an answer in a size that was asked for", () => {
  it.each([true, false])("needs a cookie, with which comes whether it can be kept whole: %s", (keepsWhole) => {
    const [answer, ...others] = ask(responder(keepsWhole), 1_472, {});
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ error: 438, said: { operation: "cookie", dontFragment: keepsWhole } });
  });

  it("comes to the byte and whole, beside the word that the request arrived", () => {
    const server = responder(true);
    const [arrived, sized, ...others] = ask(server, 1_359, { cookie: cookieOf(server) });
    expect(others).toEqual([]);
    expect(arrived).toMatchObject({ remote, said: { operation: "arrived", dontFragment: true } });
    expect(arrived?.dontFragment).toBeUndefined();
    expect(sized).toMatchObject({ remote, dontFragment: true, said: { operation: "sized" } });
    expect(sized?.payload.length).toBe(1_359);
  });

  it("may be fragmented where nobody asked for more", () => {
    const server = responder(false);
    const answers = ask(server, 2_000, { cookie: cookieOf(server), dontFragment: false });
    expect(answers.map(({ payload, dontFragment }) => [payload.length, dontFragment])).toEqual([
      [28, undefined],
      [2_000, false],
    ]);
  });

  it("does not come where the system cannot keep it whole, and the responder says so", () => {
    const server = responder(false);
    const answers = ask(server, 1_400, { cookie: cookieOf(server) });
    expect(answers.map(({ said }) => [said?.operation, said?.dontFragment])).toEqual([["arrived", false]]);
  });

  it("is not to be had with somebody else's cookie", () => {
    const server = responder(true);
    const answers = ask(server, 1_400, { cookie: cookieOf(server) }, { address: "203.0.113.8", port: 1 });
    expect(answers.map(({ error }) => error)).toEqual([438]);
  });

  it("is never larger than its request, nor smaller than it can be", () => {
    const server = responder(true);
    const cookie = cookieOf(server);
    fc.assert(
      fc.property(fc.integer({ min: 84, max: 700 }), fc.nat(65_535), fc.boolean(), (requestBytes, sizeBytes, whole) => {
        const answers = ask(server, requestBytes, { cookie, sizeBytes, dontFragment: whole });
        const large = answers.filter(({ said }) => said?.operation === "sized");
        expect(answers.length - large.length).toBe(1);
        expect(large.map(({ payload }) => payload.length)).toEqual(
          sizeBytes >= 28 && sizeBytes <= requestBytes ? [sizeBytes] : [],
        );
      }),
    );
  });

  it("is the only thing for which zeros may follow a message", () => {
    const payload = Uint8Array.of(...buildBindingRequest({ transactionId: newTransactionId(random) }), 0, 0);
    expect(responder(true).receive({ local, remote, payload }, 0)).toEqual([]);
  });
});
