import { describe, expect, it } from "vitest";
import { catalogues } from "../../../main/language/languages.ts";
import { createPhrasebook, type Phrasebook } from "../../../main/language/phrasebook.ts";
import { failureSentences, hole } from "../../evaluate/failure-sentences.ts";
import { mirrorCatalogue } from "./pseudo.ts";
import { realFailures } from "./real-failures.ts";

/* Whoever writes a new sentence for a failure that a page can show finds out here that it has no phrase yet. */

const mirror = createPhrasebook(mirrorCatalogue);
const languages = await Promise.all(
  Object.entries(catalogues).map(async ([name, load]) => [name, createPhrasebook(await load())] as const),
);
const failures = await realFailures();

/** What may stand in a hole: most places take a digit, others a duration or a text that is known. */
const fills = ["7", "7 s", "password"] as const;

/** The sentence as a run could say it; with digits in its holes where no phrase gives it. */
function asSaid(sentence: string): string {
  const said = fills.map((fill) => sentence.replaceAll(hole, fill));
  return said.find((text) => mirror.templatesOf(text).length > 0) ?? said[0] ?? "";
}

const sentences = failureSentences().map(({ sentence, file }) => ({ sentence, file, text: asSaid(sentence) }));

/** Names and commands, which are the same in every language. */
const names =
  /tunnel-doctor [a-z ]+|["„«“「] ?capture stop|age --decrypt|Tunnel Doctor|Managed Preferences|[\w/]+[-/.][\w/.-]*/g;

/** Two words in a row of an English sentence that its translation still has. */
function englishLeft(english: string, translated: string): readonly string[] {
  const rest = translated.replaceAll(names, "|");
  return english
    .replaceAll(names, "|")
    .split(/[^A-Za-z' ]+/)
    .flatMap((clause) => [...clause.matchAll(/\b(?=([A-Za-z']{3,} [A-Za-z']{3,})\b)/g)].map(([, pair = ""]) => pair))
    .filter((pair) => rest.includes(pair));
}

describe("the sentences of failures", () => {
  it("are read from the sources, with the reasons in them", () => {
    expect(sentences.length).toBeGreaterThan(280);
    const texts = sentences.map(({ sentence }) => sentence);
    expect(texts).toContain("This request is refused: it was changed after it was signed.");
    expect(texts).toContain(`${hole} is neither a bundle nor a report nor a log.`);
    expect(texts).toContain(`${hole} ended with exit code ${hole}: ${hole}.`);
  });

  it("are given by one phrase each", () => {
    const faults = sentences.flatMap(({ sentence, file, text }) => {
      const templates = mirror.templatesOf(text);
      return templates.length === 1 ? [] : [`main/${file}: ${templates.join(" AND ") || "no phrase"} for: ${sentence}`];
    });
    expect(faults).toEqual([]);
  });

  it.each(languages)("are said wholly in the language %s", (_name, { say }) => {
    const faults = sentences.flatMap(({ file, text }) => {
      const said = say(text);
      const left = said === text ? ["all of it"] : englishLeft(text, said);
      return left.length === 0 ? [] : [`main/${file}: ${left.join(", ")} is left in: ${said}`];
    });
    expect(faults).toEqual([]);
  });
});

describe("what is said of a real bad input", () => {
  it("is made to be said, for each reason that there is", () => {
    expect(failures.filter(([, message]) => message === "")).toEqual([]);
    const reasons = sentences.filter(({ sentence }) =>
      /^This (?:request is|is no request|bundle was|file is)[^.]*: /.test(sentence),
    );
    expect(reasons.length).toBeGreaterThan(30);
    const unmade = reasons.filter(({ sentence }) => !failures.some(([, message]) => isOf(sentence, message)));
    expect(unmade).toEqual([]);
  });

  it.each(languages)("leaves no English in the language %s", (_name, book) => {
    expect(failures.filter(([, message]) => isLeft(message, book))).toEqual([]);
  });

  it.each([
    [
      "a zip of too many files",
      "Diese Datei wird nicht geöffnet: Sie enthält 2 Dateien, und höchstens 1 werden angenommen.",
    ],
    [
      "a request that expired",
      "Diese Anfrage wird abgelehnt: Sie ist am 2026-11-30 10:00 UTC abgelaufen; bitten Sie um eine neue.",
    ],
    ["a bundle that lacks a file", "Dieses Bundle wurde nach dem Erstellen verändert: Die Datei logs.txt fehlt."],
    [
      "evidence: a changed bundle",
      "/home/ann/my case.tdbundle: Dieses Bundle wurde nach dem Erstellen verändert: logs.txt entspricht nicht dem Manifest.",
    ],
  ])("is one sentence in German: %s", (about, german) => {
    const message = failures.find(([name]) => name === about)?.[1] ?? "";
    const [, book] = languages.find(([name]) => name === "de") ?? [];
    expect(book?.say(message)).toBe(german);
  });
});

function isOf(sentence: string, message: string): boolean {
  const pieces = sentence.split(hole).map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${pieces.join(".+")}$`).test(message);
}

function isLeft(message: string, { say }: Phrasebook): boolean {
  const said = say(message);
  return said === message || englishLeft(message, said).length > 0;
}
