import { failure, type Outcome, success } from "../model/failure.ts";
import type { Endpoint } from "../model/ports/udp.ts";
import { concatOctets, readUint16, readUint8, uint16Octets } from "../probes/ike/octets.ts";
import {
  type Arrived,
  type IpPacket,
  ipPacket,
  maximumPacketSizeBytes,
  packetHeaderSizeBytes,
  type QuotedPacket,
} from "./packet.ts";

/*
 * The practice link: how a packet, or an ICMP error, travels in one loopback UDP datagram between the client and the
 * router's process.
 *
 *   0 "TDPL"   4 version   5 kind   6 protocol   7 flags (1: don't fragment)
 *   8 source address (4)  12 port (2)   14 destination address (4)  18 port (2)   20 MTU (2)   22 TTL (0: any)   23 payload
 */
const magic = new TextEncoder().encode("TDPL");
const version = 2;
const headerSizeBytes = 23;
const dontFragmentFlag = 1;

const kinds = ["datagram", "port-unreachable", "packet-too-big"] as const satisfies readonly Arrived["kind"][];
const protocols = ["udp", "icmp-echo"] as const satisfies readonly IpPacket["protocol"][];

/** The octets of one frame. Throws a RangeError on an address that is not IPv4: a bug, since all addresses are ours. */
export function encodeLinkFrame(arrived: Arrived): Uint8Array {
  const about = arrived.kind === "datagram" ? arrived.packet : arrived.quoted;
  const packet = arrived.kind === "datagram" ? arrived.packet : null;
  const mtuBytes = arrived.kind === "packet-too-big" ? arrived.mtuBytes : 0;
  return concatOctets([
    magic,
    Uint8Array.of(version, kinds.indexOf(arrived.kind), protocols.indexOf(about.protocol)),
    Uint8Array.of(packet?.dontFragment === true ? dontFragmentFlag : 0),
    endpointOctets(about.source),
    endpointOctets(about.destination),
    uint16Octets(mtuBytes),
    Uint8Array.of(packet?.ttl ?? 0),
    packet?.payload ?? new Uint8Array(),
  ]);
}

/** Reads one frame. `invalid-input` on anything that `encodeLinkFrame` does not make. */
export function parseLinkFrame(octets: Uint8Array): Outcome<Arrived> {
  const largestBytes = headerSizeBytes + maximumPacketSizeBytes - packetHeaderSizeBytes;
  if (octets.length < headerSizeBytes || octets.length > largestBytes) {
    return failure("invalid-input", `A frame of the practice link cannot have ${octets.length} bytes.`);
  }
  if (!magic.every((octet, index) => octet === octets[index]) || readUint8(octets, 4) !== version) {
    return failure("invalid-input", "The frame is not one of the practice link.");
  }
  const kind = kinds[readUint8(octets, 5)];
  const protocol = protocols[readUint8(octets, 6)];
  const flags = readUint8(octets, 7);
  if (kind === undefined || protocol === undefined || flags > dontFragmentFlag) {
    return failure("invalid-input", "The frame of the practice link has an unknown kind, protocol or flag.");
  }
  const quoted: QuotedPacket = { protocol, source: readEndpoint(octets, 8), destination: readEndpoint(octets, 14) };
  const payload = octets.slice(headerSizeBytes);
  const mtuBytes = readUint16(octets, 20);
  const ttl = readUint8(octets, 22);
  if (
    (kind !== "datagram" && (payload.length > 0 || flags !== 0 || ttl !== 0)) ||
    (kind !== "packet-too-big" && mtuBytes !== 0)
  ) {
    return failure("invalid-input", "The frame of the practice link carries what its kind does not have.");
  }
  switch (kind) {
    case "datagram": {
      const hops = ttl === 0 ? {} : { ttl };
      return success({
        kind,
        packet: ipPacket({ ...quoted, payload, dontFragment: flags === dontFragmentFlag, ...hops }),
      });
    }
    case "port-unreachable":
      return success({ kind, quoted });
    case "packet-too-big":
      return success({ kind, quoted, mtuBytes });
  }
}

function endpointOctets({ address, port }: Endpoint): Uint8Array {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || !parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255)) {
    throw new RangeError(`Not an IPv4 address: ${address}`);
  }
  return concatOctets([Uint8Array.from(parts), uint16Octets(port)]);
}

function readEndpoint(octets: Uint8Array, offset: number): Endpoint {
  return { address: octets.slice(offset, offset + 4).join("."), port: readUint16(octets, offset + 4) };
}
