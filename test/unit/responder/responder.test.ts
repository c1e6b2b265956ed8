import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stunAttributeTypes } from "../../../main/probes/stun/attributes.ts";
import { buildBindingRequest, newTransactionId, readBindingResponse } from "../../../main/probes/stun/binding.ts";
import {
  cookieSizeBytes,
  type DelayedAnswer,
  encodeDelayedAnswer,
  findDelayedAnswer,
  longestDelayMs,
} from "../../../main/probes/stun/delayed-answer.ts";
import { withFingerprint } from "../../../main/probes/stun/fingerprint.ts";
import { encodeStunMessage, parseStunMessage } from "../../../main/probes/stun/message.ts";
import { maximumArmedPerSource } from "../../../main/responder/armed-answers.ts";
import { answersAtOnce } from "../../../main/responder/budget.ts";
import { createResponder, type Responder } from "../../../main/responder/responder.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";

const local = { address: "198.51.100.53", port: 3478 };
const alternate = { address: "198.51.100.54", port: 3479 };
const remote = { address: "203.0.113.7", port: 40_000 };
const random = createSeededRandom(9);
const runId = random.bytes(8);
/** 20 of the header, 12 for each of three IPv4 addresses (RFC 8489 section 14.1), or 24 for IPv6. */
const smallestAnswerSizeBytes = { ipv4: 56, ipv6: 92 };

const responder = () =>
  createResponder({ addresses: [local.address, alternate.address], ports: [3478, 3479, 4500], random });
const single = () => createResponder({ addresses: [local.address], ports: [3478, 3479], random });

function ask(server: Responder, payload: Uint8Array, nowMs = 0, from = remote) {
  return server.receive({ local, remote: from, payload }, nowMs);
}

function delayed(wanted: Partial<DelayedAnswer>, transactionId = newTransactionId(random)): Uint8Array {
  const base = { operation: "arm", attempt: 0, copies: 3, gapMs: 40, delayMs: 10_000, runId } as const;
  const extra = [encodeDelayedAnswer({ cookie: new Uint8Array(cookieSizeBytes), ...base, ...wanted })];
  return buildBindingRequest({ transactionId, extra });
}

function cookieOf(server: Responder, nowMs = 0, from = remote): Uint8Array {
  const [answer] = ask(server, delayed({ operation: "cancel" }), nowMs, from);
  const response = answer === undefined ? null : readBindingResponse(answer.payload);
  const cookie = response === null ? undefined : findDelayedAnswer(response.attributes)?.cookie;
  if (cookie === undefined) throw new Error("The responder gave no cookie.");
  return cookie;
}

describe("Binding requests", () => {
  it("are answered with the three addresses", () => {
    const transactionId = newTransactionId(random);
    const [answer, ...others] = ask(responder(), buildBindingRequest({ transactionId }));
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ local, remote });
    const response = readBindingResponse(answer?.payload ?? new Uint8Array());
    expect(response).toMatchObject({ transactionId, mapped: remote, responseOrigin: local, otherAddress: alternate });
  });

  it.each([
    [{ address: true, port: true }, alternate],
    [
      { address: true, port: false },
      { ...alternate, port: 3478 },
    ],
    [
      { address: false, port: true },
      { ...local, port: 3479 },
    ],
    [{ address: false, port: false }, local],
  ])("with CHANGE-REQUEST %j are answered from %j", (changeRequest, from) => {
    const [answer] = ask(responder(), buildBindingRequest({ transactionId: newTransactionId(random), changeRequest }));
    expect(answer?.local).toEqual(from);
    expect(readBindingResponse(answer?.payload ?? new Uint8Array())?.responseOrigin).toEqual(from);
  });

  it("with RESPONSE-PORT are answered to that port of the same address", () => {
    const payload = buildBindingRequest({ transactionId: newTransactionId(random), responsePort: 50_000 });
    expect(ask(responder(), payload)[0]?.remote).toEqual({ ...remote, port: 50_000 });
  });

  it("to a single address have no other address, and cannot change it", () => {
    const transactionId = newTransactionId(random);
    const read = (payload: Uint8Array) => readBindingResponse(ask(single(), payload)[0]?.payload ?? new Uint8Array());
    expect(read(buildBindingRequest({ transactionId }))?.otherAddress).toBeNull();
    const changeRequest = { address: true, port: false };
    expect(read(buildBindingRequest({ transactionId, changeRequest }))?.error?.code).toBe(420);
  });

  it("with padding get as much, and never more than they had", () => {
    const payload = buildBindingRequest({ transactionId: newTransactionId(random), paddingSizeBytes: 1_000 });
    const [answer] = ask(responder(), payload);
    expect(answer?.payload.length).toBeGreaterThan(1_000);
    expect(answer?.payload.length).toBeLessThanOrEqual(payload.length);
  });

  it("with padding for another port are refused (RFC 5780 section 7.6)", () => {
    const transactionId = newTransactionId(random);
    const payload = buildBindingRequest({ transactionId, paddingSizeBytes: 1_000, responsePort: 9 });
    expect(readBindingResponse(ask(responder(), payload)[0]?.payload ?? new Uint8Array())?.error?.code).toBe(400);
  });

  it("with an attribute that must be understood and is not are refused", () => {
    const extra = [{ type: 0x0024, value: new Uint8Array(4) }];
    const payload = buildBindingRequest({ transactionId: newTransactionId(random), extra });
    const response = readBindingResponse(ask(responder(), payload)[0]?.payload ?? new Uint8Array());
    expect(response?.error?.code).toBe(420);
    expect(response?.attributes.map(({ type }) => type)).toContain(stunAttributeTypes.unknownAttributes);
  });

  it("get no answer when they are none, or broken", () => {
    const transactionId = newTransactionId(random);
    const indication = encodeStunMessage({ messageClass: "indication", method: 1, transactionId, attributes: [] });
    const allocate = encodeStunMessage({ messageClass: "request", method: 3, transactionId, attributes: [] });
    const broken = withFingerprint(buildBindingRequest({ transactionId })).map((octet, index, all) =>
      index === all.length - 1 ? octet ^ 1 : octet,
    );
    for (const payload of [indication, allocate, broken, new Uint8Array(0), new TextEncoder().encode("hello")]) {
      expect(ask(responder(), payload)).toEqual([]);
    }
    const answered = ask(responder(), buildBindingRequest({ transactionId }));
    expect(ask(responder(), answered[0]?.payload ?? new Uint8Array())).toEqual([]);
  });
});

describe("delayed answers", () => {
  it("need a cookie, which comes in an answer that is no larger than the question", () => {
    const server = responder();
    const payload = delayed({ operation: "arm" });
    const [answer, ...others] = ask(server, payload);
    expect(others).toEqual([]);
    expect(readBindingResponse(answer?.payload ?? new Uint8Array())?.error?.code).toBe(438);
    expect(answer?.payload.length).toBeLessThanOrEqual(payload.length);
    expect(server.nextWakeMs()).toBe(Infinity);
  });

  it("come after the delay, as often as asked, to where the question came from", () => {
    const server = responder();
    const transactionId = newTransactionId(random);
    const [word] = ask(server, delayed({ cookie: cookieOf(server), attempt: 2 }, transactionId), 500);
    expect(findDelayedAnswer(readBindingResponse(word?.payload ?? new Uint8Array())?.attributes ?? [])).toMatchObject({
      operation: "acknowledged",
      attempt: 2,
    });
    const seen: unknown[] = [];
    while (server.nextWakeMs() < Infinity) {
      const atMs = server.nextWakeMs();
      for (const { payload, remote: to } of server.wake(atMs)) {
        const response = readBindingResponse(payload);
        const said = findDelayedAnswer(response?.attributes ?? []);
        seen.push([atMs, to, said?.operation, said?.copies, response?.transactionId]);
      }
    }
    expect(seen).toEqual([0, 1, 2].map((copy) => [10_500 + copy * 40, remote, "answer", copy, transactionId]));
  });

  it("are armed quietly without a word", () => {
    const server = responder();
    expect(ask(server, delayed({ cookie: cookieOf(server), operation: "armQuietly" }))).toEqual([]);
    expect(server.nextWakeMs()).toBe(10_000);
  });

  it("start anew with every repetition", () => {
    const server = responder();
    const cookie = cookieOf(server);
    const transactionId = newTransactionId(random);
    ask(server, delayed({ cookie }, transactionId), 0);
    ask(server, delayed({ cookie, attempt: 1 }, transactionId), 3_000);
    expect(server.nextWakeMs()).toBe(13_000);
    expect(server.wake(12_999)).toEqual([]);
  });

  it("are forgotten on cancel, only those of that run and that source", () => {
    const server = responder();
    const neighbour = { address: "203.0.113.8", port: 1 };
    const cookie = cookieOf(server);
    ask(server, delayed({ cookie }));
    ask(server, delayed({ cookie, runId: new Uint8Array(8), delayMs: 20_000 }));
    ask(server, delayed({ cookie: cookieOf(server, 0, neighbour), operation: "cancel" }), 0, neighbour);
    expect(server.nextWakeMs()).toBe(10_000);
    ask(server, delayed({ cookie, operation: "cancel" }));
    expect(server.nextWakeMs()).toBe(20_000);
  });

  it("cannot be had with somebody else's cookie, nor with an old one", () => {
    const server = responder();
    const cookie = cookieOf(server);
    ask(server, delayed({ cookie }), 0, { address: "203.0.113.8", port: 1 });
    ask(server, delayed({ cookie }), 3_000_000);
    expect(server.nextWakeMs()).toBe(Infinity);
  });

  it.each([{ delayMs: longestDelayMs + 1 }, { copies: 0 }, { copies: 6 }])("are refused for %j", (wanted) => {
    const server = responder();
    expect(ask(server, delayed({ cookie: cookieOf(server), ...wanted }))).toEqual([]);
    expect(server.nextWakeMs()).toBe(Infinity);
  });

  it("are armed at most so often for one source", () => {
    const server = responder();
    const cookie = cookieOf(server);
    const acknowledged = Array.from({ length: maximumArmedPerSource + 50 }, () =>
      ask(server, delayed({ cookie })),
    ).flat();
    expect(acknowledged.length).toBe(maximumArmedPerSource);
  });
});

describe("whatever comes", () => {
  const attribute = fc.record({
    type: fc.constantFrom(0x0003, 0x0026, 0x0027, 0x8022, 0xfed0, 0x0006, 0x7fff),
    value: fc.uint8Array({ maxLength: 40 }),
  });
  const request = fc
    .record({ id: fc.uint8Array({ minLength: 12, maxLength: 12 }), attributes: fc.array(attribute, { maxLength: 6 }) })
    .map(({ id, attributes }) =>
      encodeStunMessage({ messageClass: "request", method: 1, transactionId: id, attributes }),
    );

  it.each([
    ["ipv4", remote],
    ["ipv6", { address: "2001:db8::7", port: 40_000 }],
  ] as const)("no answer over %s is larger than its question, or than the smallest", (family, from) => {
    const v6 = createResponder({ addresses: ["2001:db8::53", "2001:db8::54"], ports: [3478, 3479], random });
    const server = family === "ipv4" ? responder() : v6;
    const at = family === "ipv4" ? local : { address: "2001:db8::53", port: 3478 };
    fc.assert(
      fc.property(fc.oneof(request, fc.uint8Array({ maxLength: 100 })), (payload) => {
        const answers = server.receive({ local: at, remote: from, payload }, 0);
        expect(answers.length).toBeLessThanOrEqual(1);
        for (const answer of answers) {
          expect(answer.payload.length).toBeLessThanOrEqual(Math.max(payload.length, smallestAnswerSizeBytes[family]));
          expect(answer.remote.address).toBe(from.address);
          expect(parseStunMessage(answer.payload).ok).toBe(true);
        }
      }),
    );
  });

  it("delayed answers and words over IPv6 are no larger than the question either", () => {
    const server = createResponder({ addresses: ["2001:db8::53"], ports: [3478, 3479], random });
    const from = { address: "2001:db8::7", port: 40_000 };
    const at = { address: "2001:db8::53", port: 3478 };
    const [first] = server.receive({ local: at, remote: from, payload: delayed({}) }, 0);
    const cookie = findDelayedAnswer(readBindingResponse(first?.payload ?? new Uint8Array())?.attributes ?? [])?.cookie;
    const payload = delayed(cookie === undefined ? {} : { cookie });
    const answers = [...server.receive({ local: at, remote: from, payload }, 0), ...server.wake(10_000)];
    expect(answers.length).toBe(2);
    for (const answer of answers) expect(answer.payload.length).toBeLessThanOrEqual(payload.length);
  });

  it("one source gets a budget of answers, and its neighbours theirs", () => {
    const server = responder();
    const flood = Array.from({ length: answersAtOnce + 500 }, () =>
      ask(server, buildBindingRequest({ transactionId: newTransactionId(random) })),
    ).flat();
    expect(flood.length).toBe(answersAtOnce);
    const payload = buildBindingRequest({ transactionId: newTransactionId(random) });
    expect(ask(server, payload, 0, { address: "203.0.113.8", port: 1 }).length).toBe(1);
    expect(ask(server, payload, 1_000).length).toBe(1);
  });

  it("all addresses of one IPv6 customer share a budget", () => {
    const server = createResponder({ addresses: ["2001:db8::53"], ports: [3478, 3479], random });
    const at = { address: "2001:db8::53", port: 3478 };
    const answers = Array.from({ length: answersAtOnce + 10 }, (_, index) =>
      server.receive(
        {
          local: at,
          remote: { address: `2001:db8:1:2::${index.toString(16)}`, port: 5 },
          payload: buildBindingRequest({ transactionId: newTransactionId(random) }),
        },
        0,
      ),
    ).flat();
    expect(answers.length).toBe(answersAtOnce);
  });
});
