import type { Comparison } from "../../../model/comparison.ts";
import { comparisonText } from "../comparison-text.ts";
import { call, type CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { complainOfFile, jsonDocument, writeJsonFile } from "../file-results.ts";
import { comparisonIn, wordsOf, type LanguageFlag } from "../language.ts";
import type { RedactFlag } from "../redacted.ts";

/** The options of `compare` as commander reads them. */
export interface CompareFlags extends RedactFlag, LanguageFlag {
  readonly json?: true;
  readonly exitZero?: true;
  readonly out?: string;
}

/** `compare BEFORE AFTER`: what differs between two runs, and what that means. */
export async function compareCommand(
  context: CliContext,
  paths: { readonly before: string; readonly after: string },
  flags: CompareFlags,
): Promise<number> {
  const { before, after } = paths;
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const compared = await call(context, "compare.reports", { before: { path: before }, after: { path: after } });
  if (!compared.ok) return complainOfFile(context, compared.error, say);
  const told = await comparisonIn(context, compared.value, flags);
  if (!told.ok) return complainOfFile(context, told.error, say);
  const comparison = told.value;
  const { stdout } = context;
  stdout.write(flags.json === true ? jsonDocument(comparison) : comparisonText(comparison, stdout, say));
  if (flags.out !== undefined && !(await writeJsonFile(context, flags.out, comparison, say))) return exitCodes.usage;
  return exitCodeOf(compared.value, flags.exitZero === true);
}

/** 0: the second run is good, or better. 1: it is not. 3: nothing can be said yet. */
function exitCodeOf({ conclusion, after }: Comparison, exitZero: boolean): number {
  if (conclusion.kind === "cannot-tell") return exitCodes.notEnoughChecked;
  const isGood = after.verdict !== "problem-found" || conclusion.kind === "better";
  return isGood || exitZero ? exitCodes.healthy : exitCodes.problemFound;
}
