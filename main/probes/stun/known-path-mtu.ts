import { concatOctets, readUint16, uint16Octets } from "../ike/octets.ts";
import type { StunAttribute } from "./message.ts";

/*
 * An extension of ours to STUN, by which a server says what its own system knows of the way back: routers tell "packet too
 * big" only to who sent it, so of that way nobody else can hear it. The type is one that may be ignored (RFC 8489 section
 * 14). docs/responder.md describes it for other implementations.
 */
const knownPathMtuType = 0xfed2;
const valueSizeBytes = 4;
/** RFC 791 section 3.2: what every module must be able to forward; a smaller number is no MTU. */
const smallestMtuBytes = 68;
const largestMtuBytes = 0xffff;

/** What a server knows of the way from it to the client. Sizes are those of whole IP packets. */
export interface KnownPathMtu {
  /** The path MTU in the server's routing table: below the link's after a "packet too big". */
  readonly pathMtuBytes: number;
  /** MTU of the server's own interface; absent where it does not know. */
  readonly linkMtuBytes?: number;
}

/** The attribute; larger numbers than it can hold (loopback) become the largest. Throws a RangeError below 68 octets. */
export function encodeKnownPathMtu({ pathMtuBytes, linkMtuBytes }: KnownPathMtu): StunAttribute {
  if ([pathMtuBytes, linkMtuBytes ?? largestMtuBytes].some((bytes) => bytes < smallestMtuBytes)) {
    throw new RangeError("No MTU is below 68 octets.");
  }
  const octetsOf = (bytes: number) => uint16Octets(Math.min(bytes, largestMtuBytes));
  const value = concatOctets([
    octetsOf(pathMtuBytes),
    linkMtuBytes === undefined ? uint16Octets(0) : octetsOf(linkMtuBytes),
  ]);
  return { type: knownPathMtuType, value };
}

/** Null where there is no such attribute, its length is wrong, or its numbers are none. */
export function findKnownPathMtu(attributes: readonly StunAttribute[]): KnownPathMtu | null {
  const value = attributes.find(({ type }) => type === knownPathMtuType)?.value;
  if (value?.length !== valueSizeBytes) return null;
  const pathMtuBytes = readUint16(value, 0);
  const linkMtuBytes = readUint16(value, 2);
  if (pathMtuBytes < smallestMtuBytes) return null;
  if (linkMtuBytes === 0) return { pathMtuBytes };
  return linkMtuBytes < pathMtuBytes ? null : { pathMtuBytes, linkMtuBytes };
}
