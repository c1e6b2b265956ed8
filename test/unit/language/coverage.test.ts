import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../main/bundle/redaction/redactor.ts";
import { createPhrasebook } from "../../../main/language/phrasebook.ts";
import { captureInputs } from "../../evaluate/capture-inputs.ts";
import { caseInput } from "../../evaluate/case-input.ts";
import { readCases } from "../../evaluate/labelled-case.ts";
import {
  piecesOfSources,
  textsOfInputs,
  textsOfLabels,
  textsOfTables,
  type PhraseTexts,
} from "../../evaluate/phrase-texts.ts";
import { simulatedInputs, simulatedNames } from "../../evaluate/simulated-inputs.ts";
import { everyFix } from "../diagnosis/every-fix.ts";
import { englishPhrases, mirrorCatalogue, pseudoCatalogue } from "./pseudo.ts";

/*
 * Whoever writes a new text for a report finds out here that it has no phrase yet. `node test/evaluate/list-phrases.ts`
 * lists them all.
 */

const mirror = createPhrasebook(mirrorCatalogue);
const pseudo = createPhrasebook(pseudoCatalogue);
const cases = readCases();
const inputs = [...(await Promise.all(cases.map(caseInput))), ...(await captureInputs(cases))];

/** What a text is that the phrasebook does not know, or knows twice; digits and names alone have nothing to be said. */
function faultsIn(texts: PhraseTexts): readonly string[] {
  return [...texts].flatMap(([text, where]) => {
    if (!/[a-z]{2}/i.test(text)) return [];
    const templates = mirror.templatesOf(text);
    if (templates.length === 0) return [`${where}: no phrase gives: ${text}`];
    if (templates.length > 1) return [`${where}: ${templates.join(" AND ")} give: ${text}`];
    return mirror.say(text) === text ? [] : [`${where}: is misunderstood: ${text} => ${mirror.say(text)}`];
  });
}

/** What may stand in a placeholder; a digit where nothing else is asked for. */
const valueOfKind: Readonly<Record<string, string>> = {
  duration: "7 s",
  phrase: "password",
  sentence: "The upload was stopped.",
};

describe("the phrases", () => {
  it("give every text of the labelled cases and the captures once", () => {
    const texts = textsOfInputs(inputs);
    expect(texts.size).toBeGreaterThan(700);
    expect(faultsIn(texts)).toEqual([]);
  });

  it.each(simulatedNames())("give every text of simulated checks once: %s", async (name) => {
    expect(faultsIn(textsOfInputs(await simulatedInputs(name)))).toEqual([]);
  });

  it("give every text of the tables once", async () => {
    const texts = textsOfTables((await everyFix()).map(({ fix }) => fix));
    expect(texts.size).toBeGreaterThan(700);
    expect(faultsIn(texts)).toEqual([]);
  });

  it("give every label of commands, part by part where it is no phrase as a whole", async () => {
    const labels = textsOfLabels(
      (await everyFix()).map(({ fix }) => fix),
      (text) => mirror.templatesOf(text).length > 0,
    );
    expect(labels.size).toBeGreaterThan(30);
    expect(faultsIn(labels)).toEqual([]);
  });

  it("hold every piece of a sentence that the sources say", () => {
    const all = englishPhrases.join("\n");
    const pieces = piecesOfSources();
    expect(pieces.length).toBeGreaterThan(1000);
    // A piece that is a whole text may have its number from a placeholder.
    const isHeld = (piece: string) => all.includes(piece) || mirror.templatesOf(piece).length > 0;
    expect(pieces.filter(({ piece }) => !isHeld(piece))).toEqual([]);
  });

  it("are still theirs after a redaction, so that the report in a bundle can be said in the language too", () => {
    const redactor = createRedactor({ key: new Uint8Array(32) });
    const filled = englishPhrases.map((phrase) =>
      phrase.replaceAll(/\{[a-z]\w*:(\w+)\}/gi, (_, kind: string) => valueOfKind[kind] ?? "7"),
    );
    expect(filled.filter((text) => mirror.templatesOf(text).length === 0)).toEqual([]);
    expect(filled.map(redactor.text).filter((text) => mirror.templatesOf(text).length === 0)).toEqual([]);
  });

  it("are said in the language as a whole, to the last word", () => {
    const left = [...textsOfInputs(inputs).keys()].filter(
      (text) => /[a-z]{2}/i.test(text) && pseudo.say(text) === text,
    );
    expect(left).toEqual([]);
  });
});
