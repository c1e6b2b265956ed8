import type { Catalogue } from "../../../main/language/catalogue.ts";
import english from "../../../main/language/phrases/en.json" with { type: "json" };

/** The English templates. */
export const englishPhrases: readonly string[] = english;

/** A language that is made by rule: each phrase stands in brackets, with its words as they are. */
export const pseudoCatalogue: Catalogue = catalogueOf((english) => `⟦${english}⟧`);

/** English said through the phrasebook: a text that changes was misunderstood. */
export const mirrorCatalogue: Catalogue = catalogueOf((english) => english);

function catalogueOf(translate: (english: string) => string): Catalogue {
  return {
    language: "en",
    list: { between: ", ", last: " and " },
    fullStop: ".",
    lowersClauses: true,
    phrases: Object.fromEntries(english.map((phrase) => [phrase, translate(phrase)])),
  };
}
