import { uint32At } from "./octets.ts";

/** Sizes and types of https://www.wireguard.com/protocol/. */
const sizes = { initiation: 148, response: 92, cookie: 64, smallestData: 32 } as const;

export interface WireguardMessage {
  readonly kind: "initiation" | "response" | "cookie" | "data";
  /** Little-endian on the wire; of the sender in an initiation, of the receiver in all others. */
  readonly index: number;
  /** Whom a response comes from. */
  readonly senderIndex: number;
}

/**
 * Reads a WireGuard message in a UDP payload of `payloadBytes`. It has no port of its own: it is known by its first four
 * bytes and its exact size; null when it is none.
 */
export function decodeWireguard(octets: Uint8Array, payloadBytes: number): WireguardMessage | null {
  if (octets.length < 12 || octets[1] !== 0 || octets[2] !== 0 || octets[3] !== 0) return null;
  const kind = kindOf(octets[0] ?? 0, payloadBytes);
  if (kind === null) return null;
  return { kind, index: uint32At(octets, kind === "response" ? 8 : 4), senderIndex: uint32At(octets, 4) };
}

function kindOf(type: number, payloadBytes: number): WireguardMessage["kind"] | null {
  if (type === 1 && payloadBytes === sizes.initiation) return "initiation";
  if (type === 2 && payloadBytes === sizes.response) return "response";
  if (type === 3 && payloadBytes === sizes.cookie) return "cookie";
  // Data is padded to 16 bytes; its header and tag are 32.
  return type === 4 && payloadBytes >= sizes.smallestData && payloadBytes % 16 === 0 ? "data" : null;
}
