import { describe, expect, it } from "vitest";
import { catalogueSchema, type Catalogue } from "../../../main/language/catalogue.ts";
import { catalogues } from "../../../main/language/languages.ts";
import { parseTemplate } from "../../../main/language/template.ts";
import { englishPhrases, pseudoCatalogue } from "./pseudo.ts";

const loaded: readonly (readonly [name: string, catalogue: Catalogue])[] = [
  ["pseudo", pseudoCatalogue],
  ...(await Promise.all(Object.entries(catalogues).map(async ([name, load]) => [name, await load()] as const))),
];

const placeholdersOf = (text: string): readonly string[] =>
  parseTemplate(text)
    .placeholders.map(({ name, kind }) => `{${name}:${kind}}`)
    .toSorted();

describe("the English phrases", () => {
  it("are there once each, and none is empty", () => {
    expect(new Set(englishPhrases).size).toBe(englishPhrases.length);
    expect(englishPhrases.filter((phrase) => phrase.trim() !== phrase || phrase === "")).toEqual([]);
  });

  it("name each placeholder once, and have text between two of them", () => {
    const wrong = englishPhrases.filter((phrase) => {
      const { literals, placeholders } = parseTemplate(phrase);
      const names = placeholders.map(({ name }) => name);
      return new Set(names).size < names.length || literals.slice(1, -1).includes("");
    });
    expect(wrong).toEqual([]);
  });

  it("have only kinds of placeholders that there are", () => {
    const braces = englishPhrases.filter((phrase) =>
      /\{[a-z][A-Za-z0-9]*:[a-z]+\}/.test(parseTemplate(phrase).literals.join("|")),
    );
    expect(braces).toEqual([]);
  });
});

describe.each(loaded)("the catalogue %s", (name, catalogue) => {
  it("has the form of a catalogue", () => {
    expect(catalogueSchema.safeParse(catalogue).error).toBeUndefined();
    if (name !== "pseudo") expect(catalogue.language).toBe(name);
  });

  it("has exactly the English phrases", () => {
    const known = new Set(englishPhrases);
    expect(englishPhrases.filter((phrase) => catalogue.phrases[phrase] === undefined)).toEqual([]);
    expect(Object.keys(catalogue.phrases).filter((phrase) => !known.has(phrase))).toEqual([]);
  });

  it("has the same placeholders in each of them", () => {
    const differing = Object.entries(catalogue.phrases).filter(
      ([english, translated]) => placeholdersOf(english).join() !== placeholdersOf(translated).join(),
    );
    expect(differing).toEqual([]);
  });

  it("leaves no phrase empty", () => {
    expect(Object.entries(catalogue.phrases).filter(([, translated]) => translated.trim() === "")).toEqual([]);
  });
});
