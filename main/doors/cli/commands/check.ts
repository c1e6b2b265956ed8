import type { PracticeFault } from "../../../api/contract.ts";
import type { BundlePart } from "../../../model/bundle-manifest.ts";
import type { Report } from "../../../model/report.ts";
import { previewText } from "../bundle-text.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOf, exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { writeFile } from "../file-results.ts";
import type { Say } from "../../../language/say.ts";
import { reportIn, wordsOf, type LanguageFlag } from "../language.ts";
import { logChoice } from "../log-flags.ts";
import { networkOptions, textWithoutPage, type NetworkFlags } from "../network-flags.ts";
import { createProgressPrinter } from "../progress-text.ts";
import type { RedactFlag } from "../redacted.ts";
import { policyOf } from "./policy.ts";
import { reportText, summaryLine } from "../report-text.ts";
import { wrap } from "../terminal.ts";

/** The options of `check` as commander reads them. */
export interface CheckFlags extends RedactFlag, LanguageFlag, NetworkFlags {
  /** Absent: what the organisation recommends, else `standard`. */
  readonly profile?: string;
  readonly since?: string;
  readonly log: readonly string[];
  readonly systemLogs: boolean;
  readonly history?: true;
  readonly json?: true;
  readonly summary?: true;
  readonly exitZero?: true;
  readonly out?: string;
  readonly bundle?: string;
  /** What is left out of the bundle. */
  readonly without?: readonly BundlePart[];
  /** Packet captures that go into the bundle. */
  readonly withCapture?: readonly string[];
}

export const practiceGateway = "practice";

/** `check [GATEWAY]`: runs the main job, prints the report, and returns the exit code. */
export async function checkCommand(
  context: CliContext,
  gateway: string | undefined,
  flags: CheckFlags,
  faults?: readonly PracticeFault[],
): Promise<number> {
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const logs = logChoice(context, flags);
  if (logs === null) return exitCodes.usage;
  if (textWithoutPage(context, flags)) return exitCodes.usage;
  if ((flags.withCapture ?? []).length > 0 && flags.bundle === undefined) {
    complain(context, "--with-capture puts a packet capture into a bundle, so it needs --bundle.");
    return exitCodes.usage;
  }
  const policy = faults === undefined && gateway !== practiceGateway ? await policyOf(context) : undefined;
  const hasGateway = (policy?.fixed.gateway ?? policy?.recommended.gateway) !== undefined;
  const practice = faults ?? (hasGateway ? undefined : await practiceInstead(context, gateway, flags, say));
  const onPractice = practice !== undefined;
  const outcome = await call(
    context,
    "check.run",
    {
      options: {
        ...(onPractice ? { gateway: practiceGateway } : gateway === undefined ? {} : { gateway }),
        profile: (flags.profile ?? policy?.recommended.profile ?? "standard") as "quick" | "standard" | "deep",
        ...logs,
        ...networkOptions(flags),
      },
      ...(onPractice ? { practice: [...practice] } : {}),
    },
    createProgressPrinter(context.stderr, say),
  );
  if (!outcome.ok) {
    complain(context, say(outcome.error.message));
    return exitCodeOfFailure(outcome.error);
  }
  const told = await reportIn(context, outcome.value, flags);
  if (!told.ok) {
    complain(context, told.error.message);
    return exitCodes.usage;
  }
  const report = told.value;
  const written = await writeResults(context, report, flags, say);
  const readable = complainOfLogs(context, report, flags, say);
  return written && readable ? exitCodeOf(report.verdict, flags.exitZero === true) : exitCodes.usage;
}

/** One sentence for every log that the person named and that could not be read; false when there is one. */
function complainOfLogs(context: CliContext, { logSources = [] }: Report, { log }: CheckFlags, say: Say): boolean {
  const unread = log.length === 0 ? [] : logSources.filter(({ outcome }) => outcome !== "read" && outcome !== "empty");
  for (const { source, note = say("it could not be read.") } of unread) complain(context, `${source}: ${note}`);
  return unread.length === 0;
}

/**
 * The practice network when the person asked for it by name, or when a person (not a script) has nothing else to check:
 * no gateway named, no VPN profile on this computer, no log given.
 */
async function practiceInstead(
  context: CliContext,
  gateway: string | undefined,
  flags: CheckFlags,
  say: Say,
): Promise<readonly PracticeFault[] | undefined> {
  if (gateway === practiceGateway) return [];
  const forScript =
    flags.json === true || flags.summary === true || flags.out !== undefined || flags.bundle !== undefined;
  if (gateway !== undefined || forScript || flags.log.length > 0 || flags.history === true) return undefined;
  const found = await call(context, "profiles.list", {});
  if (!found.ok || found.value.unreadable.length > 0) return undefined;
  if (found.value.profiles.some((profile) => profile.gateway !== undefined)) return undefined;
  const { stderr } = context;
  const sentences = [
    "No VPN profile was found on this computer, so this check runs against a practice network on this computer, whose router loses large packets.",
    "Name your own gateway to check it: tunnel-doctor check vpn.example.com",
  ];
  for (const sentence of sentences) stderr.write(`${wrap(say(sentence), stderr.widthColumns)}\n`);
  stderr.write("\n");
  return [{ name: "mtu-black-hole" }];
}

async function writeResults(context: CliContext, report: Report, flags: CheckFlags, say: Say): Promise<boolean> {
  const { stdout } = context;
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (flags.json === true) stdout.write(json);
  else if (flags.summary === true) stdout.write(`${summaryLine(report)}\n`);
  else stdout.write(reportText(report, stdout, say));

  let written = true;
  if (flags.out !== undefined) written = (await writeFile(context, flags.out, Buffer.from(json), say)) && written;
  if (flags.bundle !== undefined)
    written = (await writeBundleFile(context, report.run.id, flags.bundle, flags, say)) && written;
  return written;
}

async function writeBundleFile(
  context: CliContext,
  runId: string,
  path: string,
  { without = [], withCapture = [], language }: CheckFlags,
  say: Say,
): Promise<boolean> {
  const chosen = {
    runId,
    without: [...without],
    captures: [...withCapture],
    ...(language === undefined ? {} : { language }),
  };
  const preview = await call(context, "bundle.preview", chosen);
  const consent = { how: "option --bundle of the command line" };
  const captureConsent = { how: "options --bundle and --with-capture of the command line" };
  const bundle = await call(context, "bundle.create", {
    ...chosen,
    consent,
    ...(withCapture.length === 0 ? {} : { captureConsent }),
  });
  if (!preview.ok || !bundle.ok) {
    const failed = preview.ok ? bundle : preview;
    if (!failed.ok) complain(context, say(failed.error.message));
    return false;
  }
  context.stderr.write(`\n${previewText(preview.value, context.stderr, say)}`);
  return writeFile(context, path, Buffer.from(bundle.value.contentBase64, "base64"), say);
}
