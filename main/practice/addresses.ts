/**
 * The addresses of the practice network: documentation ranges (RFC 5737) on the outside, a private one (RFC 1918) in the
 * home. None of them leaves this machine.
 */
export const practiceAddresses = {
  client: "192.168.77.20",
  router: "192.168.77.1",
  /** What the gateway sees of the client, behind the router's NAT. */
  routerOutside: "198.51.100.7",
  gateway: "203.0.113.10",
  /** A STUN server with the two addresses that RFC 5780 asks for. */
  responder: "198.51.100.53",
  responderAlternate: "198.51.100.54",
} as const;

/** The name under which the practice gateway is known to the practice network's name service. */
export const practiceGatewayName = "practice";

/** MTU of the client's own link: Ethernet (RFC 894). */
export const practiceLinkMtuBytes = 1500;
