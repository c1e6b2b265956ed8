import { type Consumed, largestPacketBytes, type PacketSink, type RecordParser } from "./captured-packet.ts";

/** draft-ietf-opsawg-pcap, section 4. */
const fileHeaderBytes = 24;
/** draft-ietf-opsawg-pcap, section 5. */
const recordHeaderBytes = 16;

/** Magic numbers, as they are read big-endian: who wrote them (in which order of bytes) and how fine the time stamps are. */
const magicNumbers: ReadonlyMap<number, { readonly littleEndian: boolean; readonly ticksPerMs: number }> = new Map([
  [0xa1b2c3d4, { littleEndian: false, ticksPerMs: 1e3 }],
  [0xd4c3b2a1, { littleEndian: true, ticksPerMs: 1e3 }],
  [0xa1b23c4d, { littleEndian: false, ticksPerMs: 1e6 }],
  [0x4d3cb2a1, { littleEndian: true, ticksPerMs: 1e6 }],
]);

/** Whether a file that begins so is a pcap file. */
export function isPcap(start: Uint8Array): boolean {
  return start.length >= 4 && magicNumbers.has(viewOf(start).getUint32(0));
}

/** Reads the classic format of libpcap, in either order of bytes, with microseconds or nanoseconds. */
export function createPcapParser(): RecordParser {
  let header: { readonly littleEndian: boolean; readonly ticksPerMs: number; readonly linkType: number } | null = null;
  let number = 0;
  return (bytes: Uint8Array, sink: PacketSink): Consumed => {
    const view = viewOf(bytes);
    let offset = 0;
    if (header === null) {
      if (bytes.length < fileHeaderBytes) return { bytes: 0 };
      const magic = magicNumbers.get(view.getUint32(0));
      if (magic === undefined) return { bytes: 0, broken: "this is not a pcap file" };
      // The upper half of the field tells about frame check sequences.
      header = { ...magic, linkType: view.getUint32(20, magic.littleEndian) & 0xffff };
      offset = fileHeaderBytes;
    }
    const { littleEndian, ticksPerMs, linkType } = header;
    while (offset + recordHeaderBytes <= bytes.length) {
      const keptBytes = view.getUint32(offset + 8, littleEndian);
      if (keptBytes > largestPacketBytes) {
        return { bytes: offset, broken: `the record of packet ${number + 1} claims ${keptBytes} bytes` };
      }
      const end = offset + recordHeaderBytes + keptBytes;
      if (end > bytes.length) break;
      number += 1;
      sink({
        number,
        atMs: view.getUint32(offset, littleEndian) * 1000 + view.getUint32(offset + 4, littleEndian) / ticksPerMs,
        linkType,
        bytes: bytes.subarray(offset + recordHeaderBytes, end),
        originalBytes: Math.max(keptBytes, view.getUint32(offset + 12, littleEndian)),
      });
      offset = end;
    }
    return { bytes: offset };
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
