import type { CallInput, CallOutput } from "../../../api/contract.ts";
import type { Failure } from "../../../model/failure.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOf, exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { passphraseIn } from "../file-results.ts";
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
  const written = await write(context, path, Buffer.from(made.value.contentBase64, "base64"));
  return written ? tellFacts(context, made.value, flags) : exitCodes.usage;
}

async function tellFacts(
  context: CliContext,
  { facts, events }: CallOutput<"gateway.facts">,
  flags: GatewayFactsFlags,
): Promise<number> {
  const json = `${JSON.stringify(facts, null, 2)}\n`;
  context.stdout.write(flags.json === true ? json : gatewayFactsText(facts, events, context.stdout));
  const written = flags.out === undefined || (await write(context, flags.out, Buffer.from(json)));
  return written ? exitCodes.healthy : exitCodes.usage;
}

export interface GatewayJoinFlags extends RedactFlag {
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
  { key, passphraseFile, out, json, summary, exitZero }: GatewayJoinFlags,
): Promise<number> {
  const passphrase = await passphraseIn(context, passphraseFile);
  if (typeof passphrase === "number") return passphrase;
  const keys = { ...passphrase, ...(key === undefined ? {} : { keyPath: key }) };
  const joined = await call(context, "gateway.join", { ...paths, ...keys });
  if (!joined.ok) return failed(context, joined.error);
  const report = joined.value;
  const { stdout } = context;
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (json === true) stdout.write(text);
  else if (summary === true) stdout.write(`${summaryLine(report)}\n`);
  else {
    stdout.write(reportText(report, stdout));
    if (report.gatewaySide !== undefined) stdout.write(gatewaySideText(report.gatewaySide, stdout));
  }
  const written = out === undefined || (await write(context, out, Buffer.from(text)));
  return written ? exitCodeOf(report.verdict, exitZero === true) : exitCodes.usage;
}

async function write(context: CliContext, path: string, content: Uint8Array): Promise<boolean> {
  const written = await context.files.writeAtomically(path, content);
  if (written.ok) context.stderr.write(`Written: ${written.value.path} (${written.value.sizeBytes} bytes)\n`);
  else complain(context, written.error.message);
  return written.ok;
}

function failed(context: CliContext, error: Failure): number {
  complain(context, error.message);
  return exitCodeOfFailure(error);
}
