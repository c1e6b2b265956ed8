/**
 * The addresses of the practice network: documentation ranges (RFC 5737) on the outside, a private one (RFC 1918) in the
 * home. None of them leaves this machine.
 */
export const practiceAddresses = {
  client: "192.168.77.20",
  router: "192.168.77.1",
  /** The router's own address on the outside where a carrier's NAT is behind it (RFC 6598). */
  routerBehindCarrier: "100.64.0.7",
  /** What the gateway sees of the client, behind the router's NAT, and behind the carrier's where there is one. */
  routerOutside: "198.51.100.7",
  gateway: "203.0.113.10",
  /** The client and the gateway over IPv6 (RFC 3849), where there is one; no NAT is between them. */
  clientIpv6: "2001:db8:77::20",
  gatewayIpv6: "2001:db8:113::10",
  /** A STUN server with the two addresses that RFC 5780 asks for. */
  responder: "198.51.100.53",
  responderAlternate: "198.51.100.54",
} as const;

/** The name under which the practice gateway is known to the practice network's name service. */
export const practiceGatewayName = "practice";

/** The name of the practice network's responder. */
export const practiceResponderName = "practice-responder";

/** What the practice network's name service answers; null for a name that it does not know. Addresses are known too. */
export function practiceAddressOf(host: string): string | null {
  const { gateway, responder } = practiceAddresses;
  if (host === practiceGatewayName) return gateway;
  if (host === practiceResponderName) return responder;
  return host === gateway || host === responder ? host : null;
}

/** MTU of the client's own link: Ethernet (RFC 894). */
export const practiceLinkMtuBytes = 1500;
