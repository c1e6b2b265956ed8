import { z } from "zod";

/** Languages of reports (ISO 639-1). English is the one that they are written in; the others are translated from it. */
export const languageSchema = z.enum(["en", "de", "es", "fr", "ja"]);
export type Language = z.infer<typeof languageSchema>;
