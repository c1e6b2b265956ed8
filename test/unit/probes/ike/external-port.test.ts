import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { provesEndpoint, recoverExternalPort } from "../../../../main/probes/ike/external-port.ts";
import { natDetectionHash } from "../../../../main/probes/ike/nat-detection.ts";

const initiatorSpi = new Uint8Array(8).fill(1);
const responderSpi = new Uint8Array(8).fill(2);
const address = "198.51.100.7";
const algorithms = ["md5", "sha1", "sha256", "sha384", "sha512"] as const;

function proof(port: number, algorithm: (typeof algorithms)[number] = "sha1", seenAddress = address) {
  const hash = natDetectionHash(initiatorSpi, responderSpi, { address: seenAddress, port }, algorithm);
  return { initiatorSpi, responderSpi, algorithm, hashes: [new Uint8Array(hash.length), hash] };
}

describe("the external port", () => {
  it("is found out of all 65 536, in every hash", () => {
    fc.assert(
      fc.property(fc.nat(65_535), fc.constantFrom(...algorithms), (port, algorithm) => {
        expect(recoverExternalPort(proof(port, algorithm), address, [500])).toBe(port);
      }),
      { numRuns: 12 },
    );
    for (const port of [0, 1, 255, 256, 65_535]) expect(recoverExternalPort(proof(port), address, [])).toBe(port);
  });

  it("is not found where the gateway sees another address, or makes its hashes up", () => {
    expect(recoverExternalPort(proof(4500, "sha1", "198.51.100.8"), address, [4500])).toBeNull();
    expect(recoverExternalPort({ ...proof(4500), hashes: [] }, address, [4500])).toBeNull();
  });

  it("proves the endpoint that it was made of, and no other", () => {
    expect(provesEndpoint(proof(4500), { address, port: 4500 })).toBe(true);
    expect(provesEndpoint(proof(4500), { address, port: 4501 })).toBe(false);
  });
});
