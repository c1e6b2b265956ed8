import { describe, expect, it } from "vitest";
import { z } from "zod";
import { catalogues } from "../../../main/language/languages.ts";
import { createPhrasebook } from "../../../main/language/phrasebook.ts";
import { inOurWords } from "../../../main/model/issue-text.ts";
import { schemaWords } from "../../evaluate/schema-words.ts";
import { mirrorCatalogue } from "./pseudo.ts";

/* What is wrong with a value, in this program's words and not in those of the library that found it. */

const mirror = createPhrasebook(mirrorCatalogue);
const languages = await Promise.all(
  Object.entries(catalogues).map(async ([name, load]) => [name, createPhrasebook(await load())] as const),
);

const faults: readonly (readonly [schema: z.ZodType, value: unknown, words: string])[] = [
  [z.object({ a: z.string() }), {}, "it is missing"],
  [z.object({ a: z.enum(["x", "y"]) }), {}, "it is missing"],
  [z.string(), 1, "it should be a text"],
  [z.number(), "1", "it should be a number"],
  [z.int(), 1.5, "it should be a whole number"],
  [z.boolean(), "yes", "it should be true or false"],
  [z.array(z.string()), "x", "it should be a list"],
  [z.object({}), [], "it should be an object"],
  [z.record(z.string(), z.string()), 1, "it should be an object"],
  [z.date(), "x", "it is not of the kind that is expected"],
  [z.union([z.string(), z.number()]), true, "it is not of the kind that is expected"],
  [z.string().min(1), "", "it is empty"],
  [z.array(z.string()).min(1), [], "it is empty"],
  [z.string().min(3), "ab", "it should have at least 3 characters"],
  [z.array(z.string()).min(2), ["a"], "it should have at least 2 entries"],
  [z.string().max(3), "abcd", "it should have at most 3 characters"],
  [z.array(z.string()).max(1), ["a", "b"], "it should have at most 1 entries"],
  [z.number().min(1), 0, "it should be at least 1"],
  [z.number().gt(1.5), 1, "it should be more than 1.5"],
  [z.number().max(65535), 70000, "it should be at most 65535"],
  [z.number().lt(10), 10, "it should be less than 10"],
  [z.number().multipleOf(5), 7, "it should be a multiple of 5"],
  [z.url(), "x", "it does not have the form that is expected (url)"],
  [z.string().regex(/^a$/), "b", "it does not have the form that is expected (regex)"],
  [z.enum(["quick", "deep"]), "slow", "it should be one of quick, deep"],
  [z.literal("agreed"), "no", "it should be agreed"],
  [z.strictObject({}), { speed: 1 }, 'it holds what this version does not know: "speed"'],
];

const wordsFor = (schema: z.ZodType, value: unknown): string =>
  schema.safeParse(value, inOurWords).error?.issues[0]?.message ?? "";

describe("what is wrong with a value", () => {
  it.each(faults)("is said in words of ours: %#", (schema, value, words) => {
    expect(wordsFor(schema, value)).toBe(words);
  });

  it("is said in the words of the schema, where it has any", () => {
    expect(wordsFor(z.string().min(1, "a name is needed"), "")).toBe("a name is needed");
  });

  it("stays short, however much is wrong", () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_unused, index) => [`name${index}`, 1]));
    expect(wordsFor(z.strictObject({}), many).length).toBeLessThan(260);
  });

  it.each(languages)("has a phrase in the language %s", (_name, { say }) => {
    const own = schemaWords();
    expect(own.length).toBeGreaterThan(12);
    const texts = [...faults.map(([, , words]) => words), ...own.map(({ piece }) => piece)];
    const unsaid = texts.filter((text) => say(text) === text || mirror.templatesOf(text).length !== 1);
    expect(unsaid).toEqual([]);
  });
});
