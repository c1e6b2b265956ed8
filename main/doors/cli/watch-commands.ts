import type { Command } from "commander";
import { recordCommand, type RecordFlags } from "./commands/record.ts";
import type { CliContext } from "./context.ts";
import { redactedWhere } from "./redacted.ts";
import { addWatchCommand, withWatchOptions } from "./watch-command.ts";

/** Adds the commands that wait for what happens: `watch` and `record`. */
export function addWatchCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  addWatchCommand(program, context, done);
  withWatchOptions(program.command("record"))
    .description("watch while you reproduce the problem, until Ctrl-C, then check and report that time")
    .option("--json", "print the report as JSON")
    .option("--out <FILE>", "write the report as JSON")
    .option("--bundle <FILE>", "write a bundle of that time to hand on")
    .action(async (flags: RecordFlags) =>
      done(await redactedWhere(flags, context, (told) => recordCommand(told, flags))),
    );
}
