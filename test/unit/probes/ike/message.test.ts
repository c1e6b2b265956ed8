import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ikeHeaderSizeBytes } from "../../../../main/probes/ike/header.ts";
import { encodeIkeMessage, parseIkeMessage } from "../../../../main/probes/ike/message.ts";
import { decodePayloads, encodePayloads, payloadTypes } from "../../../../main/probes/ike/payloads.ts";
import { hexOctets, octetsHex } from "../hex.ts";

/** INVALID_KE_PAYLOAD as strongSwan 5.9.8 sends it: 38 octets, laid out by RFC 7296 sections 3.1, 3.2 and 3.10. */
const invalidKe = hexOctets(`
  1122334455667788 0000000000000000 29 20 22 20 00000000 00000026
  00 00 000a 00 00 0011 000e`);

const octets = (lengthBytes: number) => fc.uint8Array({ minLength: lengthBytes, maxLength: lengthBytes });
const header = fc.record({
  initiatorSpi: octets(8),
  responderSpi: octets(8),
  majorVersion: fc.integer({ min: 2, max: 15 }),
  minorVersion: fc.integer({ min: 0, max: 15 }),
  exchangeType: fc.integer({ min: 0, max: 255 }),
  flags: fc.integer({ min: 0, max: 255 }),
  messageId: fc.integer({ min: 0, max: 0xffffffff }),
});
const payloads = fc.array(
  fc.record({
    type: fc.constantFrom(33, 34, 40, 41, 43, 200),
    critical: fc.boolean(),
    body: fc.uint8Array({ maxLength: 300 }),
  }),
  { maxLength: 20 },
);

describe("IKE messages", () => {
  it("reads a response octet for octet", () => {
    const parsed = parseIkeMessage(invalidKe);
    expect(parsed).toEqual({
      ok: true,
      value: {
        header: {
          initiatorSpi: hexOctets("1122334455667788"),
          responderSpi: hexOctets("0000000000000000"),
          majorVersion: 2,
          minorVersion: 0,
          exchangeType: 34,
          flags: 0x20,
          messageId: 0,
        },
        payloads: [{ type: 41, critical: false, body: hexOctets("00000011000e") }],
      },
    });
    if (parsed.ok) expect(octetsHex(encodeIkeMessage(parsed.value))).toBe(octetsHex(invalidKe));
  });

  it("gives back what was encoded", () => {
    fc.assert(
      fc.property(header, payloads, (someHeader, somePayloads) => {
        const message = { header: someHeader, payloads: somePayloads };
        expect(parseIkeMessage(encodeIkeMessage(message))).toEqual({ ok: true, value: message });
      }),
    );
  });

  it("refuses every message that is cut or too long", () => {
    for (let length = 0; length < invalidKe.length; length += 1) {
      expect(parseIkeMessage(invalidKe.slice(0, length)).ok, `${length} octets`).toBe(false);
    }
    expect(parseIkeMessage(Uint8Array.from([...invalidKe, 0])).ok).toBe(false);
  });

  it.each([
    ["a payload of length zero, which would never end", "29 00 0000 00 00 0011"],
    ["a payload shorter than its own header", "29 00 0003 00 00 0011"],
    ["a payload longer than the message", "29 00 ffff 00 00 0011"],
    ["octets behind the last payload", "00 00 0006 0000 ff ff"],
    ["a next payload that is not there", "29 00 0008 00000011"],
  ])("refuses %s", (_, body) => {
    expect(decodePayloads(payloadTypes.notify, hexOctets(body)).ok).toBe(false);
  });

  it("bounds the number of payloads", () => {
    const many = Array.from({ length: 200 }, () => ({ type: 43, critical: false, body: new Uint8Array() }));
    expect(decodePayloads(43, encodePayloads(many)).ok).toBe(false);
    expect(decodePayloads(43, encodePayloads(many.slice(0, 100))).ok).toBe(true);
  });

  it("ends the chain at an encrypted payload, whose next payload is inside it", () => {
    const chain = decodePayloads(payloadTypes.encrypted, hexOctets("23 00 0008 deadbeef"));
    expect(chain).toEqual({ ok: true, value: [{ type: 46, critical: false, body: hexOctets("deadbeef") }] });
  });

  it("does not look into an encrypted IKEv1 body", () => {
    const encrypted = hexOctets("1122334455667788 8877665544332211 08 10 02 01 00000000 00000020 ffffffff");
    expect(parseIkeMessage(encrypted)).toMatchObject({ ok: true, value: { payloads: [] } });
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, withTrueLength) => {
        const candidate = Uint8Array.from(noise);
        if (withTrueLength && candidate.length >= ikeHeaderSizeBytes) {
          new DataView(candidate.buffer).setUint32(24, candidate.length);
        }
        expect(typeof parseIkeMessage(candidate).ok).toBe("boolean");
      }),
      { numRuns: 2_000 },
    );
  });

  it("does not send a payload whose length does not fit its field", () => {
    expect(() => encodePayloads([{ type: 43, critical: false, body: new Uint8Array(0xffff) }])).toThrow(RangeError);
  });
});
