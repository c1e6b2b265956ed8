import { describe, expect, it } from "vitest";
import { checkSteps } from "../../../main/checkup/steps.ts";
import type { Say } from "../../../main/language/say.ts";
import { kindTexts, measurementLines } from "../../../main/doors/cli/measurement-text.ts";
import { loadPhrasebook } from "../../../main/language/languages.ts";
import { languageSchema, type Language } from "../../../main/model/language.ts";
import { measurementKindSchema, type Measurement } from "../../../main/model/measurement.ts";
import { reportTexts as de } from "../../../renderer/texts/de/report.ts";
import { reportTexts as en } from "../../../renderer/texts/en/report.ts";
import { reportTexts as es } from "../../../renderer/texts/es/report.ts";
import { reportTexts as fr } from "../../../renderer/texts/fr/report.ts";
import { reportTexts as ja } from "../../../renderer/texts/ja/report.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

/* The terminal and the window say the same thing in the same words, in every language. */

const windowTexts = { de, en, es, fr, ja } as const;

async function sayIn(language: Language): Promise<Say> {
  return (await loadPhrasebook(language))?.say ?? expect.unreachable(language);
}

describe.each(languageSchema.options)("the words of the terminal in %s", (language) => {
  it("are those of the window for what is measured", async () => {
    const say = await sayIn(language);
    const told = Object.fromEntries(measurementKindSchema.options.map((kind) => [kind, say(kindTexts[kind])]));
    expect(told).toEqual(windowTexts[language].measurements.kind);
  });

  it("are those of the window for the steps of a check", async () => {
    const say = await sayIn(language);
    const told = Object.fromEntries(checkSteps.map(({ name, title }) => [name, say(title)]));
    expect(told).toEqual(windowTexts[language].stepTitle);
  });

  it("say every measurement, whatever its kind and outcome", async () => {
    const say = await sayIn(language);
    const [english, said] = [everyMeasurementLine((text) => text), everyMeasurementLine(say)];
    expect(said).toHaveLength(english.length);
    // Names such as "TCP" and "Ping" are the same in most languages.
    const left = said.filter((line) => english.includes(line) && !/^ {2}(?:TCP|Ping) /.test(line));
    expect(language === "en" ? [] : left).toEqual([]);
  });
});

/** One of each kind with each value that it may have, and without one. */
function everyMeasurement(): readonly Measurement[] {
  const values = {
    reach: ["answered", "silent", "refused"],
    "ike-version": ["ikev1", "ikev2", "both"],
    "nat-mapping": ["endpoint-independent", "address-dependent", "address-and-port-dependent"],
    dpi: ["none", "content", "size", "rate"],
  } as const;
  return measurementKindSchema.options.flatMap((kind): readonly Measurement[] => {
    const shared = { kind, method: "m", target: "192.0.2.1:500", details: {} } as const;
    const key = kind.startsWith("reach-") ? "reach" : kind === "nat-filtering" ? "nat-mapping" : kind;
    const words: readonly string[] = Object.hasOwn(values, key) ? values[key as keyof typeof values] : [];
    return [
      ...words.map((value) => ({ ...shared, outcome: "measured", value }) as const),
      { ...shared, outcome: "measured", value: true },
      { ...shared, outcome: "measured", value: false },
      { ...shared, outcome: "measured", value: 1380, unit: "bytes" },
      { ...shared, outcome: "unknown", reason: "7" },
      { ...shared, outcome: "failed", reason: "7" },
    ];
  });
}

const everyMeasurementLine = (say: Say): readonly string[] =>
  measurementLines(everyMeasurement(), memoryTerminal(200), say);
