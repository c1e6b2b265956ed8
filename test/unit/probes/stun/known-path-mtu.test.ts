import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeKnownPathMtu, findKnownPathMtu } from "../../../../main/probes/stun/known-path-mtu.ts";

const type = encodeKnownPathMtu({ pathMtuBytes: 1_380 }).type;

describe("KNOWN-PATH-MTU", () => {
  it("may be ignored by who does not know it (RFC 8489 section 14)", () => {
    expect(type).toBeGreaterThanOrEqual(0x8000);
  });

  it("reads as what was written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 68, max: 65_535 }), fc.integer({ min: 0, max: 9_000 }), (pathMtuBytes, more) => {
        const linkMtuBytes = Math.min(65_535, pathMtuBytes + more);
        expect(findKnownPathMtu([encodeKnownPathMtu({ pathMtuBytes })])).toEqual({ pathMtuBytes });
        const both = { pathMtuBytes, linkMtuBytes };
        expect(findKnownPathMtu([encodeKnownPathMtu(both)])).toEqual(both);
      }),
    );
  });

  it("holds the MTU of loopback as the largest that it can", () => {
    const loopback = { pathMtuBytes: 65_536, linkMtuBytes: 65_536 };
    expect(findKnownPathMtu([encodeKnownPathMtu(loopback)])).toEqual({ pathMtuBytes: 65_535, linkMtuBytes: 65_535 });
  });

  it.each([
    ["too short", [5, 100]],
    ["too long", [5, 100, 5, 220, 0, 0, 0, 0]],
    ["below what any router forwards", [0, 67, 5, 220]],
    ["more than the link carries", [5, 220, 5, 100]],
  ])("is none where it is %s", (_, value) => {
    expect(findKnownPathMtu([{ type, value: Uint8Array.from(value) }])).toBeNull();
  });

  it("is not written with a size that is none", () => {
    expect(() => encodeKnownPathMtu({ pathMtuBytes: 67 })).toThrow(RangeError);
  });

  it("never breaks", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), (value) => void findKnownPathMtu([{ type, value }])));
  });
});
