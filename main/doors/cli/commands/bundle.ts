import type { CallInput, CallOutput } from "../../../api/contract.ts";
import type { BundlePart } from "../../../model/bundle-manifest.ts";
import type { Failure } from "../../../model/failure.ts";
import type { Report } from "../../../model/report.ts";
import { caseText, openedText, originLines, previewText } from "../bundle-text.ts";
import { call, complain, type CliContext } from "../context.ts";
import { passphraseIn } from "../file-results.ts";
import { exitCodeOf, exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { logChoice, type LogFlags } from "../log-flags.ts";
import { createProgressPrinter } from "../progress-text.ts";

interface MakingFlags extends Omit<LogFlags, "json"> {
  readonly profile: string;
  readonly without: readonly BundlePart[];
  readonly wholeLog: readonly string[];
  readonly withCapture: readonly string[];
}

export interface BundlePreviewFlags extends MakingFlags {
  readonly show?: string;
  readonly json?: true;
}

export interface BundleCreateFlags extends MakingFlags {
  readonly out?: string;
  readonly to: readonly string[];
  readonly passphraseFile?: string;
  readonly yes?: true;
}

export interface BundleVerifyFlags {
  readonly identity?: string;
  readonly passphraseFile?: string;
  readonly json?: true;
}

export interface BundleOpenFlags extends BundleVerifyFlags {
  readonly again?: true;
  readonly note?: string;
}

type Opened = CallOutput<"bundle.open">;

/** `bundle preview [GATEWAY]`: what would leave, and with `--show` the exact text of one file of it. */
export async function bundlePreviewCommand(
  context: CliContext,
  gateway: string | undefined,
  flags: BundlePreviewFlags,
): Promise<number> {
  const report = await checked(context, gateway, flags);
  if (typeof report === "number") return report;
  const chosen = choiceOf(report, flags);
  const { stdout } = context;
  if (flags.show !== undefined) return showFile(context, { ...chosen, path: flags.show });
  const preview = await call(context, "bundle.preview", chosen);
  if (!preview.ok) return failed(context, preview.error);
  stdout.write(flags.json === true ? jsonText(preview.value) : previewText(preview.value, stdout));
  return exitCodes.healthy;
}

async function showFile(context: CliContext, asked: CallInput<"bundle.page">): Promise<number> {
  const limit = 5000;
  for (let offset = 0; ; offset += limit) {
    const page = await call(context, "bundle.page", { ...asked, offset, limit });
    if (!page.ok) return failed(context, page.error);
    for (const line of page.value.lines) context.stdout.write(`${line}\n`);
    if (offset + limit >= page.value.totalLines) return exitCodes.healthy;
  }
}

/** `bundle create [GATEWAY]`: shows what would leave, asks, and writes it. */
export async function bundleCreateCommand(
  context: CliContext,
  gateway: string | undefined,
  flags: BundleCreateFlags,
): Promise<number> {
  const passphrase = await passphraseIn(context, flags.passphraseFile);
  if (typeof passphrase === "number") return passphrase;
  const report = await checked(context, gateway, flags);
  if (typeof report === "number") return report;
  const chosen = choiceOf(report, flags);
  const preview = await call(context, "bundle.preview", chosen);
  if (!preview.ok) return failed(context, preview.error);
  context.stderr.write(`\n${previewText(preview.value, context.stderr)}`);

  const captureConsent = await captureAgreement(context, flags);
  if (captureConsent === null) return exitCodes.refused;
  const how = await agreement(context, flags);
  if (how === null) return exitCodes.refused;
  const isSealed = flags.to.length > 0 || passphrase.passphrase !== undefined;
  const written = await call(context, "bundle.write", {
    ...chosen,
    path: flags.out ?? fileNameFor(report, isSealed),
    recipients: [...flags.to],
    ...passphrase,
    consent: { how },
    ...captureConsent,
  });
  if (!written.ok) return failed(context, written.error);
  const { path, sizeBytes, notes, signedBy } = written.value;
  for (const note of notes) context.stderr.write(`${note}\n`);
  if (signedBy !== undefined) context.stderr.write(`Signed by this installation: ${signedBy}\n`);
  if (!isSealed) context.stderr.write("It is not sealed: everybody who gets it can read it (--to seals it).\n");
  context.stderr.write(`Written: ${path} (${sizeBytes} bytes)\n`);
  return exitCodes.healthy;
}

/** How the person agreed; null after telling that nobody did. */
async function agreement(context: CliContext, { yes }: BundleCreateFlags): Promise<string | null> {
  if (yes === true) return "option --yes of the command line";
  const answer = await context.ask?.("Type yes to write this bundle: ");
  if (answer?.trim().toLowerCase() === "yes") return "asked on the terminal, after the preview";
  complain(context, "Refused: nobody agreed to it (with --yes you agree without being asked).");
  return null;
}

/** How the person agreed that a packet capture leaves, which is a question of its own; null where nobody did. */
async function captureAgreement(
  context: CliContext,
  { yes, withCapture }: BundleCreateFlags,
): Promise<{ readonly captureConsent?: { readonly how: string } } | null> {
  if (withCapture.length === 0) return {};
  if (yes === true) return { captureConsent: { how: "options --with-capture and --yes of the command line" } };
  const answer = await context.ask?.("Type yes to put the packet capture into it: ");
  if (answer?.trim().toLowerCase() === "yes") {
    return { captureConsent: { how: "asked on the terminal by itself, after the preview" } };
  }
  complain(context, "Refused: nobody agreed to the packet capture (leave out --with-capture to go without it).");
  return null;
}

/** `bundle open FILE...`: the same report that the person saw. */
export async function bundleOpenCommand(
  context: CliContext,
  paths: readonly string[],
  flags: BundleOpenFlags,
): Promise<number> {
  const ends = await endsOf(context, paths, flags);
  if (typeof ends === "number") return ends;
  const bundles: { readonly path: string; readonly opened: Opened }[] = [];
  for (const path of ends.clients) {
    if (flags.note !== undefined) {
      const noted = await call(context, "bundle.note", { path, text: flags.note });
      if (!noted.ok) return failed(context, noted.error, path);
    }
    const opened = await open(context, path, flags, ends.gateway);
    if (typeof opened === "number") return opened;
    bundles.push({ path, opened });
  }
  const { stdout } = context;
  const [only] = bundles;
  if (flags.json === true) {
    stdout.write(
      jsonText(
        bundles.length === 1 && only !== undefined
          ? only.opened
          : bundles.map(({ path, opened }) => ({ path, ...opened })),
      ),
    );
  } else {
    if (bundles.length > 1) stdout.write(`${caseText(bundles, stdout)}\n`);
    for (const { path, opened } of bundles) stdout.write(openedText(path, opened, stdout));
  }
  const worst = bundles.map(({ opened }) => exitCodeOf(opened.report.verdict, false));
  return worst.includes(exitCodes.problemFound) ? exitCodes.problemFound : Math.max(...worst);
}

/** `bundle verify FILE`: 0 where it is what its maker wrote, 5 where it was changed. */
export async function bundleVerifyCommand(
  context: CliContext,
  path: string,
  flags: BundleVerifyFlags,
): Promise<number> {
  const verified = await verify(context, path, flags);
  if (typeof verified === "number") return verified;
  const { manifest, signature, isSealed, files, kind } = verified;
  const { stdout } = context;
  stdout.write(
    flags.json === true
      ? jsonText({ path, kind, isSealed, isSigned: signature !== undefined, signature, manifest, files })
      : `${path} is what its maker wrote.\n${originLines(verified).join("\n")}\n`,
  );
  return exitCodes.healthy;
}

async function open(
  context: CliContext,
  path: string,
  flags: BundleOpenFlags,
  gatewayPath: string | undefined,
): Promise<Opened | number> {
  const keys = await keysIn(context, flags);
  if (typeof keys === "number") return keys;
  const opened = await call(context, "bundle.open", {
    source: { path },
    ...keys,
    ...(gatewayPath === undefined ? {} : { gatewayPath }),
    again: flags.again === true,
  });
  return opened.ok ? opened.value : failed(context, opened.error, path);
}

interface Ends {
  readonly clients: readonly string[];
  readonly gateway: string | undefined;
}

/** Which of several bundles is the gateway's; the exit code after telling what cannot be opened together. */
async function endsOf(context: CliContext, paths: readonly string[], flags: BundleOpenFlags): Promise<Ends | number> {
  if (paths.length === 1) return { clients: paths, gateway: undefined };
  const clients: string[] = [];
  const gateways: string[] = [];
  for (const path of paths) {
    const verified = await verify(context, path, flags);
    if (typeof verified === "number") return verified;
    (verified.kind === "gateway" ? gateways : clients).push(path);
  }
  const [gateway, ...others] = gateways;
  if (others.length === 0 && clients.length > 0) return { clients, gateway };
  complain(
    context,
    clients.length === 0
      ? "These are bundles of gateways; name a client's bundle of the same time beside one of them."
      : `There are ${gateways.length} bundles of gateways; name one, to join it with the others.`,
  );
  return exitCodes.usage;
}

async function verify(
  context: CliContext,
  path: string,
  flags: BundleVerifyFlags,
): Promise<CallOutput<"bundle.verify"> | number> {
  const keys = await keysIn(context, flags);
  if (typeof keys === "number") return keys;
  const verified = await call(context, "bundle.verify", { source: { path }, ...keys });
  return verified.ok ? verified.value : failed(context, verified.error, path);
}

async function keysIn(
  context: CliContext,
  { identity, passphraseFile }: BundleVerifyFlags,
): Promise<{ readonly identityPath?: string; readonly passphrase?: string } | number> {
  const passphrase = await passphraseIn(context, passphraseFile);
  if (typeof passphrase === "number" || identity === undefined) return passphrase;
  return { ...passphrase, identityPath: identity };
}

function choiceOf({ run }: Report, { without, wholeLog, withCapture }: MakingFlags) {
  return { runId: run.id, without: [...without], wholeLogs: [...wholeLog], captures: [...withCapture] };
}

/** Runs the check that the bundle is about; the exit code when it could not be run. */
async function checked(context: CliContext, gateway: string | undefined, flags: MakingFlags): Promise<Report | number> {
  const logs = logChoice(context, flags);
  if (logs === null) return exitCodes.usage;
  const outcome = await call(
    context,
    "check.run",
    {
      options: {
        ...(gateway === undefined ? {} : { gateway }),
        profile: flags.profile as "quick" | "standard" | "deep",
        ...logs,
      },
      ...(gateway === "practice" ? { practice: [] } : {}),
    },
    createProgressPrinter(context.stderr),
  );
  return outcome.ok ? outcome.value : failed(context, outcome.error);
}

function fileNameFor({ run }: Report, isSealed: boolean): string {
  const stamp = run.endedAt.replace(/\.\d+Z$/, "Z").replaceAll(":", "-");
  return `tunnel-doctor-${stamp}.tdbundle${isSealed ? ".age" : ""}`;
}

function failed(context: CliContext, error: Failure, path?: string): number {
  complain(context, path === undefined || error.message.includes(path) ? error.message : `${path}: ${error.message}`);
  return exitCodeOfFailure(error);
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
