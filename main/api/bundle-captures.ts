import { parseCapture } from "../capture/capture-parser.ts";
import { packetLine } from "../capture/packet-line.ts";
import { fileHeaderBytes, redactCapture, type RecordWindow } from "../capture/redact-capture.ts";
import type { ReplaceAddress } from "../capture/redact-packet.ts";
import { named } from "../bundle/plan-bundle.ts";
import type { AttachedCapture } from "../bundle/write-bundle.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { CaptureFiles } from "../model/ports/captures.ts";

/** The packet captures that a person puts into a bundle. */
interface CaptureChoice {
  readonly runId: string;
  readonly captures: readonly string[];
}

/** A capture as it would leave. */
interface SeenCapture {
  readonly path: string;
  readonly about: string;
  readonly sizeBytes: number;
  readonly replaced: Readonly<Record<string, number>>;
  readonly cut: readonly { readonly path: string; readonly keptBytes: number; readonly ofBytes: number }[];
}

/**
 * Packet captures on their way into a bundle: headers only, with the addresses of the bundle. What a capture gets after
 * it was first looked at is left out, so that what leaves is what was seen.
 */
export interface BundleCaptures {
  readonly look: (
    choice: CaptureChoice,
    replace: ReplaceAddress,
    signal: AbortSignal,
  ) => Promise<Outcome<readonly SeenCapture[]>>;
  readonly attach: (
    choice: CaptureChoice,
    replace: ReplaceAddress,
    signal: AbortSignal,
  ) => Promise<Outcome<readonly AttachedCapture[]>>;
  /** A page of one of them, a packet a line; undefined where the path is of none of them. */
  readonly page: (
    choice: CaptureChoice,
    at: { readonly path: string; readonly offset: number; readonly limit: number },
    replace: ReplaceAddress,
    signal: AbortSignal,
  ) => Promise<Outcome<{ readonly totalLines: number; readonly lines: readonly string[] } | undefined>>;
}

/** A capture could be read when it was looked at, and cannot be any more. */
class CaptureGone extends Error {}

/** Of each capture its newest packets, up to this. */
const maxCaptureBytes = 25 * 1024 * 1024;

/** Where a capture stands in its bundle; its own name could tell of the person. */
function capturePath(index: number): string {
  return `capture/${String(index + 1).padStart(2, "0")}.pcap`;
}

/** @param files where the captures are */
export function createBundleCaptures(files: CaptureFiles): BundleCaptures {
  /** The bytes of all records of each, when a run first looked at it. */
  const seenBytes = new Map<string, number>();

  const redactionOf = async (path: string, replace: ReplaceAddress, signal: AbortSignal, window: RecordWindow) => {
    const opened = await files.open(path);
    if (!opened.ok) return opened;
    const { chunks, close } = opened.value;
    return success({ redaction: redactCapture(chunks, replace, signal, window), close });
  };

  /** Reads it once to know how large it becomes. */
  const recordBytesOf = async (
    runId: string,
    path: string,
    replace: ReplaceAddress,
    signal: AbortSignal,
  ): Promise<Outcome<number>> => {
    const slot = `${runId}\0${path}`;
    const seen = seenBytes.get(slot);
    if (seen !== undefined) return success(seen);
    const opened = await redactionOf(path, replace, signal, {});
    if (!opened.ok) return opened;
    const { redaction, close } = opened.value;
    let sizeBytes = -fileHeaderBytes;
    try {
      for await (const chunk of redaction.chunks) sizeBytes += chunk.length;
    } finally {
      await close();
    }
    const { failed, packets } = redaction.told();
    if (failed !== undefined) return failure(failed.code, `${path}: ${failed.message}`);
    if (packets === 0) return failure("invalid-input", `${path} holds no packet that can be put into a bundle.`);
    seenBytes.set(slot, sizeBytes);
    return success(sizeBytes);
  };

  const windowsOf = async (
    { runId, captures }: CaptureChoice,
    replace: ReplaceAddress,
    signal: AbortSignal,
  ): Promise<Outcome<readonly (Required<RecordWindow> & { readonly path: string })[]>> => {
    const windows: (Required<RecordWindow> & { readonly path: string })[] = [];
    for (const path of captures) {
      const toBytes = await recordBytesOf(runId, path, replace, signal);
      if (!toBytes.ok) return toBytes;
      const fromBytes = Math.max(0, toBytes.value + fileHeaderBytes - maxCaptureBytes);
      windows.push({ path, fromBytes, toBytes: toBytes.value });
    }
    return success(windows);
  };

  const attach: BundleCaptures["attach"] = async (choice, replace, signal) => {
    const windows = await windowsOf(choice, replace, signal);
    if (!windows.ok) return windows;
    return success(
      windows.value.map(({ path: source, fromBytes, toBytes }, index) => {
        let told: ReturnType<AttachedCapture["told"]> = { packets: 0, leftOut: 0, replaced: {} };
        const counting = countingReplacer(replace);
        async function* chunks(): AsyncGenerator<Uint8Array> {
          const opened = await redactionOf(source, counting.replace, signal, { fromBytes, toBytes });
          if (!opened.ok) throw new CaptureGone(opened.error.message);
          const { redaction, close } = opened.value;
          try {
            yield* redaction.chunks;
          } finally {
            await close();
          }
          const { failed, packets, leftOut } = redaction.told();
          if (failed !== undefined) throw new CaptureGone(`${source}: ${failed.message}`);
          told = { packets, leftOut, replaced: counting.counts() };
        }
        return {
          path: capturePath(index),
          chunks: chunks(),
          told: () => told,
          ofBytes: toBytes + fileHeaderBytes,
        };
      }),
    );
  };

  return {
    attach,
    look: async (choice, replace, signal) => {
      const attached = await attach(choice, replace, signal);
      if (!attached.ok) return attached;
      const seen: SeenCapture[] = [];
      for (const { path, chunks, told, ofBytes } of attached.value) {
        let sizeBytes = 0;
        try {
          for await (const chunk of chunks) sizeBytes += chunk.length;
        } catch (error) {
          return captureGone(error);
        }
        const { packets, leftOut, replaced } = told();
        const others = leftOut === 0 ? "" : ` ${leftOut} others are left out: they are not IP, or cannot be read.`;
        const isCut = sizeBytes < ofBytes;
        seen.push({
          path,
          about: `The headers of ${packets} captured packets, nothing of what they carry.${others}${isCut ? " The newest part." : ""}`,
          sizeBytes,
          replaced,
          cut: isCut ? [{ path, keptBytes: sizeBytes, ofBytes }] : [],
        });
      }
      return success(seen);
    },
    page: async (choice, { path, offset, limit }, replace, signal) => {
      const attached = await attach(choice, replace, signal);
      if (!attached.ok) return attached;
      const capture = attached.value.find((one) => one.path === path);
      if (capture === undefined) return success(undefined);
      const lines: string[] = [];
      let totalLines = 0;
      try {
        const parsed = await parseCapture(
          capture.chunks,
          (packet) => {
            if (totalLines >= offset && totalLines < offset + limit) lines.push(packetLine(packet));
            totalLines += 1;
          },
          signal,
        );
        return parsed.ok ? success({ totalLines, lines }) : parsed;
      } catch (error) {
        return captureGone(error);
      }
    },
  };
}

/** Counts under the names that people read, as in the texts of a bundle. */
function countingReplacer(replace: ReplaceAddress): {
  readonly replace: ReplaceAddress;
  readonly counts: () => Readonly<Record<string, number>>;
} {
  const counts = { ipv4: 0, ipv6: 0 };
  return {
    replace: (address) => {
      const other = replace(address);
      if (other !== address) counts[address.includes(":") ? "ipv6" : "ipv4"] += 1;
      return other;
    },
    counts: () => named(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))),
  };
}

/** The failure that it stands for; anything else is thrown on. */
export function captureGone(error: unknown): Outcome<never> {
  if (error instanceof CaptureGone) return failure("unreadable", error.message);
  throw error;
}
