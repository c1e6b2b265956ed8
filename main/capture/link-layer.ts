/*
 * Where the IP packet begins in a frame, for every link type that capturing programs of client computers write.
 * Numbers: https://www.tcpdump.org/linktypes.html.
 */

/** EtherTypes (IEEE 802, IANA registry). */
const etherTypes = { ipv4: 0x0800, ipv6: 0x86dd, pppoeSession: 0x8864 } as const;
/** IEEE 802.1Q, 802.1ad and the older form of the latter. */
const vlanTags: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);
const mostVlanTags = 4;
const pppoeHeaderBytes = 6;

/** Offset of the IP header in a frame; -1 where there is none, or it cannot be read (encrypted Wi-Fi). */
type Finder = (bytes: Uint8Array) => number;

const finders: ReadonlyMap<number, { readonly name: string; readonly find: Finder }> = new Map([
  [0, { name: "BSD loopback", find: () => 4 }],
  [1, { name: "Ethernet", find: inEthernet }],
  [9, { name: "PPP", find: (bytes) => inPpp(bytes, 0) }],
  [12, { name: "raw IP", find: () => 0 }],
  [14, { name: "raw IP", find: () => 0 }],
  [50, { name: "PPP", find: (bytes) => inPpp(bytes, 0) }],
  [51, { name: "PPPoE", find: (bytes) => inPpp(bytes, pppoeHeaderBytes) }],
  [101, { name: "raw IP", find: () => 0 }],
  [105, { name: "Wi-Fi", find: (bytes) => inWifi(bytes, 0) }],
  [108, { name: "BSD loopback", find: () => 4 }],
  [113, { name: "Linux cooked", find: (bytes) => behindEtherType(bytes, 14) }],
  [127, { name: "Wi-Fi (radiotap)", find: inRadiotap }],
  [138, { name: "IP over FireWire", find: (bytes) => behindEtherType(bytes, 16) }],
  [149, { name: "packets of macOS", find: inPktap }],
  [192, { name: "Per-Packet Information", find: inPpi }],
  [228, { name: "raw IPv4", find: () => 0 }],
  [229, { name: "raw IPv6", find: () => 0 }],
  [258, { name: "packets of macOS", find: inPktap }],
  [276, { name: "Linux cooked v2", find: (bytes) => ofType(bytes, 0, 20) }],
]);

/** The name of a link type, for people. */
export function linkTypeName(linkType: number): string {
  return finders.get(linkType)?.name ?? `link type ${linkType}`;
}

/** Offset of the IP header in a frame of that link type; -1 where there is none or the link type is not known. */
export function ipOffset(linkType: number, bytes: Uint8Array): number {
  const offset = finders.get(linkType)?.find(bytes) ?? -1;
  if (offset < 0 || offset >= bytes.length) return -1;
  const version = (bytes[offset] ?? 0) >>> 4;
  return version === 4 || version === 6 ? offset : -1;
}

function inEthernet(bytes: Uint8Array): number {
  return behindEtherType(bytes, 12);
}

/** What follows an EtherType at `offset`, VLAN tags included. */
function behindEtherType(bytes: Uint8Array, offset: number): number {
  let at = offset;
  for (let tags = 0; tags <= mostVlanTags; tags += 1) {
    const type = etherTypeAt(bytes, at);
    if (type === null) return -1;
    if (!vlanTags.has(type)) return ofType(bytes, at, at + 2);
    at += 4;
  }
  return -1;
}

function ofType(bytes: Uint8Array, typeOffset: number, dataOffset: number): number {
  const type = etherTypeAt(bytes, typeOffset);
  if (type === etherTypes.ipv4 || type === etherTypes.ipv6) return dataOffset;
  return type === etherTypes.pppoeSession ? inPpp(bytes, dataOffset + pppoeHeaderBytes) : -1;
}

function etherTypeAt(bytes: Uint8Array, offset: number): number | null {
  const high = bytes[offset];
  const low = bytes[offset + 1];
  return high === undefined || low === undefined ? null : (high << 8) | low;
}

/** RFC 1661 section 2 and RFC 1662 section 3.1: address, control and the first octet of the protocol may be left out. */
function inPpp(bytes: Uint8Array, offset: number): number {
  let at = offset;
  if (bytes[at] === 0xff && bytes[at + 1] === 0x03) at += 2;
  if (bytes[at] === 0) at += 1;
  return bytes[at] === 0x21 || bytes[at] === 0x57 ? at + 1 : -1;
}

/** https://www.radiotap.org: version, pad, and the length of all of it in little-endian. */
function inRadiotap(bytes: Uint8Array): number {
  const low = bytes[2];
  const high = bytes[3];
  return low === undefined || high === undefined ? -1 : inWifi(bytes, low | (high << 8));
}

/**
 * What macOS writes where no interface was named (pktap.h of xnu): the length of its header, 1 where a packet follows,
 * and its link type, all little-endian on every Mac of today. 149 is the number that it had before 258.
 */
function inPktap(bytes: Uint8Array): number {
  return littleEndian32(bytes, 4) === 1 ? inWrapped(bytes, littleEndian32(bytes, 0), littleEndian32(bytes, 8)) : -1;
}

/** The Per-Packet Information header (CACE Technologies, PPI 1.0.7): version, flags, length, link type. */
function inPpi(bytes: Uint8Array): number {
  return inWrapped(bytes, littleEndian32(bytes, 0) >>> 16, littleEndian32(bytes, 4));
}

/** A frame of another link type behind a header; one wrapped header in another would make no sense. */
function inWrapped(bytes: Uint8Array, headerBytes: number, linkType: number): number {
  const inner = wrapping.has(linkType) || headerBytes < 8 ? undefined : finders.get(linkType);
  if (inner === undefined || headerBytes >= bytes.length) return -1;
  const offset = inner.find(bytes.subarray(headerBytes));
  return offset < 0 ? -1 : headerBytes + offset;
}

const wrapping: ReadonlySet<number> = new Set([149, 192, 258]);

function littleEndian32(bytes: Uint8Array, offset: number): number {
  const at = (index: number): number => bytes[offset + index] ?? 0;
  return (at(0) | (at(1) << 8) | (at(2) << 16) | (at(3) << 24)) >>> 0;
}

/** IEEE 802.11, section 9.2: a data frame that is not encrypted, with a SNAP header in it. */
function inWifi(bytes: Uint8Array, offset: number): number {
  const control = bytes[offset];
  const flags = bytes[offset + 1];
  if (control === undefined || flags === undefined) return -1;
  const isData = (control & 0x0c) === 0x08 && (control & 0x40) === 0;
  const isEncrypted = (flags & 0x40) !== 0;
  if (!isData || isEncrypted) return -1;
  const hasFourAddresses = (flags & 0x03) === 0x03;
  const hasQos = (control & 0x80) !== 0;
  const hasHighThroughput = hasQos && (flags & 0x80) !== 0;
  const snap = offset + 24 + (hasFourAddresses ? 6 : 0) + (hasQos ? 2 : 0) + (hasHighThroughput ? 4 : 0);
  return bytes[snap] === 0xaa && bytes[snap + 1] === 0xaa ? behindEtherType(bytes, snap + 6) : -1;
}
