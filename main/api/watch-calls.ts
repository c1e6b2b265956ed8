import { z } from "zod";
import { gatewayNameSchema } from "../model/check-options.ts";
import { historyRecordSchema } from "../model/history.ts";
import { logEventSchema, logSourceResultSchema } from "../model/log-event.ts";
import { logChoiceSchema } from "../model/log-query.ts";

const atMs = z.number().int().nonnegative();

/** What a watch tells while it goes on: what it keeps, the log lines of VPNs, and what became of following the logs. */
const watchNewsSchema = z.union([
  historyRecordSchema,
  z.object({ kind: z.literal("log"), event: logEventSchema }),
  z.object({ kind: z.literal("source"), result: logSourceResultSchema }),
]);

/** The calls about watching, and about what was seen. */
export const watchCalls = {
  /** Watches until it is cancelled, or until a session drops. */
  "watch.run": {
    input: z.object({
      logs: logChoiceSchema.pick({ logPaths: true, systemLogs: true }).strict(),
      /** Looked at when a session drops; absent: the one that the logs name. */
      gateway: gatewayNameSchema.optional(),
      untilDrop: z.boolean().default(false),
      /** Whether a drop is followed by a quick look at the gateway, once in ten minutes at most. */
      measures: z.boolean().default(true),
    }),
    output: z.object({
      watchId: z.string(),
      startedAtMs: atMs,
      endedAtMs: atMs,
      changes: z.number().int(),
      drops: z.number().int(),
    }),
    progress: watchNewsSchema,
  },
  /** What was seen between two moments, oldest first; the newest where there is more than `limit`. */
  "history.read": {
    input: z.object({
      fromMs: atMs.default(0),
      /** Absent: now. */
      toMs: atMs.optional(),
      limit: z.number().int().positive().max(20_000).default(5_000),
    }),
    output: z.object({ records: z.array(historyRecordSchema), notes: z.array(z.string()) }),
  },
};
