import type { Argument, Command, Option } from "commander";

/** What may stand in a place of the command line. */
export type Value =
  | { readonly kind: "files" }
  | { readonly kind: "choices"; readonly choices: readonly string[] }
  | { readonly kind: "text" };

/** A word that can be completed, and what it is for. */
export interface Word {
  readonly word: string;
  readonly about: string;
}

export interface OptionNode extends Word {
  /** `-h`; missing where there is none. */
  readonly short?: string;
  /** Missing where the option takes nothing. */
  readonly value?: Value;
}

/** One command with what may follow it. */
export interface CommandNode {
  /** `fleet add`; empty for the program itself. */
  readonly path: string;
  readonly subcommands: readonly Word[];
  readonly options: readonly OptionNode[];
  /** What its first argument is; missing where it takes none. */
  readonly argument?: Value;
}

/** Placeholders that stand for a place on the disk, such as `FILE`, `FILE|LINK` or `PATH...`. */
const diskPlaceholder = /FILE|PATH|FOLDER|BEFORE|AFTER/;

/** The program and all its commands, each as what can follow it. */
export function describeCommands(program: Command, path = ""): readonly CommandNode[] {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  const argument = program.registeredArguments[0];
  const node: CommandNode = {
    path,
    subcommands: commands.map((command) => ({ word: command.name(), about: command.description() })),
    options: help.visibleOptions(program).map(optionNode),
    ...(argument === undefined ? {} : { argument: valueOf(argument, argument.name()) }),
  };
  const below = commands.flatMap((command) => describeCommands(command, `${path} ${command.name()}`.trim()));
  return [node, ...below];
}

function optionNode(option: Option): OptionNode {
  const takesValue = option.required || option.optional;
  return {
    word: option.long ?? option.flags,
    about: option.description,
    ...(option.short === undefined ? {} : { short: option.short }),
    ...(takesValue ? { value: valueOf(option, option.flags) } : {}),
  };
}

function valueOf({ argChoices }: Argument | Option, placeholder: string): Value {
  if (argChoices !== undefined && argChoices.length > 0) return { kind: "choices", choices: argChoices };
  return { kind: diskPlaceholder.test(placeholder) ? "files" : "text" };
}
