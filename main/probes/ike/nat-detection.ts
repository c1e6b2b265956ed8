import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import type { Endpoint } from "../../model/ports/udp.ts";
import { concatOctets, uint16Octets } from "./octets.ts";

/** What a NAT detection hash is computed with. IKEv2 always takes SHA-1 (RFC 7296 section 2.23). */
export type NatDetectionAlgorithm = "md5" | "sha1" | "sha256" | "sha384" | "sha512";

/**
 * The data of a NAT_DETECTION_*_IP notify, or of a NAT-D payload of IKEv1: a hash over both SPIs (cookies), the address
 * and the port (RFC 7296 section 2.23, RFC 3947 section 3.2). IPv4 addresses in IPv6 notation count as IPv4. Throws a
 * RangeError when the address is none.
 */
export function natDetectionHash(
  initiatorSpi: Uint8Array,
  responderSpi: Uint8Array,
  endpoint: Endpoint,
  algorithm: NatDetectionAlgorithm = "sha1",
): Uint8Array {
  const input = natDetectionInput(initiatorSpi, responderSpi, endpoint);
  return Uint8Array.from(createHash(algorithm).update(input).digest());
}

/** What is hashed; the port is the last two octets. */
export function natDetectionInput(initiatorSpi: Uint8Array, responderSpi: Uint8Array, endpoint: Endpoint): Uint8Array {
  if (!ipaddr.isValid(endpoint.address)) throw new RangeError(`Not an IP address: ${endpoint.address}`);
  const address = Uint8Array.from(ipaddr.process(endpoint.address).toByteArray());
  return concatOctets([initiatorSpi, responderSpi, address, uint16Octets(endpoint.port)]);
}

/**
 * The hash of a phase 1 transform by its number (RFC 2409 appendix A; above 3 the IANA registry "IKE Attributes", hash
 * algorithms); null for those that nobody uses.
 */
export function hashOfMainMode(hashId: number): NatDetectionAlgorithm | null {
  return mainModeHashes.get(hashId) ?? null;
}

const mainModeHashes: ReadonlyMap<number, NatDetectionAlgorithm> = new Map([
  [1, "md5"],
  [2, "sha1"],
  [4, "sha256"],
  [5, "sha384"],
  [6, "sha512"],
]);
