import { Command, CommanderError } from "commander";
import { version } from "../../model/version.ts";
import type { CliContext } from "./context.ts";
import { exitCodes } from "./exit-codes.ts";

/** Adds commands to a program. Each says its exit code when it is done. */
type AddCommands = (program: Command, context: CliContext, done: (exitCode: number) => void) => void;

/**
 * Runs one command line with these commands.
 *
 * @returns the exit code of the contract (0 healthy, 1 problem, 2 usage, 3 too little checked, 4 stopped, 5 refused)
 */
export async function runWithCommands(
  context: CliContext,
  args: readonly string[],
  addCommands: AddCommands,
): Promise<number> {
  let exitCode: number = exitCodes.usage;
  const program = createProgram(context);
  addCommands(program, context, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end with 0; everything else that commander refuses is a wrong command line.
    return error.exitCode === 0 ? exitCodes.healthy : exitCodes.usage;
  }
}

/** The program without a command: its name, its version, and how it tells of a wrong command line. */
export function createProgram(context: CliContext): Command {
  return new Command("tunnel-doctor")
    .description("Finds out why your VPN keeps dropping, proves it, and says who must change what.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(run with --help for the options)")
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) => write(`tunnel-doctor: ${text.replace(/^error: /, "")}`),
    });
}
