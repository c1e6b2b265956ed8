import { en, type Texts } from "./en.ts";
import { languages, pseudoLanguage, type Language } from "./languages.ts";

/** The words of the page in the language of the person. Read them while rendering: they change with the language. */
export let texts: Texts = en;

/** Its tag, as the attribute `lang` has it. */
export let language: Language | typeof pseudoLanguage = "en";

/** Dates, numbers and durations are written as this tag (BCP 47) says. */
export let locale = "en";

/** The words of a language to write something in, whatever the page is in; those of the page where it is in that language. */
export async function wordsIn(wanted: Language): Promise<{ readonly words: Texts; readonly locale: string }> {
  return wanted === language ? { words: texts, locale } : { words: await languages[wanted].load(), locale: wanted };
}

/**
 * Takes over another language; what is on the page has to be rendered again after that. English stays where its words
 * cannot be loaded.
 */
export async function showLanguage(chosen: {
  readonly language: Language | typeof pseudoLanguage;
  readonly locale: string;
}): Promise<void> {
  const wanted = chosen.language;
  texts = wanted === pseudoLanguage ? (await import("./pseudo.ts")).pseudo : await languages[wanted].load();
  language = wanted;
  locale = chosen.locale;
}
