import { CommanderError, type Command } from "commander";
import { createProgram } from "../../../main/doors/cli/command-line.ts";
import type { CliContext } from "../../../main/doors/cli/context.ts";
import { addAllCommands } from "../../../main/doors/cli/program.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

/** Stops a command line that was understood before it does anything. */
class Understood extends Error {}

/** The program as the command line has it, for its tree; commands that are run through it stop before they do anything. */
export function readProgram(): Command {
  const context: CliContext = {
    handlers: {},
    stdout: memoryTerminal(),
    stderr: memoryTerminal(),
    signal: new AbortController().signal,
    files: { writeAtomically: async () => Promise.reject(new Error("No command is run here.")) },
  };
  const program = createProgram(context);
  addAllCommands(program, context, () => undefined);
  return program.hook("preAction", () => {
    throw new Understood();
  });
}

/** What commander calls it when something has yet to be typed. */
const unfinished: readonly string[] = [
  "commander.help",
  "commander.missingArgument",
  "commander.missingMandatoryOptionValue",
  "commander.optionMissingArgument",
];

/**
 * Why the program refuses these arguments; undefined where it takes them.
 *
 * @param args with placeholders in capitals (FILE, GATEWAY), which stand for any value
 * @param isWhole false where a text only names a command or an option, and may leave out what else it needs
 */
export async function refusal(args: readonly string[], isWhole = true): Promise<string | undefined> {
  try {
    await readProgram().parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof Understood) return undefined;
    if (!(error instanceof CommanderError)) throw error;
    if (unfinished.includes(error.code)) return isWhole ? error.message : undefined;
    // A value of a list cannot be told from its placeholder.
    const isPlaceholder =
      error.code === "commander.invalidArgument" && args.some((arg) => isPlaceholderFor(error, arg));
    return isPlaceholder || error.exitCode === 0 ? undefined : error.message;
  }
  return "it is no whole command";
}

const isPlaceholderFor = ({ message }: CommanderError, arg: string): boolean =>
  /^[A-Z][A-Z:/=,-]*$/.test(arg) && message.includes(`'${arg}'`);

/** The arguments of each call of the program in a line of code, whichever way it is started. */
export function callsIn(line: string): readonly (readonly string[])[] {
  const withoutComment = line.replace(/(?:^|\s)#.*$/, "");
  return withoutComment
    .split(/(?:&&|\|\|?(?=\s)|;|\$\()/)
    .map((part) => /(?:^|[\s(&/=])(?:tunnel-doctor|npm run doctor --)(?=\s|$)(.*)$/.exec(part.trim())?.[1])
    .filter((rest) => rest !== undefined)
    .map((rest) => wordsOf(rest));
}

/** Words as a shell splits them, without what goes elsewhere (`2>/dev/null`) and the signs for what may be left out. */
export function wordsOf(text: string): readonly string[] {
  const named = text.replaceAll(/(?<=^|\s)\[|\](?=$|\s|\.\.\.)|\)$/g, "");
  return [...named.matchAll(/"([^"]*)"|'([^']*)'|((?:[^\s"']|"[^"]*")+)/g)]
    .map(([, double, single, bare = ""]) => double ?? single ?? bare.replaceAll('"', ""))
    .filter((word) => !/^\d?>/.test(word))
    .map((word) => word.replace(/\.\.\.$/, ""))
    .filter((word) => word !== "");
}
