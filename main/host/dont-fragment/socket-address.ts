import ipaddr from "ipaddr.js";

/** How an operating system lays out `struct sockaddr_in` and `sockaddr_in6`. */
export interface SocketAddressLayout {
  /** AF_INET6; AF_INET is 2 everywhere. */
  readonly ipv6Family: number;
  /** BSD keeps the length in the first byte and the family in the second; the others a 16-bit family. */
  readonly lengthByte: boolean;
}

const ipv4Family = 2;
const ipv4LengthBytes = 16;
const ipv6LengthBytes = 28;

/**
 * Encodes a socket address for a little-endian machine. Throws when `address` is no IP address, which a caller has to
 * check before; an IPv6 zone is not encoded.
 */
export function encodeSocketAddress(layout: SocketAddressLayout, address: string, port: number): Uint8Array {
  const parsed = ipaddr.parse(address);
  const isIpv4 = parsed.kind() === "ipv4";
  const bytes = new Uint8Array(isIpv4 ? ipv4LengthBytes : ipv6LengthBytes);
  const view = new DataView(bytes.buffer);
  const family = isIpv4 ? ipv4Family : layout.ipv6Family;
  if (layout.lengthByte) bytes.set([bytes.length, family]);
  else view.setUint16(0, family, true);
  view.setUint16(2, port, false);
  // sockaddr_in6 has the 4 bytes of the flow label before the address.
  bytes.set(parsed.toByteArray(), isIpv4 ? 4 : 8);
  return bytes;
}

/** Reads a socket address back; null for another family or too few bytes. */
export function decodeSocketAddress(
  layout: SocketAddressLayout,
  bytes: Uint8Array,
): { readonly address: string; readonly port: number } | null {
  if (bytes.length < ipv4LengthBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const family = layout.lengthByte ? view.getUint8(1) : view.getUint16(0, true);
  const port = view.getUint16(2, false);
  if (family === ipv4Family) return { address: textOf(bytes.subarray(4, 8)), port };
  if (family !== layout.ipv6Family || bytes.length < ipv6LengthBytes) return null;
  return { address: textOf(bytes.subarray(8, 24)), port };
}

const textOf = (address: Uint8Array) => ipaddr.fromByteArray([...address]).toString();
