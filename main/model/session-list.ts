import { z } from "zod";
import { dropPatternSchema } from "./drop-pattern.ts";
import { logSourceResultSchema } from "./log-event.ts";
import { sessionSchema } from "./session.ts";

export const sessionListSchemaId = "tunnel-doctor/sessions/1";

/** The sessions that logs tell of, as `sessions --json` prints them. */
export const sessionListSchema = z.object({
  schema: z.literal(sessionListSchemaId),
  /** Oldest first; the newest of them, where there are very many. */
  sessions: z.array(sessionSchema),
  total: z.number().int(),
  dropPatterns: z.array(dropPatternSchema),
  /** Where somebody watched: the places in `sessions` of the drops whose moment was kept, and under which name. */
  snapshots: z.array(z.object({ session: z.number().int().nonnegative(), dropId: z.string() })).optional(),
  sources: z.array(logSourceResultSchema),
  linesRead: z.number().int(),
  /** Lines of a VPN daemon that match no known pattern. */
  unknownLines: z.number().int(),
});
export type SessionList = z.infer<typeof sessionListSchema>;
