import { de } from "./texts/de.ts";
import { en } from "./texts/en.ts";
import { es } from "./texts/es.ts";
import { fr } from "./texts/fr.ts";
import { ja } from "./texts/ja.ts";
import type { AppTexts } from "./texts/app-texts.ts";

/** The words outside of the page, by language. */
const languages: Readonly<Record<string, AppTexts>> = { de, en, es, fr, ja };

/** The words for a language tag: of exactly this one, of its language, else English. */
export function appTexts(tag: string): AppTexts {
  const exact = languages[tag.toLowerCase()];
  const language = tag.toLowerCase().split(/[-_]/, 1)[0] ?? "";
  return exact ?? (Object.hasOwn(languages, language) ? languages[language] : undefined) ?? en;
}
