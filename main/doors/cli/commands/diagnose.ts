import type { CallOutput } from "../../../api/contract.ts";
import { findingCodeSchema, type FindingCode } from "../../../model/finding.ts";
import type { Report } from "../../../model/report.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOf, exitCodes } from "../exit-codes.ts";
import { explanationText, mapExplanationTexts } from "../explanation-text.ts";
import { complainOfFile, jsonDocument, passphraseIn, writeJsonFile } from "../file-results.ts";
import type { Say } from "../../../language/say.ts";
import { reportIn, wordsOf, type LanguageFlag } from "../language.ts";
import type { RedactFlag } from "../redacted.ts";
import { findingLines, reportText, summaryLine } from "../report-text.ts";

/** The options of `diagnose` as commander reads them. */
export interface DiagnoseFlags extends RedactFlag, LanguageFlag {
  readonly explain?: string;
  readonly identity?: string;
  readonly passphraseFile?: string;
  readonly json?: true;
  readonly summary?: true;
  readonly exitZero?: true;
  readonly out?: string;
}

/** `diagnose [FILE]`: a report again without measuring anything; with `--explain`, how one finding comes about. */
export async function diagnoseCommand(
  context: CliContext,
  path: string | undefined,
  flags: DiagnoseFlags,
): Promise<number> {
  if (path === undefined) {
    if (flags.explain !== undefined) return explainCommand(context, flags.explain, flags);
    complain(context, "Name a bundle, a report, a log or a folder, or a finding with --explain.");
    return exitCodes.usage;
  }
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const passphrase = await passphraseIn(context, flags.passphraseFile);
  if (typeof passphrase === "number") return passphrase;
  const diagnosed = await call(context, "diagnose.file", {
    path,
    ...(flags.identity === undefined ? {} : { identityPath: flags.identity }),
    ...passphrase,
  });
  if (!diagnosed.ok) return complainOfFile(context, diagnosed.error, say);
  const told = await reportIn(context, diagnosed.value.report, flags);
  if (!told.ok) return complainOfFile(context, told.error, say);
  const report = told.value;
  const printed =
    flags.explain === undefined
      ? print(context, report, flags, say)
      : await explainInReport(context, flags.explain, report, flags, say);
  if (!printed) return exitCodes.usage;
  if (flags.out !== undefined && !(await writeJsonFile(context, flags.out, report, say))) return exitCodes.usage;
  return exitCodeOf(report.verdict, flags.exitZero === true);
}

function print({ stdout }: CliContext, report: Report, flags: DiagnoseFlags, say: Say): boolean {
  if (flags.json === true) stdout.write(jsonDocument(report));
  else stdout.write(flags.summary === true ? `${summaryLine(report)}\n` : reportText(report, stdout, say));
  return true;
}

/** `explain CODE`: how a finding comes about, whatever was observed. */
export async function explainCommand(
  context: CliContext,
  code: string,
  { json, language }: LanguageFlag & { readonly json?: true },
): Promise<number> {
  const say = await wordsOf(context, { ...(language === undefined ? {} : { language }) });
  const explanation = say === null ? null : await explained(context, code, say);
  if (say === null || explanation === null) return exitCodes.usage;
  const { stdout } = context;
  stdout.write(json === true ? jsonDocument(explanation) : explanationText(explanation, stdout, say));
  return exitCodes.healthy;
}

async function explainInReport(
  context: CliContext,
  code: string,
  report: Report,
  { json }: DiagnoseFlags,
  say: Say,
): Promise<boolean> {
  const explanation = await explained(context, code, say);
  if (explanation === null) return false;
  const { stdout } = context;
  const finding = report.findings.find((one) => one.code === code);
  if (json === true) {
    stdout.write(jsonDocument({ explanation, ...(finding === undefined ? {} : { finding }) }));
    return true;
  }
  stdout.write(explanationText(explanation, stdout, say));
  stdout.write(
    finding === undefined
      ? `\n${say("In this file: it was not found.")}\n`
      : `\n${say("In this file:")}\n${findingLines(finding, stdout, say).join("\n")}\n`,
  );
  return true;
}

async function explained(context: CliContext, text: string, say: Say): Promise<CallOutput<"diagnose.explain"> | null> {
  const code = findingCodeSchema.safeParse(text);
  if (!code.success) {
    complain(context, `There is no finding named ${JSON.stringify(text.slice(0, 64))}. ${knownCodes()}`);
    return null;
  }
  const explanation = await call(context, "diagnose.explain", { code: code.data });
  if (explanation.ok) return mapExplanationTexts(explanation.value, say);
  complain(context, explanation.error.message);
  return null;
}

function knownCodes(): string {
  const codes: readonly FindingCode[] = findingCodeSchema.options;
  return `There are: ${codes.join(", ")}.`;
}
