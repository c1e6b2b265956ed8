import { z } from "zod";
import { logEventSchema } from "./log-event.ts";
import { measurementSchema } from "./measurement.ts";
import { networkChangeSchema } from "./network-change.ts";
import { networkSnapshotSchema } from "./network.ts";
import { findingCodeSchema } from "./finding.ts";
import { sessionSchema, type Session } from "./session.ts";
import { vpnStateSchema } from "./vpn-state.ts";

const at = z.iso.datetime();

/** Why a drop happened, as far as it can be told at that moment. */
export const dropCauseSchema = z.object({
  code: findingCodeSchema,
  title: z.string(),
  confidence: z.enum(["certain", "likely", "possible"]),
});
export type DropCause = z.infer<typeof dropCauseSchema>;

/** What this computer looked like around a drop. */
export const dropSnapshotSchema = z.object({
  /** Before the first change of the minute before. */
  before: networkSnapshotSchema,
  after: networkSnapshotSchema,
  /** Of the minute before the end began, and of the end; the newest where there are many. */
  events: z.array(logEventSchema),
  vpn: z.array(vpnStateSchema),
  /** A quick look at the gateway outside of the tunnel. */
  measurements: z.array(measurementSchema),
  /** What the kernel's IPsec counts (Linux, /proc/net/xfrm_stat). */
  ipsecErrors: z.record(z.string(), z.number()).optional(),
  /** What was left out, and why. */
  notes: z.array(z.string()),
});
export type DropSnapshot = z.infer<typeof dropSnapshotSchema>;

/** One thing that a watch saw and keeps. */
export const historyRecordSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("watch-started"), at, watchId: z.string(), network: networkSnapshotSchema }),
  z.object({ kind: z.literal("watch-ended"), at, watchId: z.string() }),
  z.object({ kind: z.literal("change"), at, watchId: z.string(), change: networkChangeSchema }),
  z.object({ kind: z.literal("vpn-up"), at, watchId: z.string(), vpn: vpnStateSchema }),
  z.object({ kind: z.literal("vpn-idle"), at, watchId: z.string(), vpn: vpnStateSchema }),
  z.object({ kind: z.literal("vpn-down"), at, watchId: z.string(), vpn: vpnStateSchema }),
  z.object({
    kind: z.literal("drop"),
    at,
    watchId: z.string(),
    dropId: z.string(),
    session: sessionSchema,
    /** Empty also in the record that is kept before the drop is explained; that of the same `dropId` after it counts. */
    causes: z.array(dropCauseSchema),
  }),
  z.object({
    kind: z.literal("drop-snapshot"),
    at,
    watchId: z.string(),
    dropId: z.string(),
    snapshot: dropSnapshotSchema,
  }),
]);
export type HistoryRecord = z.infer<typeof historyRecordSchema>;
export type DropSnapshotRecord = Extract<HistoryRecord, { readonly kind: "drop-snapshot" }>;

/** A name for the end of a session: it stays the same while more is heard of it, or its beginning is forgotten. */
export function dropIdOf({ endedAt, connection }: Session): string {
  return `${endedAt ?? ""} ${connection ?? ""}`.trim();
}
