import { addressText } from "./address-text.ts";

/** Protocol numbers (IANA). */
export const ipProtocols = { icmp: 1, tcp: 6, udp: 17, esp: 50, icmpv6: 58 } as const;

/** RFC 8200 section 4: headers that lead on to another one. */
const extensionHeaders: ReadonlySet<number> = new Set([0, 43, 60, 135]);
const fragmentHeader = 44;
const authenticationHeader = 51;
/** No honest packet has more; it bounds the work on a hostile one. */
const mostExtensionHeaders = 8;

export interface Fragment {
  readonly identification: number;
  /** Where its data stands in the whole datagram. */
  readonly offsetBytes: number;
  readonly isLast: boolean;
}

export interface IpPacket {
  readonly version: 4 | 6;
  readonly source: string;
  readonly destination: string;
  /** Of the payload, behind all extension headers. */
  readonly protocol: number;
  readonly timeToLive: number;
  readonly dontFragment: boolean;
  /** With its headers, as the packet itself says. */
  readonly totalBytes: number;
  readonly payloadBytes: number;
  /** What was captured of the payload. */
  readonly payload: Uint8Array;
  readonly fragment: Fragment | null;
}

/** Reads an IPv4 (RFC 791) or IPv6 (RFC 8200) packet; null when its header is cut off or makes no sense. */
export function decodeIp(bytes: Uint8Array): IpPacket | null {
  const version = (bytes[0] ?? 0) >>> 4;
  if (version === 4) return decodeIpv4(bytes);
  return version === 6 ? decodeIpv6(bytes) : null;
}

function decodeIpv4(bytes: Uint8Array): IpPacket | null {
  if (bytes.length < 20) return null;
  const at = (offset: number): number => bytes[offset] ?? 0;
  const headerBytes = (at(0) & 0x0f) * 4;
  const claimedBytes = (at(2) << 8) | at(3);
  // A network card that cuts large packets itself leaves the length at 0.
  const totalBytes = claimedBytes === 0 ? bytes.length : claimedBytes;
  if (headerBytes < 20 || totalBytes < headerBytes || bytes.length < headerBytes) return null;
  const flags = (at(6) << 8) | at(7);
  const offsetBytes = (flags & 0x1fff) * 8;
  const more = (flags & 0x2000) !== 0;
  return {
    version: 4,
    source: addressText(bytes, 12, 4),
    destination: addressText(bytes, 16, 4),
    protocol: at(9),
    timeToLive: at(8),
    dontFragment: (flags & 0x4000) !== 0,
    totalBytes,
    payloadBytes: totalBytes - headerBytes,
    payload: bytes.subarray(headerBytes, Math.min(bytes.length, totalBytes)),
    fragment: offsetBytes === 0 && !more ? null : { identification: (at(4) << 8) | at(5), offsetBytes, isLast: !more },
  };
}

const ipv6HeaderBytes = 40;

function decodeIpv6(bytes: Uint8Array): IpPacket | null {
  if (bytes.length < ipv6HeaderBytes) return null;
  const at = (offset: number): number => bytes[offset] ?? 0;
  const totalBytes = ipv6HeaderBytes + ((at(4) << 8) | at(5));
  let protocol = at(6);
  let offset = ipv6HeaderBytes;
  let fragment: Fragment | null = null;
  for (let headers = 0; headers < mostExtensionHeaders; headers += 1) {
    const isFragment = protocol === fragmentHeader;
    if (!isFragment && protocol !== authenticationHeader && !extensionHeaders.has(protocol)) break;
    if (offset + 8 > bytes.length) return null;
    if (isFragment) {
      const field = (at(offset + 2) << 8) | at(offset + 3);
      const identification =
        ((at(offset + 4) << 24) | (at(offset + 5) << 16) | (at(offset + 6) << 8) | at(offset + 7)) >>> 0;
      fragment = { identification, offsetBytes: field & 0xfff8, isLast: (field & 1) === 0 };
    }
    const sizeBytes = isFragment
      ? 8
      : protocol === authenticationHeader
        ? (at(offset + 1) + 2) * 4
        : (at(offset + 1) + 1) * 8;
    protocol = at(offset);
    offset += sizeBytes;
    // Behind a later fragment's header stands data, not a header.
    if (fragment !== null && fragment.offsetBytes > 0) break;
  }
  if (offset > bytes.length || offset > totalBytes) return null;
  return {
    version: 6,
    source: addressText(bytes, 8, 16),
    destination: addressText(bytes, 24, 16),
    protocol,
    timeToLive: at(7),
    dontFragment: true,
    totalBytes,
    payloadBytes: totalBytes - offset,
    payload: bytes.subarray(offset, Math.min(bytes.length, totalBytes)),
    fragment: fragment !== null && fragment.offsetBytes === 0 && fragment.isLast ? null : fragment,
  };
}
