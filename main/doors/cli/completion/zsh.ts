import type { CommandNode, Value, Word } from "./command-tree.ts";

/** A script for zsh's own completion system: to be sourced, or kept as a file `_NAME` in a folder of `fpath`. */
export function zshCompletion(name: string, nodes: readonly CommandNode[]): string {
  const functionName = `_${name.replaceAll("-", "_")}`;
  const paths = nodes.map(({ path }) => path).filter((path) => path !== "");
  return `#compdef ${name}
${functionName}() {
  local at="" word
  local -a offers
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${at:+$at }$word" in
      (${paths.map(quoted).join("|")}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at \${words[CURRENT-1]}" in
${nodes.flatMap(valueCases).join("\n")}
  esac
  case "$at" in
${nodes.map(commandCase).join("\n")}
  esac
}
# Sourced, it registers itself; as a file of fpath, it is the function's body and answers.
if [[ \${zsh_eval_context[-1]} == loadautofunc ]]; then ${functionName} "$@"
else compdef ${functionName} ${name}
fi
`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** `_describe` takes `word:what it is`, with colons of the word escaped. */
const described = ({ word, about }: Word): string => quoted(`${word.replaceAll(":", "\\:")}:${about}`);

function valueCases({ path, options }: CommandNode): readonly string[] {
  return options.flatMap(({ word, short, value }) => {
    if (value === undefined) return [];
    const names = [word, ...(short === undefined ? [] : [short])].map((name) => quoted(`${path} ${name}`));
    return [`    (${names.join("|")}) ${offerOf(value)}; return ;;`];
  });
}

function offerOf(value: Value): string {
  switch (value.kind) {
    case "files":
      return "_files";
    case "text":
      return "_message value";
    case "choices":
      return `compadd -- ${value.choices.map(quoted).join(" ")}`;
  }
}

function commandCase({ path, options, subcommands, argument }: CommandNode): string {
  const plain =
    subcommands.length === 0
      ? offerOf(argument ?? { kind: "text" })
      : `offers=(${subcommands.map(described).join(" ")}); _describe command offers`;
  return `    (${quoted(path)})
      if [[ \${words[CURRENT]} == -* ]]; then
        offers=(${options.map(described).join(" ")}); _describe option offers
      else
        ${plain}
      fi ;;`;
}
