import type { CallInput, CallOutput } from "../../../api/contract.ts";
import type { Failure } from "../../../model/failure.ts";
import { call, complain, type CliContext } from "../context.ts";
import { parseDuration } from "../duration.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import type { NamedServer } from "../option-values.ts";
import { requestText } from "../request-text.ts";

export interface RequestKeygenFlags {
  readonly name: string;
  readonly out?: string;
  readonly json?: true;
}

/** `request keygen`: the keys of a helpdesk, in a file that only its owner may read. */
export async function requestKeygenCommand(context: CliContext, flags: RequestKeygenFlags): Promise<number> {
  const { name, out, json } = flags;
  const made = await call(context, "keys.create", { name, ...(out === undefined ? {} : { path: out }) });
  if (!made.ok) return failed(context, made.error);
  const { path, recipient, fingerprint } = made.value;
  context.stdout.write(
    json === true
      ? `${JSON.stringify(made.value, null, 2)}\n`
      : `Public key:  ${recipient}\nFingerprint: ${fingerprint}\n`,
  );
  context.stderr.write(
    `Written: ${path}\nKeep this file secret and make a copy of it: without it no bundle can be opened.\nTell your colleagues the fingerprint, so that they can check who asks them.\n`,
  );
  return exitCodes.healthy;
}

export interface RequestCreateFlags {
  readonly key?: string;
  readonly case?: string;
  readonly reason?: string;
  readonly gateway?: string;
  readonly profile: string;
  readonly since: string;
  readonly valid: string;
  readonly stun?: NamedServer;
  readonly responder?: NamedServer;
  readonly to: readonly string[];
  readonly upload?: string;
  readonly organisationSalt: boolean;
  readonly out?: string;
  readonly link?: true;
  readonly json?: true;
}

/** `request create`: a signed request as a file, a link and a text for the ticket. */
export async function requestCreateCommand(context: CliContext, flags: RequestCreateFlags): Promise<number> {
  const input = createInput(context, flags);
  if (input === null) return exitCodes.usage;
  const created = await call(context, "request.create", input);
  if (!created.ok) return failed(context, created.error);
  return flags.json === true || flags.link === true
    ? printRequest(context, created.value, flags)
    : writeRequest(context, created.value, flags);
}

function printRequest(
  context: CliContext,
  created: CallOutput<"request.create">,
  { json }: RequestCreateFlags,
): number {
  if (json === true) context.stdout.write(`${JSON.stringify(created, null, 2)}\n`);
  else if (created.link !== undefined) context.stdout.write(`${created.link}\n`);
  else {
    complain(context, "This request is too large for a link; leave --link out and send the file.");
    return exitCodes.usage;
  }
  return exitCodes.healthy;
}

async function writeRequest(
  context: CliContext,
  { fileName, fileText, ticketText }: CallOutput<"request.create">,
  { out = fileName }: RequestCreateFlags,
): Promise<number> {
  const written = await context.files.writeAtomically(out, Buffer.from(fileText));
  if (!written.ok) return failed(context, written.error);
  context.stderr.write(`Written: ${written.value.path} (${written.value.sizeBytes} bytes)\n\n`);
  context.stdout.write(ticketText);
  return exitCodes.healthy;
}

/** What the options ask for; null after telling what is wrong with them. */
function createInput(context: CliContext, flags: RequestCreateFlags): CallInput<"request.create"> | null {
  const [since, valid] = [parseDuration(flags.since), parseDuration(flags.valid)];
  if (!since.ok || !valid.ok) {
    if (!since.ok) complain(context, `--since: ${since.error.message}.`);
    if (!valid.ok) complain(context, `--valid: ${valid.error.message}.`);
    return null;
  }
  return {
    ...(flags.key === undefined ? {} : { keyPath: flags.key }),
    ...(flags.case === undefined ? {} : { caseId: flags.case }),
    ...(flags.reason === undefined ? {} : { reason: flags.reason }),
    ...(flags.gateway === undefined ? {} : { gateway: flags.gateway }),
    ...(flags.upload === undefined ? {} : { uploadUrl: flags.upload }),
    ...(flags.stun === undefined ? {} : { stunServer: withPort(flags.stun) }),
    ...(flags.responder === undefined ? {} : { responder: withPort(flags.responder) }),
    profile: flags.profile as "quick" | "standard" | "deep",
    sinceMs: since.value,
    validForMs: valid.value,
    moreRecipients: [...flags.to],
    organisationSalt: flags.organisationSalt,
  };
}

/** A signed request says everything; 3478 is the port of RFC 8489, section 8. */
function withPort({ host, port = 3478 }: NamedServer): { readonly host: string; readonly port: number } {
  return { host, port };
}

/** `request show FILE|LINK`: who asks for what and until when. */
export async function requestShowCommand(
  context: CliContext,
  source: string,
  { json }: { readonly json?: true },
): Promise<number> {
  const opened = await call(context, "request.open", requestSource(source));
  if (!opened.ok) return failed(context, opened.error);
  context.stdout.write(
    json === true ? `${JSON.stringify(opened.value, null, 2)}\n` : requestText(opened.value, context.stdout),
  );
  return exitCodes.healthy;
}

/** A link is taken as it is; everything else names a file. */
export function requestSource(source: string): CallInput<"request.open"> {
  return /^\s*tunnel-doctor:/i.test(source) ? { content: source } : { path: source };
}

function failed(context: CliContext, error: Failure): number {
  complain(context, error.message);
  return exitCodeOfFailure(error);
}
