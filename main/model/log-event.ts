import { z } from "zod";
import { logEventNames } from "./log-event-names.ts";

export const logStackSchema = z.enum([
  "strongswan",
  "libreswan",
  "xl2tpd",
  "pppd",
  "networkmanager",
  "networkmanager-l2tp",
  "wpa-supplicant",
  "iwd",
  "kernel",
  "systemd",
  "openvpn",
  "wireguard",
  "windows-ras",
  "windows-system",
  "windows-wifi",
  "macos-networkextension",
  "macos-ppp",
  "macos-racoon",
  "macos-configd",
  "macos-wifi",
  "macos-power",
  /** A packet capture, told in the words of logs. */
  "capture",
  /** What this program saw of the network while it watched, told in the words of logs. */
  "watch",
]);
export type LogStack = z.infer<typeof logStackSchema>;

export const logEventNameSchema = z.enum(logEventNames);
export type LogEventName = z.infer<typeof logEventNameSchema>;

/** One log line (or structured record) with its meaning. `unknown` keeps a VPN daemon's line that no row matches. */
export const logEventSchema = z.object({
  /** Wall time in ms since 1970 UTC; null where the line carries none. */
  atMs: z.number().nullable(),
  stack: logStackSchema,
  event: z.union([logEventNameSchema, z.literal("unknown")]),
  /** Id of the table row that matched, for example `sw52`. */
  rowId: z.string().optional(),
  /** Where the line was read: `journal` or a path. */
  source: z.string(),
  lineNumber: z.number().int().optional(),
  raw: z.string(),
  /** The process id of the daemon, which tells two runs of it apart. */
  processId: z.number().int().optional(),
  /** Connection name, with its number where the daemon prints one. */
  connection: z.string().optional(),
  peer: z.string().optional(),
  code: z.string().optional(),
  fields: z.record(z.string(), z.string()),
});
export type LogEvent = z.infer<typeof logEventSchema>;

/** What became of one place where logs are kept. */
export const logSourceResultSchema = z.object({
  source: z.string(),
  outcome: z.enum(["read", "empty", "not-permitted", "not-found", "failed"]),
  linesRead: z.number().int(),
  note: z.string().optional(),
});
export type LogSourceResult = z.infer<typeof logSourceResultSchema>;
