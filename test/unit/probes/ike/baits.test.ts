import { createECDH } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  baitKinds,
  buildBait,
  futureVersionBait,
  invalidKeBait,
  randomSpi,
  weakMainModeBait,
} from "../../../../main/probes/ike/baits.ts";
import { keyExchangeGroups, publicKeyExchangeData } from "../../../../main/probes/ike/key-exchange.ts";
import { readMainModeSa } from "../../../../main/probes/ike/main-mode.ts";
import { parseIkeMessage } from "../../../../main/probes/ike/message.ts";
import { fromUdpPayload, usualIkePort } from "../../../../main/probes/ike/non-esp-marker.ts";
import { readSaInit } from "../../../../main/probes/ike/sa-init.ts";
import { createSeededRandom } from "../../../fakes/seeded-random.ts";

const random = createSeededRandom(1);

function parsed(udpPayload: Uint8Array, port: number) {
  const message = parseIkeMessage(fromUdpPayload(udpPayload, usualIkePort(port)) ?? new Uint8Array());
  if (!message.ok) throw new Error(message.error.message);
  return message.value;
}

describe("baits", () => {
  it("have exactly the size that was asked for, on both ports, and stay whole messages", () => {
    fc.assert(
      fc.property(fc.integer({ min: 236, max: 3_000 }), fc.constantFrom(500, 4500), (sizeBytes, port) => {
        const { udpPayload, initiatorSpi } = invalidKeBait(random, usualIkePort(port), sizeBytes);
        expect(udpPayload.length).toBe(sizeBytes);
        expect(parsed(udpPayload, port).header.initiatorSpi).toEqual(initiatorSpi);
      }),
    );
  });

  it("are smaller than the smallest size that a path must carry, and say so when they cannot shrink further", () => {
    for (const port of [500, 4500]) {
      const { udpPayload } = invalidKeBait(random, usualIkePort(port));
      expect(udpPayload.length).toBeLessThan(576 - 28);
      expect(() => invalidKeBait(random, usualIkePort(port), udpPayload.length - 1)).toThrow(RangeError);
    }
  });

  it("bring a key of a group that they do not offer", () => {
    const { keyExchange, proposals } = readSaInit(parsed(invalidKeBait(random, usualIkePort(500)).udpPayload, 500));
    const offered = proposals?.flatMap(({ transforms }) => transforms.filter(({ type }) => type === 4)) ?? [];
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.map(({ id }) => id)).not.toContain(keyExchange?.group);
  });

  it("offer IKEv1 nothing but the weakest, and no SPI of zero", () => {
    const bait = weakMainModeBait(random, usualIkePort(4500));
    expect(readMainModeSa(parsed(bait.udpPayload, 4500))).toEqual({
      ok: true,
      value: [{ encryption: 1, hash: 1, authentication: 1, group: 1 }],
    });
    expect(randomSpi({ bytes: (length) => new Uint8Array(length) })).not.toEqual(new Uint8Array(8));
  });

  it("name a version that does not exist", () => {
    expect(parsed(futureVersionBait(random, usualIkePort(500)).udpPayload, 500).header.majorVersion).toBe(3);
  });
});

describe("public key exchange data", () => {
  it.each([
    [keyExchangeGroups.modp768, 96],
    [keyExchangeGroups.modp1024, 128],
    [keyExchangeGroups.modp2048, 256],
    [keyExchangeGroups.modp4096, 512],
    [keyExchangeGroups.ecp256, 64],
    [keyExchangeGroups.ecp384, 96],
    [keyExchangeGroups.ecp521, 132],
    [keyExchangeGroups.curve25519, 32],
  ])("of group %i has %i octets", (group, sizeBytes) => {
    expect(publicKeyExchangeData(group, random)?.length).toBe(sizeBytes);
  });

  it.each([
    [keyExchangeGroups.ecp256, "prime256v1"],
    [keyExchangeGroups.ecp384, "secp384r1"],
    [keyExchangeGroups.ecp521, "secp521r1"],
  ])("of group %i is a point of the curve", (group, curve) => {
    const peer = createECDH(curve);
    peer.generateKeys();
    const point = Uint8Array.from([4, ...(publicKeyExchangeData(group, random) ?? [])]);
    expect(() => peer.computeSecret(point)).not.toThrow();
  });

  it("does not exist for a group that nobody knows", () => {
    expect(publicKeyExchangeData(999, random)).toBeNull();
  });
});

describe("every kind of bait", () => {
  it.each(baitKinds)("%s has exactly the size that was asked for, and stays a whole message", (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 240, max: 3_000 }), fc.constantFrom(500, 4500), (sizeBytes, port) => {
        const { udpPayload, initiatorSpi } = buildBait(kind, random, usualIkePort(port), sizeBytes);
        expect(udpPayload.length).toBe(sizeBytes);
        expect(parsed(udpPayload, port).header.initiatorSpi).toEqual(initiatorSpi);
      }),
      { numRuns: 30 },
    );
  });
});
