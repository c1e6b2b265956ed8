import { z } from "zod";
import type { LineContent } from "./content-reader.ts";

const textSchema = z.union([z.string(), z.array(z.number().int().min(0).max(255))]);
const entrySchema = z.object({
  __REALTIME_TIMESTAMP: z.string().regex(/^\d{1,17}$/u),
  MESSAGE: textSchema,
  SYSLOG_IDENTIFIER: z.string().optional(),
  _COMM: z.string().optional(),
  _PID: z.string().optional(),
  SYSLOG_PID: z.string().optional(),
});

/** Kernel lines that can have to do with a VPN: devices, power, conntrack, IPsec, tunnels. */
const kernelOfInterest =
  /conntrack|xfrm|ipsec|esp\b|l2tp|ppp|\btun|wireguard|\bwg\d|wlan|wlp|wifi|80211|link is|link becomes|PM: |suspend|carrier|eth\d|enp|eno|wwan/iu;

/** A line of a file that may be a record of the journal. */
export type JournalEntry =
  | { readonly kind: "line"; readonly line: LineContent }
  /** A record of the journal without a message, or of the kernel about something else. */
  | { readonly kind: "of-no-interest" }
  | { readonly kind: "other-json" }
  | { readonly kind: "damaged" };

/** Reads one line of what `journalctl -o json` prints, or of a file that was made with it. */
export function readJournalEntry(json: string): JournalEntry {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { kind: "damaged" };
  }
  const entry = entrySchema.safeParse(value).data;
  if (entry === undefined) return { kind: hasJournalTime(value) ? "of-no-interest" : "other-json" };
  // The journal gives a message that is not UTF-8 as a list of bytes.
  const message =
    typeof entry.MESSAGE === "string" ? entry.MESSAGE : new TextDecoder().decode(Uint8Array.from(entry.MESSAGE));
  const identifier = entry.SYSLOG_IDENTIFIER ?? entry._COMM ?? "kernel";
  if (identifier === "kernel" && !kernelOfInterest.test(message)) return { kind: "of-no-interest" };
  const processId = Number(entry.SYSLOG_PID ?? entry._PID);
  return {
    kind: "line",
    line: {
      text: message,
      structured: {
        atMs: Math.floor(Number(entry.__REALTIME_TIMESTAMP) / 1000),
        identifier,
        ...(Number.isInteger(processId) && processId > 0 ? { processId } : {}),
      },
    },
  };
}

function hasJournalTime(value: unknown): boolean {
  return typeof value === "object" && value !== null && "__REALTIME_TIMESTAMP" in value;
}
