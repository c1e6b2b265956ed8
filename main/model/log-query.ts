import { z } from "zod";
import { checkOptionsSchema } from "./check-options.ts";

const { sinceMs, logPaths, systemLogs, history } = checkOptionsSchema.shape;

/**
 * Which logs to read: those of this machine, or files and folders that a person names. Without `sinceMs` the last week of
 * the machine's logs, and everything in the files that were named.
 */
export const logChoiceSchema = z.object({ sinceMs, logPaths, systemLogs, history });
export type LogChoice = z.infer<typeof logChoiceSchema>;
