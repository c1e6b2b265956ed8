import type { CaptureStory } from "../../../model/capture-story.ts";
import type { Failure } from "../../../model/failure.ts";
import type { Finding } from "../../../model/finding.ts";
import { durationText } from "../../../model/duration-text.ts";
import { mapFindingTexts } from "../../../language/report-texts.ts";
import { captureText, joinText } from "../capture-text.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import type { Say } from "../../../language/say.ts";
import { asItIs, wordsOf, type LanguageFlag } from "../language.ts";
import type { RedactFlag } from "../redacted.ts";

export interface CaptureFlags extends RedactFlag, LanguageFlag {
  readonly json?: boolean;
}

/** `capture read FILE`: the story of a packet capture. */
export async function captureReadCommand(context: CliContext, path: string, flags: CaptureFlags): Promise<number> {
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const outcome = await call(context, "capture.read", { path });
  if (!outcome.ok) return failed(context, outcome.error, say);
  const { stdout } = context;
  const { story, findings } = outcome.value;
  const told = {
    ...outcome.value,
    story: { ...story, file: fileIn(story.file, say) },
    findings: findings.map((finding) => mapFindingTexts(finding, say)),
  };
  stdout.write(flags.json === true ? jsonText(told) : captureText(told, stdout, say));
  return exitCodeOf(outcome.value.findings, outcome.value.story.client !== undefined);
}

/** `capture join CLIENT GATEWAY`: two captures of the same time laid over each other. */
export async function captureJoinCommand(
  context: CliContext,
  paths: { readonly client: string; readonly gateway: string },
  flags: CaptureFlags,
): Promise<number> {
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const outcome = await call(context, "capture.join", paths);
  if (!outcome.ok) return failed(context, outcome.error, say);
  const { stdout } = context;
  const { client, findings } = outcome.value;
  const told = {
    ...outcome.value,
    client: { ...client, file: fileIn(client.file, say) },
    findings: findings.map((finding) => mapFindingTexts(finding, say)),
  };
  stdout.write(flags.json === true ? jsonText(told) : joinText(told, stdout, say));
  return exitCodeOf(outcome.value.findings, outcome.value.join.clock !== undefined);
}

/** What is told of a file, with the note about it in the language of the person. */
function fileIn(file: CaptureStory["file"], say: Say): CaptureStory["file"] {
  return file.note === undefined ? file : { ...file, note: say(file.note) };
}

/** What `capture start` and `capture plan` are told. */
export interface CaptureMakingFlags {
  readonly interface?: string;
  readonly port: readonly number[];
  readonly wholePackets?: boolean;
  readonly seconds: number;
  readonly megabytes: number;
  readonly files: number;
  readonly out: string;
  readonly yes?: boolean;
  readonly explain?: boolean;
  readonly os?: "linux" | "macos" | "windows";
}

const consentQuestion =
  "A capture records with which addresses this computer speaks over its VPN, and when; headers only unless you asked for more.\n" +
  "It stays on this computer until you hand it on. Start it? [y/N] ";

/** `capture start [GATEWAY]`: makes a capture, or says how a person with more rights makes it. */
export async function captureStartCommand(
  context: CliContext,
  gateway: string | undefined,
  flags: CaptureMakingFlags,
): Promise<number> {
  const plan = planOf(gateway, flags);
  if (flags.explain === true || flags.os !== undefined) return explain(context, { ...plan, ...osOf(flags) });
  if (flags.yes !== true) {
    if (context.ask === undefined) {
      complain(context, "A capture needs your consent; give --yes where nobody can be asked.");
      return exitCodes.usage;
    }
    if (!/^y(?:es)?$/i.test((await context.ask(consentQuestion)).trim())) return exitCodes.refused;
  }
  const outcome = await call(context, "capture.start", { ...plan, consent: true }, (progress) => {
    if (progress.kind === "growing") return;
    const { command, path } = progress;
    context.stderr.write(`${command}\nCapturing to ${path}. Ctrl-C or "tunnel-doctor capture stop" ends it.\n`);
  });
  if (!outcome.ok) {
    const code = failed(context, outcome.error);
    if (!["not-permitted", "not-found", "not-supported"].includes(outcome.error.code)) return code;
    await explain(context, plan);
    return code;
  }
  const { path, files, sizeBytes, durationMs, program } = outcome.value;
  const many = files.length > 1 ? ` in ${files.length} files` : "";
  context.stdout.write(`${path}: ${sizeBytes} bytes${many} in ${durationText(durationMs)}, by ${program}\n`);
  for (const file of files) context.stderr.write(`Read it with: tunnel-doctor capture read ${file}\n`);
  return exitCodes.healthy;
}

/** `capture stop`: ends the capture that runs in another terminal. */
export async function captureStopCommand(context: CliContext): Promise<number> {
  const outcome = await call(context, "capture.stop", {});
  if (!outcome.ok) return failed(context, outcome.error);
  context.stdout.write(`The capture to ${outcome.value.path} ends.\n`);
  return exitCodes.healthy;
}

/** `capture redact IN OUT`: a copy that can be handed on. */
export async function captureRedactCommand(context: CliContext, path: string, out: string): Promise<number> {
  const outcome = await call(context, "capture.redact", { path, out });
  if (!outcome.ok) return failed(context, outcome.error);
  const { packets, leftOut, sizeBytes, note } = outcome.value;
  const left = leftOut === 0 ? "" : `, ${leftOut} that are not IP left out`;
  context.stdout.write(`${outcome.value.path}: ${packets} packets${left}, ${sizeBytes} bytes\n`);
  if (note !== undefined) context.stderr.write(`${note}\n`);
  return exitCodes.healthy;
}

function planOf(gateway: string | undefined, flags: CaptureMakingFlags) {
  const { port, wholePackets, seconds, megabytes, files, out } = flags;
  return {
    ...(gateway === undefined ? {} : { gateway }),
    ...(flags.interface === undefined ? {} : { interfaceName: flags.interface }),
    ports: [...port],
    wholePackets: wholePackets === true,
    seconds,
    megabytes,
    files,
    path: out,
  };
}

function osOf({ os }: CaptureMakingFlags) {
  return os === undefined ? {} : { os };
}

/** The commands alone on their lines, so that they can be copied. */
async function explain(
  context: CliContext,
  plan: ReturnType<typeof planOf> & ReturnType<typeof osOf>,
): Promise<number> {
  const outcome = await call(context, "capture.plan", plan);
  if (!outcome.ok) return failed(context, outcome.error);
  const { stdout } = context;
  for (const { program, commands, ending, rights } of outcome.value.recipes) {
    const end = ending.length === 0 ? "Ctrl-C ends it." : "When the problem has shown itself:";
    const lines = [stdout.paint("bold", `With ${program} (needs ${rights}):`), ...commands, end, ...ending];
    stdout.write(`\n${lines.join("\n")}\n`);
  }
  return exitCodes.healthy;
}

function failed(context: CliContext, error: Failure, say: Say = asItIs): number {
  complain(context, say(error.message));
  return exitCodeOfFailure(error);
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A capture without a VPN in it says nothing about one. */
function exitCodeOf(findings: readonly Finding[], isTelling: boolean): number {
  if (findings.some(({ severity }) => severity !== "notice")) return exitCodes.problemFound;
  return isTelling ? exitCodes.healthy : exitCodes.notEnoughChecked;
}
