import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import type { Endpoint } from "../../model/ports.ts";
import { concatOctets, uint16Octets } from "./octets.ts";

/**
 * The data of a NAT_DETECTION_*_IP notify: SHA-1 over both SPIs, the address and the port (RFC 7296 section 2.23).
 * IPv4 addresses in IPv6 notation count as IPv4. Throws a RangeError when the address is none.
 */
export function natDetectionHash(initiatorSpi: Uint8Array, responderSpi: Uint8Array, endpoint: Endpoint): Uint8Array {
  if (!ipaddr.isValid(endpoint.address)) throw new RangeError(`Not an IP address: ${endpoint.address}`);
  const address = Uint8Array.from(ipaddr.process(endpoint.address).toByteArray());
  const input = concatOctets([initiatorSpi, responderSpi, address, uint16Octets(endpoint.port)]);
  return Uint8Array.from(createHash("sha1").update(input).digest());
}
