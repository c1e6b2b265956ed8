import { uint16At } from "./octets.ts";

/** RFC 768. */
export const udpHeaderBytes = 8;

export interface UdpDatagram {
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Of the payload, as the header says. */
  readonly payloadBytes: number;
  /** What is here of the payload: less than that in a first fragment or a truncated packet. */
  readonly payload: Uint8Array;
}

/** Reads a UDP header and what follows it; null when it is cut off or its length makes no sense. */
export function decodeUdp(octets: Uint8Array): UdpDatagram | null {
  if (octets.length < udpHeaderBytes) return null;
  const lengthBytes = uint16At(octets, 4);
  if (lengthBytes < udpHeaderBytes) return null;
  return {
    sourcePort: uint16At(octets, 0),
    destinationPort: uint16At(octets, 2),
    payloadBytes: lengthBytes - udpHeaderBytes,
    payload: octets.subarray(udpHeaderBytes, Math.min(octets.length, lengthBytes)),
  };
}
