/*
 * Lists the texts of reports that no phrase of `main/language/phrases/en.json` gives, so that they would stay in English
 * in every language: of the evaluation's inputs, of the tables, and of what the sources say.
 *
 *   node test/evaluate/list-phrases.ts
 *
 * Exit code: 0 there are none, 1 there are some.
 */
import english from "../../main/language/phrases/en.json" with { type: "json" };
import { createPhrasebook } from "../../main/language/phrasebook.ts";
import { everyFix } from "../unit/diagnosis/every-fix.ts";
import { captureInputs } from "./capture-inputs.ts";
import { caseInput } from "./case-input.ts";
import { readCases } from "./labelled-case.ts";
import { piecesOfSources, textsOfInputs, textsOfTables } from "./phrase-texts.ts";
import { simulatedInputs, simulatedNames } from "./simulated-inputs.ts";

const phrasebook = createPhrasebook({
  language: "en",
  list: { between: ", ", last: " and " },
  fullStop: ".",
  lowersClauses: true,
  phrases: Object.fromEntries(english.map((phrase) => [phrase, phrase])),
});
const cases = readCases();
const inputs = [...(await Promise.all(cases.map(caseInput))), ...(await captureInputs(cases))];
for (const name of simulatedNames()) inputs.push(...(await simulatedInputs(name)));

const texts = [...textsOfInputs(inputs), ...textsOfTables((await everyFix()).map(({ fix }) => fix))].filter(([text]) =>
  /[a-z]{2}/i.test(text),
);
const without = texts.filter(([text]) => phrasebook.templatesOf(text).length === 0);
const all = english.join("\n");
const pieces = piecesOfSources().filter(({ piece }) => !all.includes(piece));

for (const [text, where] of without) console.log(`${where}: ${text}`);
for (const { file, piece } of pieces) console.log(`main/${file}: … ${piece} …`);
const words = english.join(" ").split(/\s+/).length;
const share = ((1 - without.length / texts.length) * 100).toFixed(2);
console.log(
  `${english.length} phrases with ${words} words give ${share} % of ${texts.length} texts of ${inputs.length} inputs.`,
);
process.exit(without.length + pieces.length > 0 ? 1 : 0);
