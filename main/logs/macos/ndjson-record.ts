import { z } from "zod";
import { readTimeStamp, stampToMs } from "../time-stamp.ts";
import { macosIdentifier } from "./macos-identifier.ts";

/** One entry of macOS' unified log. */
export interface UnifiedLogRecord {
  /** Ms since 1970 UTC. */
  readonly atMs: number;
  readonly identifier: string;
  readonly processId?: number;
  readonly message: string;
}

/** Records with proposals or certificates take some kilobytes; longer ones have no meaning for a VPN. */
const maxRecordLength = 64 * 1024;

const recordSchema = z.object({
  timestamp: z.string().max(64),
  eventMessage: z.string(),
  processImagePath: z.string().min(1).max(4096),
  processID: z.number().int().nonnegative().optional(),
});

/** Stamps of the unified log have a zone; UTC stands in for one that lacks it. */
const utc = { nowMs: 0, utcOffsetMinutes: () => 0 };

/**
 * Reads one line of `log show --style ndjson`. Null for anything else: the closing `{"count":…,"finished":1}`, records of
 * activities and signposts without a message, a line that was cut. What the system hid stays `<private>`.
 */
export function readNdjsonRecord(json: string): UnifiedLogRecord | null {
  if (!json.startsWith("{") || json.length > maxRecordLength) return null;
  const record = recordSchema.safeParse(parseJson(json)).data;
  if (record === undefined) return null;
  const stamp = readTimeStamp(record.timestamp)?.stamp;
  const atMs = stamp === undefined ? null : stampToMs(stamp, utc);
  const message = onOneLine(record.eventMessage);
  if (atMs === null || message === "") return null;
  const processName = record.processImagePath.slice(record.processImagePath.lastIndexOf("/") + 1);
  return {
    atMs,
    identifier: macosIdentifier(processName, message),
    ...(record.processID === undefined ? {} : { processId: record.processID }),
    message,
  };
}

/** racoon ends its messages with a line end, and NetworkExtension prints whole configurations. */
function onOneLine(message: string): string {
  return message
    .split("\n")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(" ");
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
