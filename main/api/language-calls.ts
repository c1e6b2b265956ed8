import { z } from "zod";
import { comparisonSchema } from "../model/comparison.ts";
import { languageSchema } from "../model/language.ts";
import { reportSchema } from "../model/report.ts";

/** What a page shows at once, with room to spare; whoever has more asks again. */
const maxTexts = 500;
const maxTextCharacters = 2000;

/** The calls that say in another language what was said in English. */
export const languageCalls = {
  /** The texts of a report in a language. A report that is in that language already is given back as it is. */
  "report.translate": {
    input: z.object({ report: reportSchema, language: languageSchema }),
    output: z.object({ report: reportSchema }),
  },
  /** The same for a comparison of two reports. */
  "comparison.translate": {
    input: z.object({ comparison: comparisonSchema, language: languageSchema }),
    output: z.object({ comparison: comparisonSchema }),
  },
  /** The same for single texts, such as the notes of a running check: as many texts, in the same order. */
  "texts.translate": {
    input: z.object({ texts: z.array(z.string().max(maxTextCharacters)).max(maxTexts), language: languageSchema }),
    output: z.object({ texts: z.array(z.string()) }),
  },
} as const;
