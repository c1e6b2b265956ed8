import type { Endpoint } from "../../model/ports/udp.ts";

/** How a NAT behaves towards other destinations, or lets in what others send (RFC 4787 sections 4.1 and 5). */
export type NatBehaviour = "endpoint-independent" | "address-dependent" | "address-and-port-dependent";

const isSame = (left: Endpoint, right: Endpoint): boolean => left.address === right.address && left.port === right.port;

/**
 * Mapping behaviour from what the server saw of one socket (RFC 5780 section 4.3): at its own address, at its second
 * address, and at the second port of that; null where it did not see enough.
 */
export function mappingOf(
  primary: Endpoint,
  otherAddress: Endpoint | null,
  otherPort: Endpoint | null,
): NatBehaviour | null {
  if (otherAddress === null) return null;
  if (isSame(primary, otherAddress)) return "endpoint-independent";
  if (otherPort === null) return null;
  return isSame(otherAddress, otherPort) ? "address-dependent" : "address-and-port-dependent";
}

/** Filtering behaviour from whose answers got in (RFC 5780 section 4.4). */
export function filteringOf(heard: {
  /** From the server's second address, where nothing was sent to. */
  readonly otherAddress: boolean;
  /** From another port of the address that was asked. */
  readonly otherPort: boolean;
}): NatBehaviour {
  if (heard.otherAddress) return "endpoint-independent";
  return heard.otherPort ? "address-dependent" : "address-and-port-dependent";
}
