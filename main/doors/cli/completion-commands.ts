import addTabCompletion from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { exitCodes } from "./exit-codes.ts";

/**
 * Adds `completion SHELL`, which prints a script for the shell, and the hidden `complete`, which that script asks at each
 * TAB. To be added last, because they know the commands that are there by then.
 */
export function addCompletionCommands(program: Command, done: (exitCode: number) => void): void {
  addTabCompletion(program, { completionCommandName: "completion" });
  for (const command of program.commands.slice(-2)) command.hook("postAction", () => done(exitCodes.healthy));
}
