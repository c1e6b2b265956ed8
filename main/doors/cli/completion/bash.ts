import type { CommandNode, OptionNode, Value } from "./command-tree.ts";

/**
 * A script for bash 3.2 and later, without the package bash-completion. It holds all words itself: nothing is started at a
 * TAB, and nothing that was typed is evaluated.
 *
 * @param name the program's name; letters, digits and hyphens
 */
export function bashCompletion(name: string, nodes: readonly CommandNode[]): string {
  const functionName = `_${name.replaceAll("-", "_")}`;
  const paths = nodes.map(({ path }) => path).filter((path) => path !== "");
  return `# bash completion of ${name}: source it, or put it where bash-completion looks for it.
${functionName}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" at="" word
  # --option=value comes as three words.
  if [[ $cur == "=" ]]; then cur=""
  elif [[ $previous == "=" ]]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${at:+$at }$word" in
      ${paths.map((path) => `"${path}"`).join("|")}) at="\${at:+$at }$word" ;;
    esac
  done
  COMPREPLY=()
  case "$at $previous" in
${nodes.flatMap(valueCases).join("\n")}
  esac
  case "$at" in
${nodes.map(commandCase).join("\n")}
  esac
}
complete -o bashdefault -o default -F ${functionName} ${name}
`;
}

function valueCases({ path, options }: CommandNode): readonly string[] {
  return options.flatMap((option) =>
    option.value === undefined ? [] : [`    ${namesOf(option, path)}) ${replyWith(option.value)}; return ;;`],
  );
}

const namesOf = ({ word, short }: OptionNode, path: string): string =>
  [word, ...(short === undefined ? [] : [short])].map((name) => `"${path} ${name}"`).join("|");

/** Without an offer bash offers files; this forbids it, where bash is new enough (4.0) to be told. */
const noFiles = "compopt +o default +o bashdefault 2>/dev/null";

const oneOf = (words: readonly string[]): string =>
  `${noFiles}; COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$cur"))`;

function replyWith(value: Value): string {
  switch (value.kind) {
    case "files":
      return ":";
    case "text":
      return noFiles;
    case "choices":
      return oneOf(value.choices);
  }
}

function commandCase({ path, options, subcommands, argument }: CommandNode): string {
  const flags = options.flatMap(({ word, short }) => [word, ...(short === undefined ? [] : [short])]);
  const plain =
    subcommands.length === 0 ? replyWith(argument ?? { kind: "text" }) : oneOf(subcommands.map(({ word }) => word));
  return `    "${path}")
      if [[ $cur == -* ]]; then ${oneOf(flags)}
      else ${plain}
      fi ;;`;
}
