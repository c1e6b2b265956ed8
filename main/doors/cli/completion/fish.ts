import type { CommandNode, OptionNode, Value } from "./command-tree.ts";

/** A script for fish: to be sourced, or kept as `NAME.fish` in its folder of completions. */
export function fishCompletion(name: string, nodes: readonly CommandNode[]): string {
  const isAt = `__${name.replaceAll("-", "_")}_is_at`;
  const paths = nodes.map(({ path }) => path).filter((path) => path !== "");
  const lines = nodes.flatMap((node) => linesOf(name, isAt, node));
  return `# fish completion of ${name}.
function ${isAt} --description 'Whether the command line is at this command'
    set --local at
    for word in (commandline --tokenize --cut-at-cursor --current-process)[2..]
        if contains -- (string join -- ' ' $at $word) ${paths.map(quoted).join(" ")}
            set --append at $word
        end
    end
    test "$at" = "$argv"
end
complete --command ${name} --no-files
${lines.join("\n")}
`;
}

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function linesOf(name: string, isAt: string, node: CommandNode): readonly string[] {
  const { path, options, subcommands, argument } = node;
  const start = `complete --command ${name} --condition ${quoted(path === "" ? isAt : `${isAt} ${path}`)}`;
  const commands = subcommands.map(
    ({ word, about }) => `${start} --arguments ${quoted(word)} --description ${quoted(about)}`,
  );
  const plain = subcommands.length === 0 && argument !== undefined ? [`${start}${offerOf(argument)}`] : [];
  return [...commands, ...plain, ...options.map((option) => optionLine(start, option))];
}

function optionLine(start: string, { word, short, about, value }: OptionNode): string {
  const long = `--long-option ${quoted(word.replace(/^--/, ""))}`;
  const letter = short === undefined ? "" : ` --short-option ${quoted(short.replace(/^-/, ""))}`;
  const taken = value === undefined ? "" : `${offerOf(value)} --require-parameter`;
  return `${start} ${long}${letter}${taken} --description ${quoted(about)}`;
}

function offerOf(value: Value): string {
  switch (value.kind) {
    case "files":
      return " --force-files";
    case "text":
      return " --no-files";
    case "choices":
      return ` --no-files --arguments ${quoted(value.choices.join(" "))}`;
  }
}
