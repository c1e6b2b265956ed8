import type { Handlers } from "../../api/dispatch.ts";
import type { CallInput, CallName, CallOutput, CallProgress } from "../../api/contract.ts";
import type { Dispatch } from "../../api/dispatcher.ts";
import type { Outcome } from "../../model/failure.ts";
import type { FileWriter } from "../../model/ports/file-writer.ts";
import type { Terminal } from "./terminal.ts";

/** What every command of the command line works with. */
export interface CliContext {
  readonly handlers: Partial<Handlers>;
  /** The way to the handlers; absent: through the whole contract, which is loaded for it. */
  readonly dispatch?: Dispatch;
  /** Data. */
  readonly stdout: Terminal;
  /** Progress and errors. */
  readonly stderr: Terminal;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  readonly files: FileWriter;
  /** Asks the person for a line; absent where no person sits in front of it (no terminal). */
  readonly ask?: (question: string) => Promise<string>;
  /** What a call answers, as it may be told; absent where it may be told as it is. */
  readonly redacted?: <Value>(value: Value) => Promise<Outcome<Value>>;
}

/** Calls the API the way every other door does: through its validation. */
export async function call<Name extends CallName>(
  { handlers, signal, redacted, dispatch }: CliContext,
  name: Name,
  input: CallInput<Name>,
  onProgress: (progress: CallProgress<Name>) => void = () => undefined,
): Promise<Outcome<CallOutput<Name>>> {
  const emit = (progress: unknown): void => onProgress(progress as CallProgress<Name>);
  const through = dispatch ?? (await import("../../api/dispatch.ts")).dispatch;
  const outcome = (await through(handlers, name, input, { signal, emit })) as Outcome<CallOutput<Name>>;
  return outcome.ok && redacted !== undefined ? redacted(outcome.value) : outcome;
}

/** One plain sentence on stderr. */
export function complain({ stderr }: CliContext, sentence: string): void {
  stderr.write(`${stderr.paint("red", "tunnel-doctor:")} ${sentence}\n`);
}
