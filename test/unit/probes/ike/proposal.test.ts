import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMainModeSa, readMainModeSa } from "../../../../main/probes/ike/main-mode.ts";
import { parseIkeMessage } from "../../../../main/probes/ike/message.ts";
import { decodeProposals, encodeProposals, ikeProposal } from "../../../../main/probes/ike/proposal.ts";
import { hexOctets, octetsHex } from "../hex.ts";

/** RFC 7296 section 3.3: two proposals, the first with a key length. */
const twoProposals = hexOctets(`
  02 00 0024 01 01 00 03
    03 00 000c 01 00 000c 800e 0100
    03 00 0008 02 00 0005
    00 00 0008 04 00 000e
  00 00 0010 02 01 00 01
    00 00 0008 04 00 001f`);

const transform = fc.record(
  {
    type: fc.integer({ min: 1, max: 4 }),
    id: fc.integer({ min: 0, max: 0xffff }),
    keyLengthBits: fc.integer({ min: 0, max: 0xffff }),
  },
  { requiredKeys: ["type", "id"] },
);
const proposal = fc.record({
  number: fc.integer({ min: 0, max: 255 }),
  protocolId: fc.integer({ min: 0, max: 255 }),
  spi: fc.uint8Array({ maxLength: 8 }),
  transforms: fc.array(transform, { maxLength: 12 }),
});

describe("IKEv2 proposals", () => {
  it("are laid out as in the standard", () => {
    const proposals = [
      ikeProposal(1, [
        { type: 1, id: 12, keyLengthBits: 256 },
        { type: 2, id: 5 },
        { type: 4, id: 14 },
      ]),
      ikeProposal(2, [{ type: 4, id: 31 }]),
    ];
    expect(octetsHex(encodeProposals(proposals))).toBe(octetsHex(twoProposals));
    expect(decodeProposals(twoProposals)).toEqual({ ok: true, value: proposals });
  });

  it("come back as they went", () => {
    fc.assert(
      fc.property(fc.array(proposal, { maxLength: 6 }), (proposals) => {
        expect(decodeProposals(encodeProposals(proposals))).toEqual({ ok: true, value: proposals });
      }),
    );
  });

  it("steps over an attribute in the long form", () => {
    const body = hexOctets("00 00 001c 01 01 00 01  00 00 0014 01 00 000c 0001 0004 00000001 800e 0080");
    const transforms = [{ type: 1, id: 12, keyLengthBits: 128 }];
    expect(decodeProposals(body)).toMatchObject({ ok: true, value: [{ transforms }] });
  });

  it.each([
    ["a proposal of length zero", "02 00 0000 01 01 00 00"],
    ["a proposal longer than the payload", "00 00 0100 01 01 00 00"],
    ["an SPI longer than its proposal", "00 00 0008 01 01 ff 00"],
    ["a transform longer than its proposal", "00 00 0010 01 01 00 01 00 00 0100 01 00 000c"],
    ["a transform of length zero", "00 00 0010 01 01 00 01 03 00 0000 01 00 000c"],
  ])("refuses %s", (_, body) => {
    expect(decodeProposals(hexOctets(body)).ok).toBe(false);
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => typeof decodeProposals(noise).ok === "boolean"));
  });
});

describe("IKEv1 Main Mode", () => {
  const strong = { encryption: 7, hash: 4, authentication: 1, group: 14, keyLengthBits: 256 };
  const weak = { encryption: 1, hash: 1, authentication: 1, group: 1 };

  it("lays out the SA as in RFC 2408 and RFC 2409", () => {
    const message = buildMainModeSa({ initiatorCookie: hexOctets("1122334455667788"), transforms: [strong] });
    expect(octetsHex(message)).toBe(
      octetsHex(
        hexOctets(`
        1122334455667788 0000000000000000 01 10 02 00 00000000 0000004c
        00 00 0030 00000001 00000001
        00 00 0024 01 01 00 01
        00 00 001c 01 01 0000 8001 0007 8002 0004 8003 0001 8004 000e 800e 0100`),
      ),
    );
  });

  it("gives back the transforms, with or without a key length", () => {
    const message = parseIkeMessage(
      buildMainModeSa({
        initiatorCookie: new Uint8Array(8),
        transforms: [strong, weak],
        vendorIds: [hexOctets("abcd")],
      }),
    );
    expect(message.ok && readMainModeSa(message.value)).toEqual({ ok: true, value: [strong, weak] });
  });

  it("refuses a message without an SA payload, and never throws on a broken one", () => {
    const body = (octets: Uint8Array) => ({
      header: {
        initiatorSpi: new Uint8Array(8),
        responderSpi: new Uint8Array(8),
        majorVersion: 1,
        minorVersion: 0,
        exchangeType: 2,
        flags: 0,
        messageId: 0,
      },
      payloads: [{ type: 1, critical: false, body: octets }],
    });
    expect(readMainModeSa({ ...body(new Uint8Array()), payloads: [] }).ok).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const withDoi = Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, ...noise]);
        expect(typeof readMainModeSa(body(withDoi)).ok).toBe("boolean");
      }),
    );
  });
});
