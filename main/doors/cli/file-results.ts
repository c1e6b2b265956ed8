import type { Failure } from "../../model/failure.ts";
import { complain, type CliContext } from "./context.ts";
import { exitCodeOfFailure, exitCodes } from "./exit-codes.ts";
import type { Say } from "../../language/say.ts";
import { asItIs } from "./language.ts";

/** Tells what is wrong with a file that the person named; everything but a refusal or a stop is a wrong command line. */
export function complainOfFile(context: CliContext, { code, message }: Failure, say: Say = asItIs): number {
  complain(context, say(message));
  if (code === "refused") return exitCodes.refused;
  return code === "cancelled" || code === "timed-out" ? exitCodes.cancelled : exitCodes.usage;
}

/** A value as a JSON document of its own. */
export function jsonDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Writes a JSON document to a file that the person named; false after telling why it could not be. */
export async function writeJsonFile(
  context: CliContext,
  path: string,
  value: unknown,
  say: Say = asItIs,
): Promise<boolean> {
  return writeFile(context, path, new TextEncoder().encode(jsonDocument(value)), say);
}

/** Writes a file of a command and says so on stderr, or why not; gives whether it is written. */
export async function writeFile(
  context: CliContext,
  path: string,
  content: Uint8Array,
  say: Say = asItIs,
): Promise<boolean> {
  const outcome = await context.files.writeAtomically(path, content);
  if (!outcome.ok) {
    complain(context, say(outcome.error.message));
    return false;
  }
  context.stderr.write(`${say(`Written: ${outcome.value.path} (${outcome.value.sizeBytes} bytes)`)}\n`);
  return true;
}

const maxPassphraseFileBytes = 64 * 1024;

/**
 * The passphrase in a file's first line: on the command line it would stand in the list of processes and in the shell's
 * history.
 *
 * @returns none where no file is named; the exit code after telling why the file cannot be read
 */
export async function passphraseIn(
  context: CliContext,
  file: string | undefined,
): Promise<{ readonly passphrase?: string } | number> {
  if (file === undefined) return {};
  const read = await context.files.readText?.(file, maxPassphraseFileBytes);
  if (read === undefined) return exitCodes.usage;
  if (read.ok) return { passphrase: read.value.split(/\r?\n/)[0] ?? "" };
  complain(context, read.error.message);
  return exitCodeOfFailure(read.error);
}
