import ipaddr from "ipaddr.js";
import { ikeHeaderSizeBytes } from "../probes/ike/header.ts";
import { onesSum, writeChecksum } from "./checksum.ts";
import { decodeIcmpError } from "./icmp.ts";
import { decodeIp, type IpPacket, ipProtocols } from "./ip.ts";
import { uint16At } from "./octets.ts";
import { vpnMessageOf } from "./story.ts";
import { udpHeaderBytes } from "./udp.ts";
import type { VpnMessage } from "./vpn-message.ts";

/** Another address of the same family for an address; the same for the same. */
export type ReplaceAddress = (address: string) => string;

const ipv6HeaderBytes = 40;
const ipv6FragmentHeader = 44;
const authenticationHeader = 51;
const icmpHeaderBytes = 8;
/** RFC 792: the four octets behind the checksum are an address. */
const icmpRedirect = 5;
/** An error about an error would be against RFC 1122 section 3.2.2. */
const deepest = 1;

/** Where the checksum stands in a header: RFC 768, 9293, 792 and 4443. */
const checksumOffsets: ReadonlyMap<number, number> = new Map([
  [ipProtocols.udp, 6],
  [ipProtocols.tcp, 16],
  [ipProtocols.icmp, 2],
  [ipProtocols.icmpv6, 2],
]);

/**
 * An IP packet with other addresses, and with zeros where its data was: of the VPN's own protocols their headers stay, of
 * everything else the header of UDP, TCP or ICMP. Its checksums are those of the packet that it is now, what the capture
 * left out being taken for zeros as well.
 *
 * @returns null where no IP header can be read
 */
export function redactPacket(bytes: Uint8Array, replace: ReplaceAddress, depth = 0): Uint8Array | null {
  const ip = decodeIp(bytes);
  if (ip === null) return null;
  const headerBytes = ip.totalBytes - ip.payloadBytes;
  const redacted = new Uint8Array(headerBytes + ip.payload.length);
  redacted.set(bytes.subarray(0, headerBytes));
  const isLaterFragment = (ip.fragment?.offsetBytes ?? 0) > 0;
  const segment = redacted.subarray(headerBytes);
  if (!isLaterFragment) segment.set(keptOf(ip, replace, depth));
  const source = ipaddr.parse(replace(ip.source)).toByteArray();
  const destination = ipaddr.parse(replace(ip.destination)).toByteArray();
  if (ip.version === 4) {
    redacted.set(source, 12);
    redacted.set(destination, 16);
    // RFC 791: options may hold addresses; 1 stands for no operation.
    redacted.fill(1, 20, headerBytes);
    writeChecksum(redacted.subarray(0, headerBytes), 10);
  } else {
    redacted.set(source, 8);
    redacted.set(destination, 24);
    clearExtensionHeaders(redacted.subarray(0, headerBytes));
  }
  if (!isLaterFragment) fixChecksum(ip, segment, onesSum(Uint8Array.from([...source, ...destination])));
  return redacted;
}

/** What stays of the payload of a packet that is no later fragment. */
function keptOf(ip: IpPacket, replace: ReplaceAddress, depth: number): Uint8Array {
  const { payload, protocol } = ip;
  switch (protocol) {
    case ipProtocols.udp: {
      const found = vpnMessageOf(ip);
      const marker = found?.message.kind === "ike" ? found.message.octets.byteOffset - payload.byteOffset : 0;
      const behind = marker > 0 ? marker - udpHeaderBytes : 0;
      return payload.subarray(0, udpHeaderBytes + (found === null ? 0 : behind + keptBytes(found.message)));
    }
    case ipProtocols.esp: {
      const found = vpnMessageOf(ip);
      return payload.subarray(0, found === null ? 0 : keptBytes(found.message));
    }
    case ipProtocols.tcp:
      return payload.subarray(0, ((payload[12] ?? 0) >>> 4) * 4);
    case ipProtocols.icmp:
    case ipProtocols.icmpv6:
      return keptOfIcmp(ip, replace, depth);
    default:
      return new Uint8Array();
  }
}

/** Of each kind, in octets: what tells the packets of a tunnel apart, and nothing that is sent through it. */
function keptBytes(message: VpnMessage): number {
  switch (message.kind) {
    case "ike":
      return ikeHeaderSizeBytes;
    case "esp":
      return 8;
    case "keepalive":
      return 1;
    case "l2tp":
      // RFC 2661: the header of a control message and the AVP of its type; of data flags, tunnel and session.
      return message.message.kind === "control" ? 20 : 6;
    case "wireguard":
      // Type, receiver and counter of a data message.
      return 16;
    case "openvpn":
      // Operation and session.
      return 9;
  }
}

function keptOfIcmp(ip: IpPacket, replace: ReplaceAddress, depth: number): Uint8Array {
  const { payload, protocol } = ip;
  const head = Uint8Array.from(payload.subarray(0, icmpHeaderBytes));
  if (protocol === ipProtocols.icmp && head[0] === icmpRedirect) head.fill(0, 4);
  if (decodeIcmpError(ip) === null || depth >= deepest) return head;
  const about = redactPacket(payload.subarray(icmpHeaderBytes), replace, depth + 1);
  return about === null ? head : Uint8Array.from([...head, ...about]);
}

/** Extension headers keep what leads on to the next one, and how fragments belong together. */
function clearExtensionHeaders(header: Uint8Array): void {
  let type = header[6] ?? 0;
  let offset = ipv6HeaderBytes;
  while (offset < header.length) {
    const length = header[offset + 1] ?? 0;
    const isFragment = type === ipv6FragmentHeader;
    const sizeBytes = isFragment ? 8 : type === authenticationHeader ? (length + 2) * 4 : (length + 1) * 8;
    if (!isFragment) header.fill(0, offset + 2, offset + sizeBytes);
    type = header[offset] ?? 0;
    offset += sizeBytes;
  }
}

/** @param addresses the sum of both addresses, for the pseudo headers of RFC 768, 9293 and 8200 section 8.1 */
function fixChecksum(ip: IpPacket, segment: Uint8Array, addresses: number): void {
  const { protocol, payloadBytes } = ip;
  const offset = checksumOffsets.get(protocol);
  if (offset === undefined || segment.length < offset + 2) return;
  const isUdp = protocol === ipProtocols.udp;
  // Over IPv4 a sender may leave it out, as most do around ESP (RFC 3948 section 2.1).
  if (isUdp && ip.version === 4 && uint16At(segment, offset) === 0) return;
  const lengthBytes = isUdp ? uint16At(segment, 4) : payloadBytes;
  const seed = protocol === ipProtocols.icmp ? 0 : addresses + protocol + (lengthBytes >>> 16) + (lengthBytes & 0xffff);
  writeChecksum(segment, offset, seed, isUdp);
}
