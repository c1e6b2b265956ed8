import { z } from "zod";
import { languageSchema } from "../model/language.ts";

/** The words of one language for the phrases of `phrases/en.json`. */
export const catalogueSchema = z
  .object({
    language: languageSchema,
    /** What stands between the parts of a list (`, `), and before its last part (` and `). */
    list: z.object({ between: z.string().min(1), last: z.string().min(1) }).strict(),
    /** What ends a sentence. */
    fullStop: z.string().min(1),
    /** Whether a sentence that becomes a part of another one begins with a small letter. */
    lowersClauses: z.boolean(),
    /** Each English template with its translation, which has the same placeholders in any order. */
    phrases: z.record(z.string(), z.string()),
  })
  .strict();
export type Catalogue = z.infer<typeof catalogueSchema>;
