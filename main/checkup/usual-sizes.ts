/** A link MTU to start from where the system does not tell one: Ethernet's. */
export const usualLinkMtuBytes = 1500;

/** What every path carries (RFC 1122 section 3.3.3), where its MTU is not known. */
export const smallestMtuBytes = 576;
