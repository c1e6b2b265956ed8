import type { CommandNode, Value } from "./command-tree.ts";

/** A script for Windows PowerShell 5.1 and PowerShell 7: to be dot-sourced, usually from `$PROFILE`. */
export function powershellCompletion(name: string, nodes: readonly CommandNode[]): string {
  return `# PowerShell completion of ${name}.
Register-ArgumentCompleter -Native -CommandName ${quoted(name)} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{
${nodes.map(commandEntry).join("\n")}
  }
  $at = ''
  $previous = ''
  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
    if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete -ne '') { break }
    $previous = "$element"
    $next = ("$at $previous").Trim()
    if ($commands.ContainsKey($next)) { $at = $next }
  }
  $command = $commands[$at]
  $offers =
    if ($command.values.ContainsKey($previous)) { $command.values[$previous] }
    elseif ($wordToComplete.StartsWith('-')) { $command.options }
    else { $command.words }
  # Without an offer PowerShell completes paths.
  $offers | Where-Object { $_[0].StartsWith($wordToComplete) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1])
  }
}
`;
}

const quoted = (text: string): string => `'${text.replaceAll(/['\u2018\u2019]/g, "$&$&")}'`;

/** `,@('word', 'what it is')`: a list of pairs, also where there is one. */
const pair = (word: string, about: string): string => `,@(${quoted(word)}, ${quoted(about === "" ? word : about)})`;

const list = (pairs: readonly string[]): string => `@(${pairs.join("; ")})`;

const choicesOf = (value: Value | undefined): readonly string[] =>
  value?.kind === "choices" ? value.choices.map((choice) => pair(choice, "")) : [];

function commandEntry({ path, options, subcommands, argument }: CommandNode): string {
  const words = [...subcommands.map(({ word, about }) => pair(word, about)), ...choicesOf(argument)];
  const values = options.flatMap(({ word, value }) =>
    value === undefined ? [] : [`${quoted(word)} = ${list(choicesOf(value))}`],
  );
  return `    ${quoted(path)} = @{
      words = ${list(words)}
      options = ${list(options.map(({ word, about }) => pair(word, about)))}
      values = @{ ${values.join("; ")} }
    }`;
}
