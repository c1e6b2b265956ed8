import type { CallInput, CallOutput } from "../../../api/contract.ts";
import type { Failure } from "../../../model/failure.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOf, exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { passphraseIn, writeFile } from "../file-results.ts";
import type { Say } from "../../../language/say.ts";
import { asItIs, reportIn, wordsOf, type LanguageFlag } from "../language.ts";
import type { RedactFlag } from "../redacted.ts";
import { gatewayFactsText, gatewaySideText } from "../gateway-text.ts";
import { reportText, summaryLine } from "../report-text.ts";

export interface GatewayFactsFlags extends RedactFlag {
  readonly from?: string;
  readonly log: readonly string[];
  readonly bundle?: string;
  readonly request?: string;
  readonly out?: string;
  readonly json?: true;
}

/** `gateway facts`: what this gateway, or the one that printed a file, says of itself. */
export async function gatewayFactsCommand(context: CliContext, flags: GatewayFactsFlags): Promise<number> {
  const source = { ...(flags.from === undefined ? {} : { from: flags.from }), logPaths: [...flags.log] };
  if (flags.bundle !== undefined) return gatewayBundle(context, source, flags.bundle, flags);
  const made = await call(context, "gateway.facts", source);
  return made.ok ? tellFacts(context, made.value, flags) : failed(context, made.error);
}

async function gatewayBundle(
  context: CliContext,
  source: CallInput<"gateway.facts">,
  path: string,
  flags: GatewayFactsFlags,
): Promise<number> {
  const { request } = flags;
  const made = await call(context, "gateway.bundle", {
    ...source,
    ...(request === undefined ? {} : { requestPath: request }),
  });
  if (!made.ok) return failed(context, made.error);
  for (const note of made.value.notes) context.stderr.write(`${note}\n`);
  const written = await writeFile(context, path, Buffer.from(made.value.contentBase64, "base64"));
  return written ? tellFacts(context, made.value, flags) : exitCodes.usage;
}

async function tellFacts(
  context: CliContext,
  { facts, events }: CallOutput<"gateway.facts">,
  flags: GatewayFactsFlags,
): Promise<number> {
  const json = `${JSON.stringify(facts, null, 2)}\n`;
  context.stdout.write(flags.json === true ? json : gatewayFactsText(facts, events, context.stdout));
  const written = flags.out === undefined || (await writeFile(context, flags.out, Buffer.from(json)));
  return written ? exitCodes.healthy : exitCodes.usage;
}

export interface GatewayJoinFlags extends RedactFlag, LanguageFlag {
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly out?: string;
  readonly json?: true;
  readonly summary?: true;
  readonly exitZero?: true;
}

/** `gateway join CLIENT GATEWAY`: both ends of the same time as one report. */
export async function gatewayJoinCommand(
  context: CliContext,
  paths: { readonly client: string; readonly gateway: string },
  flags: GatewayJoinFlags,
): Promise<number> {
  const { key, passphraseFile, out, json, summary, exitZero } = flags;
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const passphrase = await passphraseIn(context, passphraseFile);
  if (typeof passphrase === "number") return passphrase;
  const keys = { ...passphrase, ...(key === undefined ? {} : { keyPath: key }) };
  const joined = await call(context, "gateway.join", { ...paths, ...keys });
  if (!joined.ok) return failed(context, joined.error, say);
  const told = await reportIn(context, joined.value, flags);
  if (!told.ok) return failed(context, told.error, say);
  const report = told.value;
  const { stdout } = context;
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (json === true) stdout.write(text);
  else if (summary === true) stdout.write(`${summaryLine(report)}\n`);
  else {
    stdout.write(reportText(report, stdout, say));
    if (report.gatewaySide !== undefined) stdout.write(gatewaySideText(report.gatewaySide, stdout, say));
  }
  const written = out === undefined || (await writeFile(context, out, Buffer.from(text), say));
  return written ? exitCodeOf(report.verdict, exitZero === true) : exitCodes.usage;
}

function failed(context: CliContext, error: Failure, say: Say = asItIs): number {
  complain(context, say(error.message));
  return exitCodeOfFailure(error);
}
