import { Argument, type Command } from "commander";
import { bashCompletion } from "./completion/bash.ts";
import { describeCommands, type CommandNode } from "./completion/command-tree.ts";
import { fishCompletion } from "./completion/fish.ts";
import { powershellCompletion } from "./completion/powershell.ts";
import { zshCompletion } from "./completion/zsh.ts";
import type { CliContext } from "./context.ts";
import { exitCodes } from "./exit-codes.ts";

type Shell = "bash" | "zsh" | "fish" | "powershell";

const scriptOf: Readonly<Record<Shell, (name: string, nodes: readonly CommandNode[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

const examples = `
Examples:
  bash        source <(tunnel-doctor completion bash)
  zsh         source <(tunnel-doctor completion zsh)
  fish        tunnel-doctor completion fish | source
  PowerShell  tunnel-doctor completion powershell | Out-String | Invoke-Expression`;

/** Adds `completion SHELL`, which prints a script that completes this program's commands, options and their values. */
export function addCompletionCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command("completion")
    .description("a script that completes this program's command line at a TAB")
    .addArgument(new Argument("<SHELL>", "which shell it is for").choices(Object.keys(scriptOf)))
    .addHelpText("after", examples)
    .action((shell: Shell) => {
      context.stdout.write(scriptOf[shell](program.name(), describeCommands(program)));
      done(exitCodes.healthy);
    });
}
