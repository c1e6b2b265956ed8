import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DelayedAnswer,
  delayedAnswerOperations,
  type DelayedAnswerOperation,
  delayedAnswerType,
  encodeDelayedAnswer,
  findDelayedAnswer,
} from "../../../../main/probes/stun/delayed-answer.ts";

const octets = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const wanted: fc.Arbitrary<DelayedAnswer> = fc.record(
  {
    operation: fc.constantFrom(...(Object.keys(delayedAnswerOperations) as DelayedAnswerOperation[])),
    attempt: fc.nat(255),
    copies: fc.nat(255),
    gapMs: fc.nat(255),
    delayMs: fc.nat(0xffff_ffff),
    runId: octets(8),
    cookie: octets(16),
  },
  { requiredKeys: ["operation", "attempt", "copies", "gapMs", "delayMs", "runId"] },
);

describe("DELAYED-ANSWER", () => {
  it("comes back as it went", () => {
    fc.assert(
      fc.property(wanted, (value) => {
        expect(findDelayedAnswer([encodeDelayedAnswer(value)])).toEqual(value);
      }),
    );
  });

  it("of another length or operation is none", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (value) => {
        const found = findDelayedAnswer([{ type: delayedAnswerType, value }]);
        const plausible = [16, 32].includes(value.length) && (value[0] ?? 0) >= 1 && (value[0] ?? 0) <= 6;
        expect(found !== null).toBe(plausible);
      }),
    );
    expect(findDelayedAnswer([])).toBeNull();
  });

  it("is not built with a run id or a cookie of the wrong size", () => {
    const base = { operation: "arm", attempt: 0, copies: 1, gapMs: 0, delayMs: 0, runId: new Uint8Array(8) } as const;
    expect(() => encodeDelayedAnswer({ ...base, runId: new Uint8Array(7) })).toThrow(RangeError);
    expect(() => encodeDelayedAnswer({ ...base, cookie: new Uint8Array(15) })).toThrow(RangeError);
  });
});
