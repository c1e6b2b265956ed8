import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newTransactionId, readBindingResponse } from "../../../../main/probes/stun/binding.ts";
import { parseStunMessage } from "../../../../main/probes/stun/message.ts";
import {
  buildSizedAnswer,
  buildSizedRequest,
  encodeSizedAnswer,
  findSizedAnswer,
  type SizedAnswer,
  smallestSizedAnswerBytes,
  withoutTail,
} from "../../../../main/probes/stun/sized-answer.ts";
import { createSeededRandom } from "../../../fakes/seeded-random.ts";

const random = createSeededRandom(4);
const cookie = random.bytes(16);
const ask: SizedAnswer = { operation: "ask", sizeBytes: 1_359, dontFragment: true, cookie };

describe("SIZED-ANSWER", () => {
  it("makes requests and answers of exactly the size that is wanted, which read as what was written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 3_000 }), fc.boolean(), (sizeBytes, dontFragment) => {
        const transactionId = newTransactionId(random);
        const request = buildSizedRequest(transactionId, sizeBytes, { ...ask, sizeBytes, dontFragment });
        expect(request.length).toBe(sizeBytes);
        const parsed = parseStunMessage(withoutTail(request));
        const read = parsed.ok ? findSizedAnswer(parsed.value.attributes) : null;
        expect(read).toEqual({ operation: "ask", sizeBytes, dontFragment, cookie });
        const answer = buildSizedAnswer(transactionId, { sizeBytes, dontFragment });
        expect(answer.length).toBe(sizeBytes);
        const response = readBindingResponse(withoutTail(answer));
        expect(response?.transactionId).toEqual(transactionId);
        expect(findSizedAnswer(response?.attributes ?? [])).toEqual({ operation: "sized", sizeBytes, dontFragment });
      }),
    );
  });

  it("does not fit into less than it is", () => {
    const transactionId = newTransactionId(random);
    const says = { sizeBytes: smallestSizedAnswerBytes, dontFragment: true };
    expect(buildSizedAnswer(transactionId, says).length).toBe(smallestSizedAnswerBytes);
    expect(() => buildSizedAnswer(transactionId, { ...says, sizeBytes: smallestSizedAnswerBytes - 1 })).toThrow(
      RangeError,
    );
    expect(() => buildSizedRequest(transactionId, 40, ask)).toThrow(RangeError);
    expect(() => encodeSizedAnswer({ ...ask, cookie: new Uint8Array(3) })).toThrow(RangeError);
  });

  it("is none where it is too short or of an unknown operation, and never breaks", () => {
    const { type } = encodeSizedAnswer(ask);
    expect(findSizedAnswer([{ type, value: Uint8Array.of(1, 0, 0) }])).toBeNull();
    expect(findSizedAnswer([{ type, value: Uint8Array.of(9, 0, 0, 0) }])).toBeNull();
    expect(findSizedAnswer([{ type: 0xfed0, value: new Uint8Array(20) }])).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (value) => {
        const read = findSizedAnswer([{ type, value }]);
        expect(read === null || value.length >= 4).toBe(true);
      }),
    );
  });
});
