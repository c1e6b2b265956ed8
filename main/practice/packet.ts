import type { Endpoint } from "../model/ports/udp.ts";

/** IPv4 header without options (RFC 791) and UDP or ICMP echo header (RFC 768, RFC 792): 20 + 8. */
export const packetHeaderSizeBytes = 28;

/** Largest packet of the practice network, so that each fits into one datagram of the link that carries it. */
export const maximumPacketSizeBytes = 16_384;

/**
 * One IPv4 packet of the practice network. In an ICMP echo, `port` is the identifier at the client's end and 0 at the
 * other, which is also how a NAT treats it (RFC 5508 section 3).
 */
export interface IpPacket {
  readonly protocol: "udp" | "icmp-echo";
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly payload: Uint8Array;
  /** Total length of the IP packet. */
  readonly sizeBytes: number;
  readonly dontFragment: boolean;
  /** What the sender made of it where it is larger: fragments of that size. In IPv6 nobody else may (RFC 8200 section 4.5). */
  readonly fragmentSizeBytes?: number;
  /** Hops after which it is dropped; absent: it goes all the way. */
  readonly ttl?: number;
}

/** What an ICMP error quotes of the packet that it is about. */
export type QuotedPacket = Pick<IpPacket, "protocol" | "source" | "destination">;

/** What reaches the client, and how long after the packet that caused it was sent. */
export type Delivery = Arrived & { readonly afterMs: number };

/** What can reach the client: a packet, or an ICMP error about one that it had sent. */
export type Arrived =
  | { readonly kind: "datagram"; readonly packet: IpPacket }
  | { readonly kind: "port-unreachable"; readonly quoted: QuotedPacket }
  | { readonly kind: "packet-too-big"; readonly quoted: QuotedPacket; readonly mtuBytes: number };

/** A packet around `payload`, with its length counted. */
export function ipPacket(packet: Omit<IpPacket, "sizeBytes">): IpPacket {
  return { ...packet, sizeBytes: headerSizeBytes(packet.destination.address) + packet.payload.length };
}

/** IPv6 header without extensions (RFC 8200) and UDP or ICMP echo header: 40 + 8. */
const ipv6HeaderSizeBytes = 48;

/** What is in front of the payload of a packet to that address. */
export function headerSizeBytes(address: string): number {
  return isIpv6(address) ? ipv6HeaderSizeBytes : packetHeaderSizeBytes;
}

export function isIpv6(address: string): boolean {
  return address.includes(":");
}

/** The part of a packet that an ICMP error quotes. */
export function quote({ protocol, source, destination }: IpPacket): QuotedPacket {
  return { protocol, source, destination };
}

/** A packet back to where `packet` came from. Answers of a gateway may be fragmented. */
export function answerTo(packet: IpPacket, payload: Uint8Array): IpPacket {
  const { protocol, source, destination } = packet;
  return ipPacket({ protocol, source: destination, destination: source, payload, dontFragment: false });
}
