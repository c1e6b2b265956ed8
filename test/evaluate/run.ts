/*
 * How right the diagnosis is, measured on inputs whose true cause is known: cases of public threads, variants of them,
 * runs of the lab that were recorded, and the simulated internet.
 *
 *   npm run evaluate -- [--case NAME] [--json FILE] [--no-simulated]
 *
 * Exit code: 0 the promises are kept, 1 one is broken, 2 usage.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { diagnose } from "../../main/diagnosis/evaluate.ts";
import { captureInputs } from "./capture-inputs.ts";
import { caseInput } from "./case-input.ts";
import { type Input, judgeInput } from "./input.ts";
import { readCases } from "./labelled-case.ts";
import { printScore, printTrace } from "./print.ts";
import { brokenPromises, scoreOf } from "./score.ts";
import { simulatedInputs, simulatedNames } from "./simulated-inputs.ts";

const usage = "usage: npm run evaluate -- [--case NAME] [--json FILE] [--no-simulated]";
const options = readOptions();
const cases = readCases();

if (options.case !== undefined) {
  const chosen = await findInput(options.case);
  if (chosen === undefined) {
    console.error(`There is no input called "${options.case}"; --json FILE lists them all.`);
    process.exit(2);
  }
  printTrace(chosen, diagnose(chosen.observations));
  process.exit(0);
}

const inputs = [...(await Promise.all(cases.map(caseInput))), ...(await captureInputs(cases))];
if (options.simulated) for (const name of simulatedNames()) inputs.push(...(await simulatedInputs(name)));

const judged = inputs.map(judgeInput);
const score = scoreOf(judged);
const broken = brokenPromises(score);
printScore(score, judged, broken);
if (options.json !== undefined)
  writeFileSync(options.json, `${JSON.stringify({ score, broken, inputs: judged }, null, 2)}\n`);
process.exit(broken.length > 0 ? 1 : 0);

async function findInput(name: string): Promise<Input | undefined> {
  const given = cases.find(({ id }) => id === name);
  if (given !== undefined) return caseInput(given);
  const row = simulatedNames().find((one) => name.startsWith(`simulated/${one}/`));
  const others = row === undefined ? await captureInputs(cases) : await simulatedInputs(row);
  return others.find(({ truth }) => truth.id === name);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { case: { type: "string" }, json: { type: "string" }, simulated: { type: "boolean", default: true } },
      allowNegative: true,
    });
    return values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}
