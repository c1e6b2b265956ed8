import { createContext, use, useEffect, useMemo, useSyncExternalStore } from "react";
import type { Bridge } from "./bridge/bridge.ts";
import { reportLanguage, type ReportLanguage } from "./report-language.ts";

/** Gives the text that stands in place of another one. */
export type Say = (text: string) => string;

/** One text, and a list of them, for `useInLanguage`. */
export const sayText = (text: string, say: Say): string => say(text);
export const sayTexts = (texts: readonly string[], say: Say): readonly string[] => texts.map(say);

/** What `texts.translate` takes at once. */
const maxTexts = 500;
const maxTextCharacters = 2000;
/** Texts that are kept with what became of them, in each language. */
const keptAtMost = 5000;

/** The texts of the program that are no words of the page: asked for in the language of the page, and kept. */
export interface Translator {
  /** What a text became; undefined for one that is not there yet. */
  readonly said: (text: string, language: ReportLanguage) => string | undefined;
  /** Asks for those of the texts that are neither there nor on their way. */
  readonly want: (texts: readonly string[], language: ReportLanguage) => void;
  /** Calls the listener when texts have come; returns the function that ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Another number whenever texts have come. */
  readonly version: () => number;
}

/** A translator over the bridge. A text that cannot be translated stays in English, and is not asked for again. */
export function createTranslator(bridge: Bridge): Translator {
  const kept = new Map<ReportLanguage, Map<string, string>>();
  const underWay = new Set<string>();
  const listeners = new Set<() => void>();
  let version = 0;

  const keptIn = (language: ReportLanguage): Map<string, string> => {
    const known = kept.get(language);
    if (known !== undefined && known.size <= keptAtMost) return known;
    const fresh = new Map<string, string>();
    kept.set(language, fresh);
    return fresh;
  };

  const ask = async (texts: readonly string[], language: ReportLanguage): Promise<void> => {
    const outcome = await bridge.call("texts.translate", { texts: [...texts], language });
    const known = keptIn(language);
    for (const [at, text] of texts.entries()) {
      underWay.delete(`${language} ${text}`);
      known.set(text, outcome.ok ? (outcome.value.texts[at] ?? text) : text);
    }
    version += 1;
    for (const listener of listeners) listener();
  };

  return {
    said: (text, language) => kept.get(language)?.get(text),
    want: (texts, language) => {
      const known = keptIn(language);
      const missing = [...new Set(texts)].filter(
        (text) =>
          text !== "" && text.length <= maxTextCharacters && !known.has(text) && !underWay.has(`${language} ${text}`),
      );
      for (const text of missing) underWay.add(`${language} ${text}`);
      for (let start = 0; start < missing.length; start += maxTexts) {
        void ask(missing.slice(start, start + maxTexts), language);
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}

const untranslated: Translator = {
  said: (text) => text,
  want: () => undefined,
  subscribe: () => () => undefined,
  version: () => 0,
};

export const TranslatorContext = createContext(untranslated);

/**
 * A value whose texts the program wrote, with these in the language of the page; in English until they have come.
 *
 * @param map the value with each of its texts said anew; the same function at every rendering
 */
export function useInLanguage<Value>(value: Value, map: (value: Value, say: Say) => Value): Value {
  const translator = use(TranslatorContext);
  const version = useSyncExternalStore(translator.subscribe, translator.version);
  const language = reportLanguage();
  useEffect(() => {
    if (language === "en") return;
    const wanted: string[] = [];
    map(value, (text) => {
      wanted.push(text);
      return text;
    });
    translator.want(wanted, language);
  }, [translator, value, map, language]);
  return useMemo(
    () => (language === "en" ? value : map(value, (text) => translator.said(text, language) ?? text)),
    // What the translator says changes with its version.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [translator, value, map, language, version],
  );
}
