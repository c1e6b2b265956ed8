import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildMainModeKeyExchange,
  buildMainModeSa,
  type MainModeTransform,
  readMainModeKeyExchange,
  readMainModeSa,
  readVendorIdsV1,
} from "../../../../main/probes/ike/main-mode.ts";
import { parseIkeMessage } from "../../../../main/probes/ike/message.ts";
import { hashOfMainMode, natDetectionHash } from "../../../../main/probes/ike/nat-detection.ts";
import { readIkeReply } from "../../../../main/probes/ike/reply.ts";
import { usualIkePort } from "../../../../main/probes/ike/non-esp-marker.ts";
import { hexOctets, octetsHex } from "../hex.ts";

const initiatorCookie = hexOctets("1122334455667788");
const responderCookie = hexOctets("8877665544332211");
const aes: MainModeTransform = { encryption: 7, hash: 2, authentication: 1, group: 14, keyLengthBits: 256 };

function parsed(octets: Uint8Array) {
  const message = parseIkeMessage(octets);
  if (!message.ok) throw new Error(message.error.message);
  return message.value;
}

describe("the first exchange of Main Mode", () => {
  it("has the layout of RFC 2409 and RFC 2408, life time included", () => {
    const message = buildMainModeSa({
      initiatorCookie,
      transforms: [{ encryption: 5, hash: 2, authentication: 1, group: 2, lifeSeconds: 28_800 }],
      vendorIds: [hexOctets("aabb")],
    });
    expect(octetsHex(message)).toBe(
      octetsHex(
        hexOctets(`1122334455667788 0000000000000000 01 10 02 00 00000000 00000056
          0d 00 0034 00000001 00000001
          00 00 0028 01 01 00 01
          00 00 0020 01 01 0000 80010005 80020002 80030001 80040002 800b0001 800c7080
          00 00 0006 aabb`),
      ),
    );
  });

  it("tells the transform and the Vendor IDs of the answer", () => {
    const vendorIds = [hexOctets("4a131c81070358455c5728f20e95452f"), hexOctets("01")];
    const message = buildMainModeSa({ initiatorCookie, responderCookie, transforms: [aes], vendorIds });
    expect(readMainModeSa(parsed(message))).toEqual({ ok: true, value: [aes] });
    expect(readVendorIdsV1(parsed(message))).toEqual(vendorIds);
    expect(readIkeReply(message, usualIkePort(500))?.answer).toEqual({ kind: "main-mode", transform: aes, vendorIds });
  });

  it("without a transform that is whole is no answer", () => {
    const message = buildMainModeSa({ initiatorCookie, responderCookie, transforms: [] });
    expect(readIkeReply(message, usualIkePort(500))).toBeNull();
  });
});

describe("the second exchange of Main Mode", () => {
  const parts = {
    initiatorCookie,
    responderCookie,
    keyExchange: new Uint8Array(128).fill(3),
    nonce: new Uint8Array(20).fill(4),
    natDetection: [new Uint8Array(20).fill(5), new Uint8Array(20).fill(6)],
  };

  it.each([20, 130])("carries key, nonce and NAT detection in payloads of type %i, in their order", (type) => {
    const message = parsed(buildMainModeKeyExchange({ ...parts, natDetectionType: type }));
    expect(message.payloads.map((payload) => payload.type)).toEqual([4, 10, type, type]);
    const { keyExchange, nonce, natDetection } = parts;
    expect(readMainModeKeyExchange(message)).toEqual({ keyExchange, nonce, natDetection });
  });

  it("is understood as an answer, and not without a nonce", () => {
    const message = buildMainModeKeyExchange(parts);
    expect(readIkeReply(message, usualIkePort(500))).toMatchObject({
      responderSpi: responderCookie,
      answer: { kind: "main-mode-keys" },
    });
    const { payloads } = parsed(message);
    const cut = { ...parsed(message), payloads: payloads.filter(({ type }) => type !== 10) };
    expect(readMainModeKeyExchange(cut)).toBeNull();
  });

  it("never throws on a changed octet", () => {
    const message = buildMainModeKeyExchange(parts);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 255 }), (position, octet) => {
        const changed = Uint8Array.from(message);
        changed[position % changed.length] = octet;
        void readIkeReply(changed, usualIkePort(500));
      }),
    );
  });
});

describe("NAT detection of IKEv1", () => {
  const endpoint = { address: "192.0.2.1", port: 500 };
  it.each([
    [1, "md5", 16],
    [2, "sha1", 20],
    [4, "sha256", 32],
    [5, "sha384", 48],
    [6, "sha512", 64],
  ] as const)("takes the negotiated hash %i, %s", (id, algorithm, sizeBytes) => {
    expect(hashOfMainMode(id)).toBe(algorithm);
    const input = Uint8Array.from([...initiatorCookie, ...responderCookie, 192, 0, 2, 1, 0x01, 0xf4]);
    const hash = natDetectionHash(initiatorCookie, responderCookie, endpoint, algorithm);
    expect(octetsHex(hash)).toBe(createHash(algorithm).update(input).digest("hex"));
    expect(hash.length).toBe(sizeBytes);
  });

  it.each([0, 3, 7, 65_535])("knows no hash %i", (id) => expect(hashOfMainMode(id)).toBeNull());
});
