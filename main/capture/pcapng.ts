import { type Consumed, largestPacketBytes, type PacketSink, type RecordParser } from "./captured-packet.ts";
import { type CaptureInterface, readInterface } from "./pcapng-interface.ts";

/** Block types of draft-ietf-opsawg-pcapng, section 10.1. */
const blockTypes = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  obsoletePacket: 2,
  simplePacket: 3,
  enhancedPacket: 6,
} as const;

/** Section 4.1: type and length in front, the length again behind. */
const blockHeaderBytes = 8;
const smallestBlockBytes = 12;
/** Section 4.1: tells the order of bytes of a section. */
const byteOrderMagic = 0x1a2b3c4d;
/** A packet with its options; other blocks may be larger and are skipped without being kept. */
const largestPacketBlockBytes = largestPacketBytes + 65_536;
const mostInterfaces = 4096;

/** Whether a file that begins so is a pcapng file. */
export function isPcapng(start: Uint8Array): boolean {
  return start.length >= 4 && viewOf(start).getUint32(0) === blockTypes.sectionHeader;
}

/** Reads pcapng: several sections and interfaces, each with its own order of bytes and resolution of time. */
export function createPcapngParser(): RecordParser {
  let littleEndian = true;
  let interfaces: CaptureInterface[] = [];
  let number = 0;
  let lastAtMs = 0;
  /** Bytes of a large block that is of no interest and not here yet. */
  let skipBytes = 0;

  const packet = (
    body: DataView,
    at: { readonly data: number; readonly ticks: number | null; readonly kept: number; readonly original: number },
    from: CaptureInterface | undefined,
    sink: PacketSink,
  ): string | undefined => {
    if (from === undefined) return "a packet names an interface that was not described";
    if (at.kept > largestPacketBytes || at.data + at.kept > body.byteLength) {
      return `the record of packet ${number + 1} claims ${at.kept} bytes`;
    }
    number += 1;
    if (at.ticks !== null) lastAtMs = at.ticks / from.ticksPerMs + from.offsetMs;
    sink({
      number,
      atMs: lastAtMs,
      linkType: from.linkType,
      bytes: new Uint8Array(body.buffer, body.byteOffset + at.data, at.kept),
      originalBytes: Math.max(at.kept, at.original),
    });
    return undefined;
  };

  const block = (type: number, body: DataView, sink: PacketSink): string | undefined => {
    const u16 = (offset: number): number => body.getUint16(offset, littleEndian);
    const u32 = (offset: number): number => body.getUint32(offset, littleEndian);
    const ticks = (offset: number): number => u32(offset) * 2 ** 32 + u32(offset + 4);
    switch (type) {
      case blockTypes.sectionHeader:
        interfaces = [];
        return undefined;
      case blockTypes.interfaceDescription:
        if (body.byteLength < 8) return "the description of an interface is cut off";
        if (interfaces.length === mostInterfaces) return "there are too many interfaces";
        interfaces.push(readInterface(body, littleEndian));
        return undefined;
      case blockTypes.enhancedPacket: {
        if (body.byteLength < 20) return "the record of a packet is cut off";
        return packet(body, { data: 20, ticks: ticks(4), kept: u32(12), original: u32(16) }, interfaces[u32(0)], sink);
      }
      case blockTypes.obsoletePacket: {
        if (body.byteLength < 20) return "the record of a packet is cut off";
        return packet(body, { data: 20, ticks: ticks(4), kept: u32(12), original: u32(16) }, interfaces[u16(0)], sink);
      }
      case blockTypes.simplePacket: {
        if (body.byteLength < 4) return "the record of a packet is cut off";
        const [first] = interfaces;
        const snapshot = first === undefined || first.snapshotBytes === 0 ? largestPacketBytes : first.snapshotBytes;
        const kept = Math.min(u32(0), snapshot, body.byteLength - 4);
        return packet(body, { data: 4, ticks: null, kept, original: u32(0) }, first, sink);
      }
      default:
        return undefined;
    }
  };

  return (bytes: Uint8Array, sink: PacketSink): Consumed => {
    const view = viewOf(bytes);
    let offset = Math.min(skipBytes, bytes.length);
    skipBytes -= offset;
    while (skipBytes === 0 && offset + smallestBlockBytes <= bytes.length) {
      // The type of a section header reads the same in both orders of bytes.
      const isSection = view.getUint32(offset) === blockTypes.sectionHeader;
      if (isSection) {
        const order = view.getUint32(offset + 8, true);
        if (order !== byteOrderMagic && view.getUint32(offset + 8) !== byteOrderMagic) {
          return { bytes: offset, broken: "a section does not tell its order of bytes" };
        }
        littleEndian = order === byteOrderMagic;
      }
      const type = view.getUint32(offset, littleEndian);
      const sizeBytes = view.getUint32(offset + 4, littleEndian);
      if (sizeBytes < smallestBlockBytes || sizeBytes % 4 !== 0) {
        return { bytes: offset, broken: `a block claims ${sizeBytes} bytes, which cannot be` };
      }
      const end = offset + sizeBytes;
      if (end > bytes.length) {
        if (isOfInterest(type)) {
          if (sizeBytes > largestPacketBlockBytes) {
            return { bytes: offset, broken: `a block claims ${sizeBytes} bytes, which is too many` };
          }
          break;
        }
        skipBytes = end - bytes.length;
        return { bytes: bytes.length };
      }
      const bodyBytes = sizeBytes - smallestBlockBytes;
      const body = new DataView(bytes.buffer, bytes.byteOffset + offset + blockHeaderBytes, bodyBytes);
      const broken = block(type, body, sink);
      if (broken !== undefined) return { bytes: offset, broken };
      offset = end;
    }
    return { bytes: offset };
  };
}

const ofInterest: ReadonlySet<number> = new Set(Object.values(blockTypes));

function isOfInterest(type: number): boolean {
  return ofInterest.has(type);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
