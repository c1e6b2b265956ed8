import { z } from "zod";
import { clientSchema } from "./client.ts";

/** A place where logs are kept: what it tells, who may read it, and what stays unknown without it. */
export const logSourceDescriptionSchema = z.object({
  os: clientSchema.shape.os,
  /** The name under which the outcome of reading it is told, or a pattern of the paths. */
  source: z.string(),
  about: z.string(),
  /** Who may read it. */
  rights: z.string(),
  missingWithout: z.string(),
});
export type LogSourceDescription = z.infer<typeof logSourceDescriptionSchema>;
