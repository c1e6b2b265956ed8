/** One packet to be written into a capture. */
export interface WrittenPacket {
  readonly atMs: number;
  readonly bytes: Uint8Array;
  readonly originalBytes?: number;
}

export interface PcapStyle {
  readonly littleEndian: boolean;
  readonly nanoseconds: boolean;
  readonly linkType: number;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

function words(littleEndian: boolean, ...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => view.setUint32(index * 4, value, littleEndian));
  return new Uint8Array(view.buffer);
}

/** A pcap file (draft-ietf-opsawg-pcap). */
export function pcapBytes(packets: readonly WrittenPacket[], style: PcapStyle): Uint8Array {
  const { littleEndian, nanoseconds, linkType } = style;
  const version = littleEndian ? 0x0004_0002 : 0x0002_0004;
  const magic = nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
  const header = words(littleEndian, magic, version, 0, 0, 262_144, linkType);
  return join([
    header,
    ...packets.flatMap(({ atMs, bytes, originalBytes = bytes.length }) => {
      const seconds = Math.floor(atMs / 1000);
      const fraction = Math.round((atMs - seconds * 1000) * (nanoseconds ? 1e6 : 1e3));
      return [words(littleEndian, seconds, fraction, bytes.length, originalBytes), bytes];
    }),
  ]);
}

/** One block of a pcapng file (draft-ietf-opsawg-pcapng section 3.1); the body is padded to 32 bits. */
export function pcapngBlock(type: number, body: Uint8Array, littleEndian: boolean): Uint8Array {
  const padded = join([body, new Uint8Array((4 - (body.length % 4)) % 4)]);
  const sizeBytes = padded.length + 12;
  return join([words(littleEndian, type, sizeBytes), padded, words(littleEndian, sizeBytes)]);
}

/** A pcapng file with one section and one interface whose ticks are `ticksPerMs` to the ms, told by `resolution`. */
export function pcapngBytes(
  packets: readonly WrittenPacket[],
  style: {
    readonly littleEndian: boolean;
    readonly linkType: number;
    readonly resolution?: number;
    readonly ticksPerMs?: number;
  },
): Uint8Array {
  const { littleEndian, linkType, resolution, ticksPerMs = 1000 } = style;
  const section = pcapngBlock(
    0x0a0d0d0a,
    words(littleEndian, 0x1a2b3c4d, littleEndian ? 1 : 0x0001_0000, 0xffffffff, 0xffffffff),
    littleEndian,
  );
  const head = words(littleEndian, littleEndian ? linkType : linkType << 16, 0);
  const option = new Uint8Array(8);
  const optionView = new DataView(option.buffer);
  optionView.setUint16(0, 9, littleEndian);
  optionView.setUint16(2, 1, littleEndian);
  optionView.setUint8(4, resolution ?? 6);
  const described = resolution === undefined ? head : join([head, option, words(littleEndian, 0)]);
  return join([
    section,
    pcapngBlock(1, described, littleEndian),
    ...packets.map(({ atMs, bytes, originalBytes = bytes.length }) => {
      const ticks = BigInt(Math.round(atMs * ticksPerMs));
      const high = Number(ticks >> 32n);
      const low = Number(ticks & 0xffffffffn);
      const fields = words(littleEndian, 0, high, low, bytes.length, originalBytes);
      return pcapngBlock(6, join([fields, bytes]), littleEndian);
    }),
  ]);
}

/** An IPv4 packet with a UDP datagram in it. */
export function udpPacket(
  from: readonly [address: string, port: number],
  to: readonly [address: string, port: number],
  payload: Uint8Array,
  timeToLive = 64,
): Uint8Array {
  const udp = Buffer.alloc(8);
  udp.writeUInt16BE(from[1], 0);
  udp.writeUInt16BE(to[1], 2);
  udp.writeUInt16BE(8 + payload.length, 4);
  return ipv4Packet(from[0], to[0], 17, join([udp, payload]), { timeToLive });
}

export function ipv4Packet(
  source: string,
  destination: string,
  protocol: number,
  payload: Uint8Array,
  options: { readonly timeToLive?: number; readonly identification?: number; readonly fragmentField?: number } = {},
): Uint8Array {
  const header = Buffer.alloc(20);
  header[0] = 0x45;
  header.writeUInt16BE(20 + payload.length, 2);
  header.writeUInt16BE(options.identification ?? 0, 4);
  header.writeUInt16BE(options.fragmentField ?? 0x4000, 6);
  header[8] = options.timeToLive ?? 64;
  header[9] = protocol;
  Buffer.from(source.split(".").map(Number)).copy(header, 12);
  Buffer.from(destination.split(".").map(Number)).copy(header, 16);
  return join([header, payload]);
}

/** ESP (RFC 4303) with nothing but zeros in it. */
export function espBytes(spi: number, sequence: number, sizeBytes = 100): Uint8Array {
  const esp = Buffer.alloc(sizeBytes);
  esp.writeUInt32BE(spi, 0);
  esp.writeUInt32BE(sequence, 4);
  return Uint8Array.from(esp);
}

/** The bytes in pieces of these sizes, over and over. */
export async function* inChunks(bytes: Uint8Array, ...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let offset = 0;
  for (let index = 0; offset < bytes.length; index += 1) {
    const size = Math.max(1, sizes[index % sizes.length] ?? bytes.length);
    yield bytes.subarray(offset, offset + size);
    offset += size;
  }
}
