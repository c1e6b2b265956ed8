import type { Language } from "../model/language.ts";
import { catalogueSchema, type Catalogue } from "./catalogue.ts";
import { createPhrasebook, type Phrasebook } from "./phrasebook.ts";

/** Where the words of each language are. They are read when somebody wants that language, and not before. */
export const catalogues: Readonly<Partial<Record<Language, () => Promise<Catalogue>>>> = {
  de: () => catalogueIn(import("./phrases/de.json", { with: { type: "json" } })),
  es: () => catalogueIn(import("./phrases/es.json", { with: { type: "json" } })),
  fr: () => catalogueIn(import("./phrases/fr.json", { with: { type: "json" } })),
  ja: () => catalogueIn(import("./phrases/ja.json", { with: { type: "json" } })),
};

async function catalogueIn(file: Promise<{ readonly default: unknown }>): Promise<Catalogue> {
  return catalogueSchema.parse((await file).default);
}

/** English is what the texts are written in: every text stays as it is. */
const english: Phrasebook = { language: "en", say: (text) => text, templatesOf: () => [] };

/** The phrases of a language; undefined for one that has none yet. */
export async function loadPhrasebook(language: Language): Promise<Phrasebook | undefined> {
  if (language === "en") return english;
  const catalogue = await catalogues[language]?.();
  return catalogue === undefined ? undefined : createPhrasebook(catalogue);
}
