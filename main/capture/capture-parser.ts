import type { CaptureFormat } from "../model/capture-story.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { PacketSink, RecordParser } from "./captured-packet.ts";
import { createPcapParser, isPcap } from "./pcap.ts";
import { createPcapngParser, isPcapng } from "./pcapng.ts";

export interface ParsedCapture {
  readonly format: CaptureFormat;
  readonly sizeBytes: number;
  /** Why the end of the file was not reached or is not whole; absent when all is well. */
  readonly note?: string;
}

/** How many bytes tell what a file is. */
const magicBytes = 4;

/** Takes a capture file piece by piece. */
interface CaptureParser {
  /** Hands the whole packets so far to the sink. Anything but null ends the reading: no capture, or a broken one. */
  readonly push: (chunk: Uint8Array, sink: PacketSink) => Outcome<ParsedCapture> | null;
  /** What was read, when there are no more pieces. */
  readonly end: () => Outcome<ParsedCapture>;
}

/**
 * Hands every packet of a capture file to `sink`, in constant memory. A file that is cut off or broken gives the packets
 * before the damage, and a note. `invalid-input` when it is no capture at all.
 */
export async function parseCapture(
  chunks: AsyncIterable<Uint8Array>,
  sink: PacketSink,
  signal?: AbortSignal,
): Promise<Outcome<ParsedCapture>> {
  const parser = createCaptureParser();
  for await (const chunk of chunks) {
    if (signal?.aborted === true) return failure("cancelled", "Reading the capture was stopped.");
    const ended = parser.push(chunk, sink);
    if (ended !== null) return ended;
  }
  return parser.end();
}

/** The same for whoever has the pieces in hand. */
export function createCaptureParser(): CaptureParser {
  let rest = new Uint8Array();
  let found: { readonly format: CaptureFormat; readonly parse: RecordParser } | null = null;
  let sizeBytes = 0;
  return {
    push: (chunk, sink) => {
      sizeBytes += chunk.length;
      const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
      if (found === null) {
        if (bytes.length < magicBytes) {
          rest = Uint8Array.from(bytes);
          return null;
        }
        found = parserFor(bytes);
        if (found === null) return notACapture;
      }
      const consumed = found.parse(bytes, sink);
      if (consumed.broken !== undefined) {
        return success({ format: found.format, sizeBytes, note: `The file is broken: ${consumed.broken}.` });
      }
      // The chunk's memory may be used again for the next one.
      rest = Uint8Array.from(bytes.subarray(consumed.bytes));
      return null;
    },
    end: () => {
      if (found === null) return notACapture;
      const { format } = found;
      return success({
        format,
        sizeBytes,
        ...(rest.length === 0 ? {} : { note: "The file ends in the middle of a record." }),
      });
    },
  };
}

const notACapture = failure("invalid-input", "This is not a packet capture (pcap or pcapng).");

function parserFor(start: Uint8Array): { readonly format: CaptureFormat; readonly parse: RecordParser } | null {
  if (isPcap(start)) return { format: "pcap", parse: createPcapParser() };
  return isPcapng(start) ? { format: "pcapng", parse: createPcapngParser() } : null;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
