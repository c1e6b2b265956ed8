import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { callsIn, readProgram, refusal, wordsOf } from "./command-lines.ts";
import { codeLines, codeSpans, readPages, root } from "./markdown.ts";

/* What the pages tell people to type is what the program takes. */

const pages = readPages();
const program = readProgram();
const commandNames = new Set(program.commands.map((command) => command.name()));

/** Spans such as `fleet list --refused`, which leave out the name of the program. */
const shortCalls = (spans: readonly string[]): readonly (readonly string[])[] =>
  spans
    .map(wordsOf)
    .flatMap(eachChoice)
    .filter(([command = "", ...rest]) => commandNames.has(command) && rest.length > 0 && rest.every(isNoProse));

/** `completion bash|zsh` stands for two command lines. */
const eachChoice = (args: readonly string[]): readonly (readonly string[])[] => {
  const at = args.findIndex((arg) => /^[a-z]+(?:\|[a-z]+)+$/.test(arg));
  return at < 0 ? [args] : (args[at] ?? "").split("|").map((choice) => args.with(at, choice));
};

const isNoProse = (word: string): boolean => !/^[A-Z][a-z]/.test(word);

const calls = pages.flatMap(({ path: page, text }) => {
  const spans = codeSpans(text);
  const named = [...spans.flatMap(callsIn), ...(page.startsWith("docs/decisions/") ? [] : shortCalls(spans))];
  return [
    ...codeLines(text).flatMap((line) => callsIn(line).map((args) => ({ args, isWhole: true }))),
    ...named.map((args) => ({ args, isWhole: false })),
  ]
    .filter(({ args }) => args.length > 0 && args[0] !== "VERSION")
    .map((call) => ({ page, line: call.args.join(" "), ...call }));
});

describe("every command line of the pages", () => {
  it("is found", () => {
    expect(calls.map(({ line }) => line)).toEqual(
      expect.arrayContaining([
        "check vpn.example.com",
        "fleet list --refused",
        "practice --fault path-mtu=1400",
        "check --profile quick --summary --exit-zero",
        "bundle open FILE",
      ]),
    );
  });

  it.each(calls)("$page: $line", async ({ args, isWhole }) => {
    expect(await refusal(args, isWhole)).toBeUndefined();
  });
});

describe("a command line that is wrong is refused", () => {
  it.each([
    ["chekc vpn.example.com", "unknown command"],
    ["check --frobnicate", "unknown option"],
    ["check --profile thorough", "is invalid"],
    ["fleet remember", "unknown command"],
    ["request keygen", "required option"],
    ["explain", "missing required argument"],
    ["fleet", "outputHelp"],
  ])("%s", async (line, why) => {
    expect((await refusal(wordsOf(line))) ?? "").toContain(why);
  });
});

describe("the table of commands in README.md", () => {
  const readme = pages.find(({ path: page }) => page === "README.md")?.text ?? "";
  const rows = [...readme.matchAll(/^\| (`[^|]*(?:\\\|[^|]*)*) \| (.*) \|$/gm)].map(([, commands = "", does = ""]) => ({
    commands: commandsOf(codeSpans(commands)),
    options: codeSpans(does).filter((span) => span.startsWith("--")),
  }));
  const named = new Set(rows.flatMap(({ commands }) => commands));

  it.each(commandsBelow(program).map(({ name }) => [name]))("has %s", (name) => {
    expect(named).toContain(name);
  });

  it("has no other command", () => {
    expect([...named].filter((name) => !commandsBelow(program).some((known) => known.name === name))).toEqual([]);
  });

  it.each(rows.flatMap(({ commands, options }) => options.map((option) => ({ commands, option }))))(
    "$commands: $option",
    ({ commands, option }) => {
      const [flag = ""] = wordsOf(option);
      const flags = commandsBelow(program)
        .filter(({ name }) => commands.includes(name))
        .flatMap(({ command }) => command.options.map(({ long }) => long));
      expect(flags).toContain(flag);
    },
  );
});

describe("every script and program file that a page names", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const lines = pages.flatMap(({ path: page, text }) =>
    [...codeLines(text), ...codeSpans(text)].map((line) => ({ page, line })),
  );
  const scriptNames = lines.flatMap(({ page, line }) =>
    [...line.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => ({ page, name })),
  );
  const files = lines.flatMap(({ page, line }) =>
    [...line.matchAll(/(?:^|\s|`)(?:node |bash )([\w./-]+\.ts|[\w./-]+\/[\w.-]+)/g)].map(([, file = ""]) => ({
      page,
      file,
    })),
  );

  it.each(scriptNames)("$page: npm run $name", ({ name }) => {
    expect(Object.keys(scripts)).toContain(name);
  });

  it.each(files)("$page: $file", ({ file }) => {
    expect(existsSync(path.join(root, file))).toBe(true);
  });
});

interface NamedCommand {
  readonly name: string;
  readonly command: Command;
}

/** Every command that does something, by its whole name: `fleet add`, and `logs` as well as `logs sources`. */
function commandsBelow(parent: Command, prefix = ""): readonly NamedCommand[] {
  return parent.commands
    .filter((command) => command.name() !== "help")
    .flatMap((command) => {
      const name = `${prefix}${command.name()}`;
      const below = commandsBelow(command, `${name} `);
      return below.length > 0 && !answersAlone(command) ? below : [{ name, command }, ...below];
    });
}

/** Whether a command with commands below it does something without them: it takes options or arguments of its own. */
const answersAlone = (command: Command): boolean =>
  command.options.length > 0 || command.registeredArguments.length > 0;

/** The whole names in a cell such as `fleet add PATH`, `compare`: the second is one of the group of the first. */
function commandsOf(spans: readonly string[]): readonly string[] {
  let group: string | undefined;
  return spans.map((span) => {
    const [first = "", second = ""] = wordsOf(span);
    const top = program.commands.find((command) => command.name() === first);
    const isBelow =
      group !== undefined && program.commands.some((one) => one.name() === group && hasCommand(one, first));
    if (isBelow) return `${String(group)} ${first}`;
    group = first;
    return top !== undefined && hasCommand(top, second) ? `${first} ${second}` : first;
  });
}

const hasCommand = (command: Command, name: string): boolean => command.commands.some((one) => one.name() === name);
