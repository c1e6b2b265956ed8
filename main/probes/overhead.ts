import type { AddressFamily } from "../model/ports/udp.ts";

/** IP header without options or extension headers, and UDP header. */
export const udpOverheadBytes: Readonly<Record<AddressFamily, number>> = { ipv4: 20 + 8, ipv6: 40 + 8 };
