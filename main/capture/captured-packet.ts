/** One packet as the capturing program wrote it down. */
export interface CapturedPacket {
  /** Counts from 1, as Wireshark does. */
  readonly number: number;
  /** Ms since 1970 UTC, with a fraction. */
  readonly atMs: number;
  /** LINKTYPE_* of https://www.tcpdump.org/linktypes.html. */
  readonly linkType: number;
  /** What was kept of it; shares memory with the chunk it came in, so it must be used up at once. */
  readonly bytes: Uint8Array;
  /** Its size on the wire, which may be larger than what was kept. */
  readonly originalBytes: number;
}

export type PacketSink = (packet: CapturedPacket) => void;

/** How much of the bytes at hand was used up, and why no more can be, where something is broken. */
export interface Consumed {
  readonly bytes: number;
  /** One sentence; the rest of the file cannot be read. */
  readonly broken?: string;
}

/**
 * Takes as many whole records from the start of `bytes` as there are. What is left of a record comes again, with more
 * behind it.
 */
export type RecordParser = (bytes: Uint8Array, sink: PacketSink) => Consumed;

/** Nothing that a capturing program writes is larger: libpcap's largest snapshot length is 262144 (pcap-int.h). */
export const largestPacketBytes = 262_144;
