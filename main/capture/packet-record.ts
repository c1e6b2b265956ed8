import type { CapturedPacket } from "./captured-packet.ts";
import { decodeIp, type IpPacket, ipProtocols } from "./ip.ts";
import { ipOffset } from "./link-layer.ts";
import { digestOf } from "./octets.ts";
import { endpointOf } from "./seen.ts";
import { vpnMessageOf } from "./story.ts";
import type { VpnMessage } from "./vpn-message.ts";

/** Enough for an hour of a busy tunnel; a record takes about 150 bytes. */
const mostRecords = 500_000;
const secondSeed = 0x5bd1e995;

/** What is remembered of a packet to find it again in the other capture. */
export interface PacketRecord {
  /** The same on both sides of a NAT, and different for nearly all other packets. */
  readonly key: number;
  readonly packetNumber: number;
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
  readonly sourceHost: string;
  readonly destinationHost: string;
  readonly destinationPort: number;
  /** Whole IP packet. */
  readonly sizeBytes: number;
  readonly isLaterFragment: boolean;
  readonly what: string;
}

export interface PacketRecorder {
  readonly add: (packet: CapturedPacket) => void;
  readonly records: readonly PacketRecord[];
  readonly leftOut: () => number;
}

/** Remembers the VPN packets of a capture, and fragments, up to a limit. Keepalives are all the same and left out. */
export function createPacketRecorder(): PacketRecorder {
  const records: PacketRecord[] = [];
  let leftOut = 0;
  return {
    records,
    leftOut: () => leftOut,
    add: ({ bytes, linkType, number, atMs }) => {
      const offset = ipOffset(linkType, bytes);
      const ip = offset < 0 ? null : decodeIp(bytes.subarray(offset));
      if (ip === null) return;
      const found = recordOf(ip, number, atMs);
      if (found === null) return;
      if (records.length < mostRecords) records.push(found);
      else leftOut += 1;
    },
  };
}

function recordOf(ip: IpPacket, packetNumber: number, atMs: number): PacketRecord | null {
  const at = { packetNumber, atMs, sourceHost: ip.source, destinationHost: ip.destination, sizeBytes: ip.totalBytes };
  const laterOffset = ip.fragment?.offsetBytes ?? 0;
  if (laterOffset > 0) {
    if (ip.protocol !== ipProtocols.udp && ip.protocol !== ipProtocols.esp) return null;
    const ends = { from: ip.source, to: ip.destination, destinationPort: 0 };
    return { ...at, ...ends, key: keyOf(ip.payload, laterOffset), isLaterFragment: true, what: "later fragment" };
  }
  const found = vpnMessageOf(ip);
  if (found === null || found.message.kind === "keepalive") return null;
  const { udp, message } = found;
  const sourcePort = udp?.sourcePort ?? 0;
  const destinationPort = udp?.destinationPort ?? 0;
  return {
    ...at,
    // A router that cuts a packet anew changes the size of its pieces, but not that of the datagram.
    key: keyOf(udp?.payload ?? ip.payload, udp?.payloadBytes ?? ip.payloadBytes),
    from: endpointOf({ address: ip.source, port: sourcePort }),
    to: endpointOf({ address: ip.destination, port: destinationPort }),
    destinationPort,
    isLaterFragment: false,
    what: messageName(message),
  };
}

/** 53 bits, as many as a number holds exactly. */
function keyOf(octets: Uint8Array, seed: number): number {
  return digestOf(octets, seed) * 2 ** 21 + (digestOf(octets, seed ^ secondSeed) & 0x1f_ffff);
}

/** What a message is, in the words of its protocol. */
export function messageName(message: VpnMessage): string {
  switch (message.kind) {
    case "ike":
      return `IKE message ${message.header.messageId}`;
    case "esp":
      return `ESP ${message.spi.toString(16).padStart(8, "0")} number ${message.sequence}`;
    case "keepalive":
      return "keepalive";
    case "l2tp":
      return message.message.kind === "control" ? `L2TP ${message.message.name ?? "acknowledgement"}` : "L2TP data";
    case "wireguard":
      return `WireGuard ${message.message.kind}`;
    case "openvpn":
      return `OpenVPN ${message.message.name}`;
  }
}
