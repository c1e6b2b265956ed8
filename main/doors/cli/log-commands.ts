import type { Command } from "commander";
import { logsCommand, logSourcesCommand } from "./commands/logs.ts";
import { sessionsCommand } from "./commands/sessions.ts";
import type { CliContext } from "./context.ts";
import { languageOption, type LanguageFlag } from "./language.ts";
import type { LogFlags } from "./log-flags.ts";
import { collect } from "./option-values.ts";
import { redactedWhere, redactOption } from "./redacted.ts";

/** Adds the commands that read logs and measure nothing: `logs`, `logs sources` and `sessions`. */
export function addLogCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const logs = withLogOptions(program.command("logs"))
    .description("what the logs say, as events that mean the same for every VPN daemon and operating system")
    .option("--json", "print one JSON document per event")
    .option(...redactOption)
    .action(async (flags: LogFlags) => done(await redactedWhere(flags, context, (told) => logsCommand(told, flags))));
  logs
    .command("sources")
    .description("where logs are kept on this operating system, who may read them, and whether you can")
    .option("--json", "print one JSON document")
    .option(...redactOption)
    .action(async (_flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<LogFlags>();
      done(await redactedWhere(flags, context, (told) => logSourcesCommand(told, flags)));
    });

  withLogOptions(program.command("sessions"))
    .description("the VPN sessions in the logs: how long, who ended them, what came just before, what drops share")
    .option("--json", "print one JSON document")
    .addOption(languageOption())
    .option(...redactOption)
    .action(async (flags: LogFlags & LanguageFlag) =>
      done(await redactedWhere(flags, context, (told) => sessionsCommand(told, flags))),
    );
}

/** The options of every command that reads logs. */
export function withLogOptions(command: Command): Command {
  return command
    .option("--since <TIME>", "how far back, for example 12h; default: 7d, and everything in files given with --log")
    .option("--log <PATH>", "read this file or folder instead of the computer's own logs (repeatable)", collect, [])
    .option("--no-system-logs", "do not read the computer's own logs")
    .option("--history", "use what watch saw also with files of --log, which then are this computer's");
}
