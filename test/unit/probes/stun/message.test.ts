import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkFingerprint, withFingerprint } from "../../../../main/probes/stun/fingerprint.ts";
import { encodeStunMessage, parseStunMessage, type StunMessage } from "../../../../main/probes/stun/message.ts";
import { readBindingResponse } from "../../../../main/probes/stun/binding.ts";
import { hexOctets, octetsHex } from "../hex.ts";

const transactionId = "b7e7a701 bc34d686 fa87dfae";

/** RFC 5769 section 2.1. */
const sampleRequest = hexOctets(`
  00010058 2112a442 ${transactionId} 80220010 5354554e 20746573 7420636c 69656e74 00240004 6e0001ff
  80290008 932ff9b1 51263b36 00060009 6576746a 3a683676 59202020
  00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2 80280004 e57a3bcf`);
/** RFC 5769 sections 2.2 and 2.3. */
const sampleResponses = [
  {
    family: "IPv4",
    octets: hexOctets(`
      0101003c 2112a442 ${transactionId} 8022000b 74657374 20766563 746f7220 00200008 0001a147 e112a643
      00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7 80280004 c07d4c96`),
    mapped: { address: "192.0.2.1", port: 32_853 },
  },
  {
    family: "IPv6",
    octets: hexOctets(`
      01010048 2112a442 ${transactionId} 8022000b 74657374 20766563 746f7220
      00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
      00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41 80280004 c8fb0b4c`),
    mapped: { address: "2001:db8:1234:5678:11:2233:4455:6677", port: 32_853 },
  },
];

const messages: fc.Arbitrary<StunMessage> = fc.record({
  messageClass: fc.constantFrom("request", "indication", "success", "error"),
  method: fc.nat(0xfff),
  transactionId: fc.uint8Array({ minLength: 12, maxLength: 12 }),
  attributes: fc.array(fc.record({ type: fc.nat(0xffff), value: fc.uint8Array({ maxLength: 70 }) }), { maxLength: 12 }),
});

describe("STUN messages", () => {
  it("reads the sample request of RFC 5769", () => {
    const parsed = parseStunMessage(sampleRequest);
    expect(parsed.ok).toBe(true);
    if (!parsed.ok) return;
    expect(parsed.value).toMatchObject({ messageClass: "request", method: 1 });
    expect(octetsHex(parsed.value.transactionId)).toBe(transactionId.replaceAll(" ", ""));
    expect(parsed.value.attributes.map(({ type, value }) => [type, value.length])).toEqual([
      [0x8022, 16],
      [0x0024, 4],
      [0x8029, 8],
      [0x0006, 9],
      [0x0008, 20],
      [0x8028, 4],
    ]);
  });

  it.each(sampleResponses)("reads the sample $family response of RFC 5769", ({ octets, mapped }) => {
    expect(checkFingerprint(octets)).toBe("correct");
    expect(readBindingResponse(octets)).toMatchObject({ mapped, error: null, otherAddress: null });
  });

  it("gives back what was put in", () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(parseStunMessage(encodeStunMessage(message))).toEqual({ ok: true, value: message });
      }),
    );
  });

  it.each([
    ["empty", ""],
    ["one octet short", octetsHex(sampleRequest).slice(0, -2)],
    ["one octet long", `${octetsHex(sampleRequest)}00`],
    ["header cut", "00010000 2112a442 b7e7a701"],
    ["no magic cookie", `00010000 2112a443 ${transactionId}`],
    ["RTP", `80010000 2112a442 ${transactionId}`],
    ["length no multiple of four", `00010001 2112a442 ${transactionId} 00`],
    ["attribute over the end", `00010004 2112a442 ${transactionId} 80220001`],
    ["attribute of 65535 octets", `00010008 2112a442 ${transactionId} 8022ffff 00000000`],
    ["65 attributes", `00010104 2112a442 ${transactionId} ${"80220000".repeat(65)}`],
  ])("refuses: %s", (_, hex) => {
    expect(parseStunMessage(hexOctets(hex)).ok).toBe(false);
  });

  it("never throws, whatever comes", () => {
    const almost = fc
      .uint8Array({ maxLength: 120 })
      .map((tail) => Uint8Array.of(...sampleRequest.subarray(0, 20), ...tail));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), almost), (octets) => {
        parseStunMessage(octets);
        readBindingResponse(octets);
        checkFingerprint(octets);
      }),
    );
  });

  it("refuses to build what no datagram carries", () => {
    const message = { messageClass: "request", method: 1, attributes: [] } as const;
    expect(() => encodeStunMessage({ ...message, transactionId: new Uint8Array(11) })).toThrow(RangeError);
    const huge = { type: 0x26, value: new Uint8Array(65_500) };
    expect(() => encodeStunMessage({ ...message, transactionId: new Uint8Array(12), attributes: [huge] })).toThrow(
      RangeError,
    );
  });
});

describe("FINGERPRINT", () => {
  it("of the samples is correct, and wrong as soon as a bit differs", () => {
    expect(checkFingerprint(sampleRequest)).toBe("correct");
    fc.assert(
      fc.property(fc.nat(sampleRequest.length - 9), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = sampleRequest.map((octet, at) => (at === index ? octet ^ change : octet));
        expect(checkFingerprint(changed)).toBe("wrong");
      }),
    );
  });

  it("is added as the last attribute", () => {
    fc.assert(
      fc.property(messages, (message) => {
        const octets = withFingerprint(encodeStunMessage(message));
        const parsed = parseStunMessage(octets);
        expect(parsed.ok && parsed.value.attributes.at(-1)?.type).toBe(0x8028);
        expect(checkFingerprint(octets)).toBe("correct");
      }),
    );
    expect(checkFingerprint(new Uint8Array(20))).toBe("absent");
  });
});
