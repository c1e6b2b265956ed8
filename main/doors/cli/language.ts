import { Option } from "commander";
import { loadPhrasebook } from "../../language/languages.ts";
import type { Say } from "../../language/say.ts";
import { languageSchema, type Language } from "../../model/language.ts";
import type { Comparison } from "../../model/comparison.ts";
import { success, type Outcome } from "../../model/failure.ts";
import type { Report } from "../../model/report.ts";
import { call, complain, type CliContext } from "./context.ts";

/** The option of commands that tell a report, as commander reads it. */
export interface LanguageFlag {
  readonly language?: Language;
}

/** What is told in English. */
export const asItIs: Say = (text) => text;

/** The option `--language`. */
export function languageOption(): Option {
  return new Option("--language <CODE>", "the language of what is told; default: en").choices(languageSchema.options);
}

/** What says a command's own words in the language that was chosen; null, with a complaint, where it has none. */
export async function wordsOf(context: CliContext, { language = "en" }: LanguageFlag): Promise<Say | null> {
  const phrasebook = await loadPhrasebook(language);
  if (phrasebook !== undefined) return phrasebook.say;
  complain(context, `There are no texts in the language "${language}" in this version.`);
  return null;
}

/** A report in the language that was chosen. */
export async function reportIn(
  context: CliContext,
  report: Report,
  { language = "en" }: LanguageFlag,
): Promise<Outcome<Report>> {
  if (language === "en") return success(report);
  const translated = await call(withoutRedaction(context), "report.translate", { report, language });
  return translated.ok ? success(translated.value.report) : translated;
}

/** A comparison in the language that was chosen. */
export async function comparisonIn(
  context: CliContext,
  comparison: Comparison,
  { language = "en" }: LanguageFlag,
): Promise<Outcome<Comparison>> {
  if (language === "en") return success(comparison);
  const translated = await call(withoutRedaction(context), "comparison.translate", { comparison, language });
  return translated.ok ? success(translated.value.comparison) : translated;
}

/** What is translated was redacted when it was read, and the program's own example addresses are known by their English texts. */
function withoutRedaction(context: CliContext): CliContext {
  const { redacted, ...others } = context;
  return redacted === undefined ? context : others;
}
