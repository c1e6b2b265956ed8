import { hash } from "node:crypto";
import type { Endpoint } from "../../model/ports/udp.ts";
import { equalOctets } from "./octets.ts";
import { type NatDetectionAlgorithm, natDetectionInput } from "./nat-detection.ts";

/** A hash of a NAT detection that covers an endpoint whose port is not known. */
export interface NatDetectionProof {
  readonly initiatorSpi: Uint8Array;
  readonly responderSpi: Uint8Array;
  readonly algorithm: NatDetectionAlgorithm;
  /** Hashes of this computer as the gateway sees it; more than one where the gateway sent more. */
  readonly hashes: readonly Uint8Array[];
}

const portCount = 65_536;

/**
 * The port under which a gateway sees this computer behind `address`, found by trying every port until one gives a hash
 * of the proof; `likelyPorts` go first. Null when no port fits: the gateway sees another address, or it sends hashes
 * that are made up, as some do to force UDP encapsulation. Takes some 100 ms at worst and touches nothing.
 */
export function recoverExternalPort(
  { initiatorSpi, responderSpi, algorithm, hashes }: NatDetectionProof,
  address: string,
  likelyPorts: readonly number[],
): number | null {
  const input = natDetectionInput(initiatorSpi, responderSpi, { address, port: 0 });
  const portAt = input.length - 2;
  const fits = (port: number): boolean => {
    input[portAt] = port >>> 8;
    input[portAt + 1] = port & 0xff;
    const computed = hash(algorithm, input, "buffer");
    return hashes.some((candidate) => equalOctets(candidate, computed));
  };
  const likely = likelyPorts.find(fits);
  if (likely !== undefined) return likely;
  for (let port = 0; port < portCount; port += 1) if (fits(port)) return port;
  return null;
}

/** Whether one of the proof's hashes is that of the endpoint. */
export function provesEndpoint(proof: NatDetectionProof, endpoint: Endpoint): boolean {
  const { initiatorSpi, responderSpi, algorithm, hashes } = proof;
  const computed = hash(algorithm, natDetectionInput(initiatorSpi, responderSpi, endpoint), "buffer");
  return hashes.some((candidate) => equalOctets(candidate, computed));
}
