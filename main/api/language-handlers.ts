import { loadPhrasebook } from "../language/languages.ts";
import type { Phrasebook } from "../language/phrasebook.ts";
import { translateComparison, translateReport } from "../language/translate.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { Language } from "../model/language.ts";
import type { Handlers } from "./dispatch.ts";
import type { languageCalls } from "./language-calls.ts";

/** The calls that say in another language what was said in English. */
export function createLanguageHandlers(): Pick<Handlers, keyof typeof languageCalls> {
  return {
    "report.translate": async ({ report, language }) => {
      const translated = await inLanguage(report, language, translateReport);
      return translated.ok ? success({ report: translated.value }) : translated;
    },
    "comparison.translate": async ({ comparison, language }) => {
      const translated = await inLanguage(comparison, language, translateComparison);
      return translated.ok ? success({ comparison: translated.value }) : translated;
    },
    "texts.translate": async ({ texts, language }) => {
      const phrasebook = await loadPhrasebook(language);
      return phrasebook === undefined ? noTexts(language) : success({ texts: texts.map(phrasebook.say) });
    },
  };
}

async function inLanguage<Document extends { readonly language?: Language | undefined }>(
  document: Document,
  wanted: Language,
  translate: (document: Document, phrasebook: Phrasebook) => Document,
): Promise<Outcome<Document>> {
  const { language = "en" } = document;
  if (language === wanted) return success(document);
  if (language !== "en") {
    return failure("invalid-input", `Its texts are in the language "${language}"; only English can be translated.`);
  }
  const phrasebook = await loadPhrasebook(wanted);
  return phrasebook === undefined ? noTexts(wanted) : success(translate(document, phrasebook));
}

function noTexts(language: Language): Outcome<never> {
  return failure("not-found", `There are no texts in the language "${language}" in this version.`);
}
