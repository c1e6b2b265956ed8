import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeAddress,
  decodeChangeRequest,
  decodeErrorCode,
  decodeResponsePort,
  decodeXorAddress,
  encodeAddress,
  encodeChangeRequest,
  encodeErrorCode,
  encodeResponsePort,
  encodeSoftware,
  encodeUnknownAttributes,
  encodeXorAddress,
} from "../../../../main/probes/stun/attributes.ts";
import { buildBindingRequest, newTransactionId, readBindingResponse } from "../../../../main/probes/stun/binding.ts";
import { encodeStunMessage, parseStunMessage, type StunMessage } from "../../../../main/probes/stun/message.ts";
import { createSeededRandom } from "../../../fakes/seeded-random.ts";
import { hexOctets, octetsHex } from "../hex.ts";

const id = fc.uint8Array({ minLength: 12, maxLength: 12 });
const endpoints = fc.record({
  address: fc.constantFrom("192.0.2.1", "255.255.255.255", "0.0.0.0", "2001:db8::1", "::", "fe80::1:2"),
  port: fc.nat(0xffff),
});

describe("STUN addresses", () => {
  it("come back as they went, mixed or not", () => {
    fc.assert(
      fc.property(endpoints, id, (endpoint, transactionId) => {
        expect(decodeAddress(encodeAddress(endpoint))).toEqual(endpoint);
        expect(decodeXorAddress(encodeXorAddress(endpoint, transactionId), transactionId)).toEqual(endpoint);
      }),
    );
  });

  it("in the IPv6 notation of IPv4 are IPv4", () => {
    expect(octetsHex(encodeAddress({ address: "::ffff:192.0.2.1", port: 80 }))).toBe("00010050c0000201");
    expect(() => encodeAddress({ address: "stun.example", port: 80 })).toThrow(RangeError);
  });

  it.each(["", "0001", "00010050", "00010050c00002", "00010050c000020100", "00020050c0000201", "00030050c0000201"])(
    "%j is none",
    (hex) => {
      expect(decodeAddress(hexOctets(hex))).toBeNull();
      expect(decodeXorAddress(hexOctets(hex), new Uint8Array(12))).toBeNull();
    },
  );
});

describe("other STUN attributes", () => {
  it("ERROR-CODE has hundreds and the rest apart (RFC 8489 section 14.8)", () => {
    const value = encodeErrorCode({ code: 438, reason: "Stale Nonce" });
    expect(octetsHex(value)).toBe("000004265374616c65204e6f6e6365");
    expect(decodeErrorCode(value)).toEqual({ code: 438, reason: "Stale Nonce" });
  });

  it.each(["", "000004", "00000264", "00000700", "00000200", "00000464", `00000426${"41".repeat(764)}`])(
    "ERROR-CODE %# is refused",
    (hex) => {
      expect(decodeErrorCode(hexOctets(hex))).toBeNull();
    },
  );

  it.each([
    [{ address: true, port: true }, "00000006"],
    [{ address: false, port: true }, "00000002"],
    [{ address: true, port: false }, "00000004"],
    [{ address: false, port: false }, "00000000"],
  ])("CHANGE-REQUEST %j", (change, hex) => {
    expect(octetsHex(encodeChangeRequest(change))).toBe(hex);
    expect(decodeChangeRequest(hexOctets(hex))).toEqual(change);
    expect(decodeChangeRequest(hexOctets(`${hex}00`))).toBeNull();
  });

  it("RESPONSE-PORT is sent with two octets, and read with two or four", () => {
    expect(octetsHex(encodeResponsePort(4500))).toBe("1194");
    expect(["1194", "11940000", "0000", "119400", ""].map((hex) => decodeResponsePort(hexOctets(hex)))).toEqual([
      4500,
      4500,
      null,
      null,
      null,
    ]);
  });

  it("UNKNOWN-ATTRIBUTES and SOFTWARE", () => {
    expect(octetsHex(encodeUnknownAttributes([0x26, 0x7fff]))).toBe("00267fff");
    expect(encodeSoftware("x".repeat(2000)).length).toBe(763);
  });
});

describe("Binding", () => {
  const transactionId = newTransactionId(createSeededRandom(1));
  const respond = (rest: Pick<StunMessage, "messageClass" | "attributes">, method = 1) =>
    encodeStunMessage({ method, transactionId, ...rest });

  it("a request carries what was asked for", () => {
    const octets = buildBindingRequest({
      transactionId,
      changeRequest: { address: true, port: false },
      responsePort: 4500,
      paddingSizeBytes: 5,
      extra: [{ type: 0xfed0, value: Uint8Array.of(1) }],
    });
    const parsed = parseStunMessage(octets);
    expect(parsed.ok && parsed.value.attributes.map(({ type }) => type)).toEqual([0xfed0, 0x8022, 0x3, 0x27, 0x26]);
    expect(readBindingResponse(octets)).toBeNull();
  });

  it("prefers XOR-MAPPED-ADDRESS, and falls back to MAPPED-ADDRESS", () => {
    const plain = { type: 0x0001, value: encodeAddress({ address: "192.0.2.9", port: 9 }) };
    const mixed = { type: 0x0020, value: encodeXorAddress({ address: "192.0.2.1", port: 1 }, transactionId) };
    const other = { type: 0x802c, value: encodeAddress({ address: "192.0.2.2", port: 3479 }) };
    const mappedBy = (...attributes: StunMessage["attributes"]) =>
      readBindingResponse(respond({ messageClass: "success", attributes }));
    expect(mappedBy(plain, mixed)?.mapped?.port).toBe(1);
    expect(mappedBy(plain)?.mapped?.port).toBe(9);
    expect(mappedBy(plain)?.otherAddress).toBeNull();
    expect(mappedBy(other)).toMatchObject({ mapped: null, otherAddress: { address: "192.0.2.2", port: 3479 } });
  });

  it("an error needs a code, a success has none, and other methods are none of ours", () => {
    const code = { type: 0x0009, value: encodeErrorCode({ code: 420, reason: "" }) };
    expect(readBindingResponse(respond({ messageClass: "error", attributes: [code] }))?.error?.code).toBe(420);
    expect(readBindingResponse(respond({ messageClass: "error", attributes: [] }))).toBeNull();
    expect(readBindingResponse(respond({ messageClass: "success", attributes: [code] }))).toBeNull();
    expect(readBindingResponse(respond({ messageClass: "indication", attributes: [] }))).toBeNull();
    expect(readBindingResponse(respond({ messageClass: "success", attributes: [] }, 3))).toBeNull();
  });
});
