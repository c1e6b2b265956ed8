import { z } from "zod";

/** What several drops may have in common. */
export const dropPatternKindSchema = z.enum([
  "constant-length",
  "constant-idle-time",
  "time-of-day",
  "after-sleep",
  "after-network-change",
]);
export type DropPatternKind = z.infer<typeof dropPatternKindSchema>;

/** One thing that drops may have in common, looked for in all drops of the logs together. */
export const dropPatternSchema = z.object({
  kind: dropPatternKindSchema,
  /** `pattern`: more than chance. `no-pattern`: chance explains it. `too-few-drops`: nothing can be said. */
  verdict: z.enum(["pattern", "no-pattern", "too-few-drops"]),
  /** Drops that could show it: those of which the logs tell what it takes. */
  drops: z.number().int(),
  /** Drops among them that have it in common. */
  matching: z.number().int(),
  /** How likely chance alone makes at least as many drops alike; absent where there are too few drops. */
  pValue: z.number().min(0).max(1).optional(),
  /** What chance means here and how the p value was computed. */
  statistic: z.string(),
  /** The length or the idle time that they share. */
  typicalMs: z.number().optional(),
  /** The known lifetime that the shared length hits. */
  lifetime: z.object({ lifetimeMs: z.number(), meaning: z.string(), source: z.string() }).optional(),
  /** The part of the local day that they share, in minutes after midnight; the end may be past it. */
  minutesOfDay: z.object({ from: z.number().int(), to: z.number().int() }).optional(),
  /** The result in one sentence. */
  text: z.string(),
});
export type DropPattern = z.infer<typeof dropPatternSchema>;
