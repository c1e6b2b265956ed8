import type { Argument, Command, Option } from "commander";

/** The parts of the page that the commands themselves do not tell. */
export interface ManPageTexts {
  /** ISO date of the page. */
  readonly date: string;
  readonly version: string;
  readonly description: readonly string[];
  readonly exitCodes: readonly (readonly [code: string, meaning: string])[];
  readonly environment: readonly (readonly [name: string, meaning: string])[];
  readonly files: readonly (readonly [path: string, meaning: string])[];
  /** Each with its comment. */
  readonly examples: readonly (readonly [command: string, meaning: string])[];
}

/** A program of commander as a page in the man(7) macros, which every Unix reads. */
export function manPage(program: Command, texts: ManPageTexts): string {
  const name = program.name();
  const section = (title: string, lines: readonly string[]): readonly string[] => [`.SH ${title}`, ...lines];
  const list = (rows: readonly (readonly [string, string])[]) => rows.flatMap(([term, text]) => entry([term], text));
  return `${[
    `.\\" Written by build/write-man-page.ts; change the commands, not this.`,
    `.TH ${name.toUpperCase()} 1 ${texts.date} "${name} ${texts.version}"`,
    ...section("NAME", paragraph(`${name} \u2013 ${lowerFirst(program.description().replace(/\.$/, ""))}`)),
    ...section("SYNOPSIS", [`.B ${roff(name)}`, ".I COMMAND", "[options]"]),
    ...section(
      "DESCRIPTION",
      texts.description.flatMap((text, at) => [...(at === 0 ? [] : [".PP"]), ...paragraph(text)]),
    ),
    ...section("COMMANDS", commandsBelow(program).flatMap(commandSection)),
    ...section("EXIT STATUS", list(texts.exitCodes)),
    ...section("ENVIRONMENT", list(texts.environment)),
    ...section("FILES", list(texts.files)),
    ...section("EXAMPLES", list(texts.examples)),
  ].join("\n")}\n`;
}

interface PlacedCommand {
  readonly path: string;
  readonly command: Command;
}

function commandsBelow(program: Command, path = ""): readonly PlacedCommand[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => command.name() !== "help")
    .flatMap((command) => {
      const placed = { path: `${path} ${command.name()}`.trim(), command };
      return [placed, ...commandsBelow(command, placed.path)];
    });
}

function commandSection({ path, command }: PlacedCommand): readonly string[] {
  const options = command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long !== "--help");
  const usage = [path, ...command.registeredArguments.map(argumentUsage), ...(options.length > 0 ? ["[options]"] : [])];
  return [
    `.SS ${roff(usage.join(" "))}`,
    ...paragraph(sentence(command.description())),
    ...command.registeredArguments.flatMap((argument) => entry([argument.name()], aboutArgument(argument))),
    ...options.flatMap((option) => entry([option.flags], aboutOption(option))),
  ];
}

const argumentUsage = (argument: Argument): string => {
  const shown = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? shown : `[${shown}]`;
};

const choices = ({ argChoices }: Argument | Option): string =>
  argChoices === undefined ? "" : ` One of ${argChoices.join(", ")}.`;

const aboutArgument = (argument: Argument): string => `${sentence(argument.description)}${choices(argument)}`;

function aboutOption(option: Option): string {
  const isShown =
    option.defaultValue !== undefined &&
    typeof option.defaultValue !== "boolean" &&
    !Array.isArray(option.defaultValue);
  const usual = option.defaultValueDescription ?? (isShown ? String(option.defaultValue) : undefined);
  return `${sentence(option.description)}${choices(option)}${usual === undefined ? "" : ` Default: ${usual}.`}`;
}

/** A paragraph with a term in bold. */
const entry = ([term]: readonly [string], text: string): readonly string[] => [
  ".TP",
  `.B ${roff(term)}`,
  ...paragraph(text),
];

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

/** Longest line of the source. */
const maxColumns = 80;

/** A term as roff takes it: no escapes and plain hyphens. */
const roff = (text: string): string =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("\u2013", "\\-")
    .replaceAll("…", "...")
    .replaceAll(/\s+/g, " ");

/** A text as lines of roff: each sentence begins a line, and no line begins with what roff takes for a request. */
function paragraph(text: string): readonly string[] {
  return roff(text)
    .split(/(?<=[.!?]) (?=[A-Z])/)
    .flatMap(wrapped)
    .map((line) => (/^[.']/.test(line) ? `\\&${line}` : line));
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > maxColumns - 2) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
