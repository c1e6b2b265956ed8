import { z } from "zod";
import { chosenSettingsSchema, settingsSchema } from "../model/settings.ts";

const stateSchema = z.object({
  /** What holds: what the organisation fixed, else what the person chose, else what the organisation recommends. */
  settings: settingsSchema,
  /** Those that the person cannot change, because the organisation has. */
  locked: z.array(settingsSchema.keyof()),
  /** Where the organisation's decisions come from, and why they could not be used. */
  policy: z.object({ source: z.string(), problem: z.string().optional() }).optional(),
  /** Where this program keeps its files. */
  dataFolder: z.string(),
  /** Why settings that were kept are not used. */
  problem: z.string().optional(),
});

/** The calls about what a person decides once, for all checks and pages. */
export const settingsCalls = {
  "settings.read": { input: z.object({}), output: stateSchema },
  /** Changes the named settings and keeps them; null is the system's language. `refused` for one that is locked. */
  "settings.write": { input: z.object({ change: chosenSettingsSchema.strict() }), output: stateSchema },
} as const;
