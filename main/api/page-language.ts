import type { PageLanguage } from "../bundle/report-page.ts";
import { loadPhrasebook } from "../language/languages.ts";
import { translateReport } from "../language/translate.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { Language } from "../model/language.ts";

/** How the page of a bundle is written in a language. */
export async function pageLanguage(language: Language): Promise<Outcome<PageLanguage>> {
  const phrasebook = await loadPhrasebook(language);
  if (phrasebook === undefined) {
    return failure("not-found", `There are no texts in the language "${language}" in this version.`);
  }
  return success({ language, say: phrasebook.say, translate: (report) => translateReport(report, phrasebook) });
}
