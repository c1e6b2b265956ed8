import type { Endpoint } from "../model/ports/udp.ts";

/** One datagram, and the two ends between which it goes; `local` is the server's. */
export interface ResponderDatagram {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly payload: Uint8Array;
  /** Set on an answer that must not be fragmented on its way. */
  readonly dontFragment?: boolean;
}

/** Where a responder listens. */
export interface ResponderPlaces {
  /** One address, or two for RFC 5780. All ports are open on each. */
  readonly addresses: readonly [string] | readonly [string, string];
  /** The first two are the primary and the alternate port of RFC 5780. */
  readonly ports: readonly [number, number, ...number[]];
}
