import type { z } from "zod";
import type { contract } from "../../api/contract.ts";
import { failure, type Outcome } from "../../model/failure.ts";
import { call, type CliContext } from "./context.ts";
import type { Terminal } from "./terminal.ts";

type Json = z.input<(typeof contract)["redact.value"]["input"]>["value"];

/** The option of every command that tells names or addresses. */
export const redactOption = [
  "--redact",
  "replace names and addresses in everything that is printed or written with --out",
] as const;

/** An option of a command line that has `redactOption`. */
export interface RedactFlag {
  readonly redact?: true;
}

/**
 * Runs a command. With `--redact` nothing that it tells leaves as it is: what its calls answer is redacted before the
 * command sees it, so that every form of output is made from pseudonyms, and so is every line on stderr.
 *
 * @returns the command's exit code
 */
export async function redactedWhere(
  { redact }: RedactFlag,
  context: CliContext,
  command: (context: CliContext) => Promise<number>,
): Promise<number> {
  if (redact !== true) return command(context);
  const stderr = redactedTerminal(context);
  const { ask } = context;
  try {
    return await command({
      ...context,
      redacted: (value) => redactedAnswer(context, value),
      stderr: stderr.terminal,
      ...(ask === undefined ? {} : { ask: async (question) => stderr.told().then(() => ask(question)) }),
    });
  } finally {
    await stderr.told();
  }
}

/** A terminal for messages. Colours would stand between the words that tell what a name is, so there are none. */
function redactedTerminal(context: CliContext): { readonly terminal: Terminal; readonly told: () => Promise<void> } {
  const { stderr } = context;
  let told = Promise.resolve();
  const tell = async (text: string): Promise<void> => {
    const redacted = await redactedValue(context, text);
    stderr.write(redacted.ok ? redacted.value : "A message is not shown, because it could not be redacted.\n");
  };
  return {
    terminal: {
      ...stderr,
      paint: (_style, text) => text,
      live: false,
      write: (text) => {
        told = told.then(() => tell(text));
      },
    },
    told: () => told,
  };
}

/** What a call answers; packed bytes are what they are, and hold what was redacted when they were made. */
async function redactedAnswer<Value>(context: CliContext, value: Value): Promise<Outcome<Value>> {
  if (typeof value !== "object" || value === null || !("contentBase64" in value)) return redactedValue(context, value);
  const { contentBase64, ...told } = value;
  const redacted = await redactedValue(context, told);
  return redacted.ok ? { ok: true, value: { ...redacted.value, contentBase64 } as Value } : redacted;
}

async function redactedValue<Value>(context: CliContext, value: Value): Promise<Outcome<Value>> {
  const redacted = await call(context, "redact.value", { value: JSON.parse(JSON.stringify(value)) as Json });
  // Only texts differ: what comes back has the shape of what was given.
  return redacted.ok
    ? { ok: true, value: redacted.value.value as Value }
    : failure("refused", `It could not be redacted, so nothing is shown: ${redacted.error.message}`);
}
