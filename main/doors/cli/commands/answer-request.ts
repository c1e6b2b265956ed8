import type { CallInput, CallOutput } from "../../../api/contract.ts";
import type { BundlePart } from "../../../model/bundle-manifest.ts";
import type { Failure } from "../../../model/failure.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOf, exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import type { Say } from "../../../language/say.ts";
import { reportIn, wordsOf, type LanguageFlag } from "../language.ts";
import { createProgressPrinter } from "../progress-text.ts";
import { redactedWhere, type RedactFlag } from "../redacted.ts";
import { reportText, summaryLine } from "../report-text.ts";
import { filesText, requestText } from "../request-text.ts";
import { requestSource } from "./request.ts";

/** The options of `check` that count when a request is answered; the request decides the rest. */
export interface AnswerFlags extends RedactFlag, LanguageFlag {
  readonly request: string;
  readonly yes?: true;
  readonly trust?: true;
  readonly upload?: true;
  readonly log: readonly string[];
  readonly systemLogs: boolean;
  readonly bind?: string;
  readonly bundle?: string;
  readonly out?: string;
  readonly json?: true;
  readonly summary?: true;
  readonly exitZero?: true;
  readonly without?: readonly BundlePart[];
  /** Not for the answer to a request, which nobody showed the packets of. */
  readonly withCapture?: readonly string[];
}

type Opened = CallOutput<"request.open">;
type Answered = CallOutput<"request.answer">;

/**
 * `check --request FILE|LINK`: shows who asks for what, asks for consent, runs the checks, and saves the sealed bundle. It
 * is uploaded only where the request names an address and the person agrees to that too. What the person agrees to is
 * shown as it is, also with `--redact`.
 */
export async function answerRequestCommand(
  context: CliContext,
  gateway: string | undefined,
  flags: AnswerFlags,
): Promise<number> {
  if ((flags.withCapture ?? []).length > 0) {
    complain(context, "--with-capture goes with --bundle; the answer to a request holds no packet capture.");
    return exitCodes.usage;
  }
  const source = requestSource(flags.request);
  const opened = await call(context, "request.open", source);
  if (!opened.ok) return failed(context, opened.error);
  context.stderr.write(`${requestText(opened.value, context.stderr)}\n`);
  if (!(await consents(context, opened.value, flags))) return exitCodes.refused;
  return redactedWhere(flags, context, (told) => answer(told, opened.value, source, gateway, flags));
}

async function answer(
  context: CliContext,
  opened: Opened,
  source: CallInput<"request.open">,
  gateway: string | undefined,
  flags: AnswerFlags,
): Promise<number> {
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const practice = (gateway ?? opened.request.gateway) === "practice";
  const answered = await call(
    context,
    "request.answer",
    {
      source,
      consent: true,
      // Whoever came here has agreed to the signer, by a word on the terminal or by --trust.
      trustSigner: opened.signer.standing !== "known",
      ...(practice ? { practice } : gateway === undefined ? {} : { gateway }),
      logPaths: [...flags.log],
      systemLogs: flags.systemLogs,
      without: [...(flags.without ?? [])],
      ...(flags.bind === undefined ? {} : { bindAddress: flags.bind }),
    },
    createProgressPrinter(context.stderr, say),
  );
  if (!answered.ok) return failed(context, answered.error);
  const told = await reportIn(context, answered.value.report, flags);
  if (!told.ok) return failed(context, told.error);
  const report = told.value;
  printReport(context, report, flags, say);
  if (!(await save(context, { ...answered.value, report }, flags))) return exitCodes.usage;
  const uploaded = await uploadIfAgreed(context, opened, report.run.id, flags);
  return uploaded ?? exitCodeOf(report.verdict, flags.exitZero === true);
}

/** Nothing is run before the person has said yes, and a signer that nobody knows needs a yes of its own. */
async function consents(context: CliContext, { request, signer }: Opened, flags: AnswerFlags): Promise<boolean> {
  if (signer.standing !== "known" && flags.trust !== true) {
    const question = `Type yes if the fingerprint is the one that ${request.from} told you: `;
    if (flags.yes === true || !(await saysYes(context, question))) {
      complain(
        context,
        "Refused: this signer is not known. Compare its fingerprint with your helpdesk, then run the command again with --trust.",
      );
      return false;
    }
  }
  if (flags.yes === true || (await saysYes(context, "Type yes to run this check and seal its result: "))) return true;
  complain(context, "Refused: nobody agreed to this request (with --yes you agree without being asked).");
  return false;
}

async function saysYes({ ask }: CliContext, question: string): Promise<boolean> {
  const answer = await ask?.(question);
  return answer?.trim().toLowerCase() === "yes";
}

function printReport(
  { stdout }: CliContext,
  report: Answered["report"],
  { json, summary }: AnswerFlags,
  say: Say,
): void {
  if (json === true) stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else stdout.write(summary === true ? `${summaryLine(report)}\n` : reportText(report, stdout, say));
}

async function save(context: CliContext, answered: Answered, { bundle, out }: AnswerFlags): Promise<boolean> {
  const { contentBase64, fileName, files, notes, report, signedBy } = answered;
  context.stderr.write(`\nIn the sealed bundle:\n${filesText(files)}`);
  for (const note of notes) context.stderr.write(`${note}\n`);
  if (signedBy !== undefined) context.stderr.write(`Signed by this installation: ${signedBy}\n`);
  const results: readonly (readonly [path: string, content: Uint8Array])[] = [
    [bundle ?? fileName, Buffer.from(contentBase64, "base64")],
    ...(out === undefined ? [] : [[out, Buffer.from(`${JSON.stringify(report, null, 2)}\n`)] as const]),
  ];
  for (const [path, content] of results) {
    const written = await context.files.writeAtomically(path, content);
    if (!written.ok) {
      complain(context, written.error.message);
      return false;
    }
    context.stderr.write(`Written: ${written.value.path} (${written.value.sizeBytes} bytes)\n`);
  }
  return true;
}

/** @returns the exit code when an upload that was agreed to failed, else null */
async function uploadIfAgreed(
  context: CliContext,
  { uploadHost }: Opened,
  runId: string,
  { upload, yes }: AnswerFlags,
): Promise<number | null> {
  if (uploadHost === undefined) {
    if (upload === true) complain(context, "The request names no address to upload to; send the file yourself.");
    return upload === true ? exitCodes.usage : null;
  }
  const agreed =
    upload === true || (yes !== true && (await saysYes(context, `Type yes to upload it to ${uploadHost}: `)));
  if (!agreed) {
    context.stderr.write("Nothing was uploaded; send the file to your helpdesk.\n");
    return null;
  }
  const uploaded = await call(context, "request.upload", { runId, consent: true }, ({ note }) =>
    context.stderr.write(`${note}\n`),
  );
  if (!uploaded.ok) {
    complain(context, `The upload failed; the file is saved, send it yourself. ${uploaded.error.message}`);
    return exitCodeOfFailure(uploaded.error);
  }
  context.stderr.write(`Uploaded to ${uploaded.value.host}.\n`);
  return null;
}

function failed(context: CliContext, error: Failure): number {
  complain(context, error.message);
  return exitCodeOfFailure(error);
}
