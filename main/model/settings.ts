import { z } from "zod";
import { checkProfileSchema } from "./report.ts";

/** A server that the person named, and whether checks may ask it. `HOST` or `HOST:PORT`; a policy may have it fixed. */
const helperSchema = z.object({
  server: z.string().trim().max(300).default(""),
  use: z.boolean().default(false),
});

const days = z.int().min(1).max(366);

/** What a person may decide for every check and page, each with what holds where nobody decided. */
export const settingsSchema = z.object({
  /** A BCP 47 tag; absent: the language of the system. */
  language: z
    .string()
    .max(35)
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, "a language is a tag such as en or pt-BR")
    .optional(),
  theme: z.enum(["system", "light", "dark"]).default("system"),
  profile: checkProfileSchema.default("standard"),
  /** How many days of this computer's logs a check reads. */
  logWindowDays: days.default(7),
  stunServer: helperSchema.prefault({}),
  responder: helperSchema.prefault({}),
  /** Whether what is shared has pseudonyms instead of names and addresses, unless the person decides otherwise. */
  pseudonyms: z.boolean().default(true),
  /** How long the watch keeps what it saw. */
  historyDays: days.default(30),
  /** Whether the person has seen what this program does; then it does not greet again. */
  welcomed: z.boolean().default(false),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Only what the person has chosen: what is kept, and what a change consists of. */
export const chosenSettingsSchema = z
  .object({
    ...settingsSchema.shape,
    language: settingsSchema.shape.language.nullable(),
    theme: settingsSchema.shape.theme.unwrap(),
    profile: settingsSchema.shape.profile.unwrap(),
    logWindowDays: days,
    stunServer: helperSchema,
    responder: helperSchema,
    pseudonyms: z.boolean(),
    historyDays: days,
    welcomed: z.boolean(),
  })
  .partial();
export type ChosenSettings = z.infer<typeof chosenSettingsSchema>;
