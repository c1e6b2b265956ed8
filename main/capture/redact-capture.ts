import type { Failure } from "../model/failure.ts";
import { createCaptureParser } from "./capture-parser.ts";
import { type CapturedPacket, largestPacketBytes } from "./captured-packet.ts";
import { ipOffset } from "./link-layer.ts";
import { type ReplaceAddress, redactPacket } from "./redact-packet.ts";

/** Of the file that is made. */
export const fileHeaderBytes = 24;
const recordHeaderBytes = 16;
/** LINKTYPE_RAW: the packets begin with IP, so that no hardware address is left. */
const rawIp = 101;

/** What became of the packets. It is whole when the last chunk was taken. */
export interface CaptureRedaction {
  /** A pcap file. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly told: () => {
    readonly packets: number;
    /** Not IP, encrypted, or broken. */
    readonly leftOut: number;
    /** Why the end of the file was not reached. */
    readonly note?: string;
    /** Why there is nothing: it is no capture, or the reading was stopped. */
    readonly failed?: Failure;
  };
}

/** Which records of the new file are wanted, by where they would stand in it if all were. */
export interface RecordWindow {
  /** Those that begin before it are left out. */
  readonly fromBytes?: number;
  /** Where one would end behind it, the reading ends. */
  readonly toBytes?: number;
}

/** Makes a capture that can be handed on of another one, in constant memory; times and sizes stay as they were. */
export function redactCapture(
  chunks: AsyncIterable<Uint8Array>,
  replace: ReplaceAddress,
  signal?: AbortSignal,
  { fromBytes = 0, toBytes = Infinity }: RecordWindow = {},
): CaptureRedaction {
  let packets = 0;
  let leftOut = 0;
  let endBytes = 0;
  let isOver = false;
  let note: string | undefined;
  let failed: Failure | undefined;
  let records: Uint8Array[] = [];

  const add = ({ bytes, linkType, atMs }: CapturedPacket): void => {
    if (isOver) return;
    const offset = ipOffset(linkType, bytes);
    const whole = offset < 0 ? new Uint8Array() : bytes.subarray(offset);
    const redacted = redactPacket(whole, replace);
    if (redacted === null) {
      leftOut += 1;
      return;
    }
    const startBytes = endBytes;
    endBytes += recordHeaderBytes + redacted.length;
    isOver = endBytes >= toBytes;
    if (endBytes > toBytes || startBytes < fromBytes) return;
    packets += 1;
    records.push(recordHeader(atMs, redacted.length, Math.max(redacted.length, sizeOnWire(whole))), redacted);
  };

  async function* written(): AsyncGenerator<Uint8Array> {
    try {
      yield* redacted();
    } catch (error) {
      // Bytes that only claim to be gzip fail while they are unpacked.
      failed = {
        code: "unreadable",
        message: `It could not be read: ${error instanceof Error ? error.message : "unknown"}.`,
      };
    }
  }

  async function* redacted(): AsyncGenerator<Uint8Array> {
    const parser = createCaptureParser();
    yield fileHeader();
    for await (const chunk of chunks) {
      if (signal?.aborted === true) {
        failed = { code: "cancelled", message: "Reading the capture was stopped." };
        return;
      }
      const ended = parser.push(chunk, add);
      if (records.length > 0) yield joined(records);
      records = [];
      if (isOver) return;
      if (ended === null) continue;
      if (ended.ok) note = ended.value.note;
      else failed = ended.error;
      return;
    }
    const end = parser.end();
    if (end.ok) note = end.value.note;
    else failed = end.error;
  }

  return {
    chunks: written(),
    told: () => ({
      packets,
      leftOut,
      ...(note === undefined ? {} : { note }),
      ...(failed === undefined ? {} : { failed }),
    }),
  };
}

/** As the IP header says; it was read before. */
function sizeOnWire(bytes: Uint8Array): number {
  const field = (offset: number): number => ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
  return (bytes[0] ?? 0) >>> 4 === 4 ? field(2) : 40 + field(4);
}

/** draft-ietf-opsawg-pcap section 4, with microseconds. */
function fileHeader(): Uint8Array {
  const header = new DataView(new ArrayBuffer(fileHeaderBytes));
  header.setUint32(0, 0xa1b2c3d4);
  header.setUint16(4, 2);
  header.setUint16(6, 4);
  header.setUint32(16, largestPacketBytes);
  header.setUint32(20, rawIp);
  return new Uint8Array(header.buffer);
}

/** Section 5. */
function recordHeader(atMs: number, keptBytes: number, originalBytes: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(recordHeaderBytes));
  const microseconds = Math.round(atMs * 1000);
  header.setUint32(0, Math.floor(microseconds / 1e6));
  header.setUint32(4, microseconds % 1e6);
  header.setUint32(8, keptBytes);
  header.setUint32(12, originalBytes);
  return new Uint8Array(header.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
