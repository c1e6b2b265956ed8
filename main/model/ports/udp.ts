import type { Outcome } from "../failure.ts";

export type AddressFamily = "ipv4" | "ipv6";

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What became of one datagram handed to the system. `too-big`: larger than the local link, or than a cached path MTU. */
export type SendResult = "sent" | "too-big" | "refused" | "unreachable" | "not-permitted" | "failed";

/**
 * What arrived at a socket: a datagram, or the word of an ICMP error. `refused` is port unreachable; `unreachable` is
 * any other destination unreachable.
 */
export type Arrival =
  | { readonly kind: "datagram"; readonly from: Endpoint; readonly payload: Uint8Array; readonly atMonotonicMs: number }
  | { readonly kind: "refused" | "unreachable"; readonly atMonotonicMs: number };

/** One UDP socket that talks to one remote host; other senders are dropped before they get here, unless it hears anybody. */
export interface UdpSocket {
  readonly local: Endpoint;
  /** The interface that all datagrams leave by, whatever the routes say; missing where the routing table decides. */
  readonly interfaceName?: string;
  /** To the remote host, or, from a socket that hears anybody, to another one. */
  readonly send: (payload: Uint8Array, remotePort: number, remoteAddress?: string) => Promise<SendResult>;
  /**
   * Sends one datagram to the remote host that no router passes on after `ttl` hops (IPv4 time to live, IPv6 hop limit; 1 to
   * 255); missing where that cannot be set. One send at a time.
   */
  readonly sendWithTtl?: (payload: Uint8Array, remotePort: number, ttl: number) => Promise<SendResult>;
  /** The next arrival, or null when `timeoutMs` is over, `signal` aborts, or the socket is closed. */
  readonly receive: (timeoutMs: number, signal?: AbortSignal) => Promise<Arrival | null>;
  /**
   * The path MTU in bytes that the system knows for the remote host, which is below the link's MTU after a "packet too
   * big" was heard; null where the system does not tell.
   */
  readonly knownPathMtuBytes: () => number | null;
  readonly close: () => void;
}

export interface UdpSocketOptions {
  readonly remoteAddress: string;
  readonly family: AddressFamily;
  /**
   * `never`: datagrams carry the don't-fragment bit and a cached path MTU is ignored, so that only the local link
   * limits the size. `system`: what the system does by itself.
   */
  readonly fragmentation: "never" | "system";
  /**
   * With a port: the socket is connected, so that an ICMP port unreachable is heard as an arrival. Without: datagrams
   * may go to any port of the remote host.
   */
  readonly connectToPort?: number;
  /** Local address to send from, and with it the interface to send by, so that probes stay outside a tunnel. */
  readonly bindAddress?: string;
  /** Whose datagrams arrive; the remote host's alone when left out. Only for a socket that is not connected. */
  readonly hears?: "remote-host" | "anybody";
  /** Called for every datagram that arrives but never comes out of `receive`: another host's, or one too many in a flood. */
  readonly onIgnored?: () => void;
}

export interface UdpNetwork {
  readonly open: (options: UdpSocketOptions) => Promise<Outcome<UdpSocket>>;
}
