import type { Texts } from "./en.ts";
import { en } from "./en.ts";

/**
 * The languages of the interface by their tag (BCP 47), each under its own name. English is built in, because it is shown
 * wherever another one cannot be had; the others are loaded when they are chosen.
 */
export const languages = {
  en: { name: "English", load: async (): Promise<Texts> => en },
  de: { name: "Deutsch", load: async (): Promise<Texts> => (await import("./de.ts")).de },
  es: { name: "Español", load: async (): Promise<Texts> => (await import("./es.ts")).es },
  fr: { name: "Français", load: async (): Promise<Texts> => (await import("./fr.ts")).fr },
  ja: { name: "日本語", load: async (): Promise<Texts> => (await import("./ja.ts")).ja },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly load: () => Promise<Texts> }>>;

export type Language = keyof typeof languages;
export const languageIds = Object.keys(languages) as readonly Language[];

/** English with accents, brackets and more length (the tag is the one that browsers and Android use); for tests. */
export const pseudoLanguage = "en-XA";

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}

/**
 * The language to show, and the tag to write dates and numbers with: the person's region where the language has several.
 *
 * @param setting the person's choice; undefined for none
 * @param preferred the languages of the system, best first (`navigator.languages`)
 */
export function chooseLanguage(
  setting: string | undefined,
  preferred: readonly string[],
): { readonly language: Language | typeof pseudoLanguage; readonly locale: string } {
  const languageOf = (tag: string): string => tag.split("-", 1)[0]?.toLowerCase() ?? "";
  if (setting === undefined && preferred[0] === pseudoLanguage) {
    return { language: pseudoLanguage, locale: "en" };
  }
  const wanted = setting === undefined ? preferred.map(languageOf) : [setting];
  const language = wanted.find(isLanguage) ?? "en";
  return { language, locale: preferred.find((tag) => languageOf(tag) === language) ?? language };
}
