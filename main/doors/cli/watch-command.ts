import type { Command } from "commander";
import { watchCommand, type WatchFlags } from "./commands/watch.ts";
import type { CliContext } from "./context.ts";
import { languageOption } from "./language.ts";
import { collect } from "./option-values.ts";
import { redactedWhere, redactOption } from "./redacted.ts";

/** Adds the command `watch`. It stands alone because it runs for days, and is loaded without everything else. */
export function addWatchCommand(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  withWatchOptions(program.command("watch"))
    .description(
      "network changes, roams, sleep, and VPN tunnels as they come and go, until Ctrl-C; a drop is explained",
    )
    .option("--json", "print one JSON document per line")
    .option("--all", "also print every line of VPN daemons that is understood")
    .action(async (flags: WatchFlags) =>
      done(await redactedWhere(flags, context, (told) => watchCommand(told, flags))),
    );
}

/** The options of everything that watches. */
export function withWatchOptions(command: Command): Command {
  return command
    .option("--until-drop", "end after the next drop")
    .option("--gateway <HOST>", "look at this gateway after a drop; default: the one that the logs name")
    .option("--no-measure", "send no packet after a drop")
    .option("--log <PATH>", "follow this file or folder instead of the computer's own logs (repeatable)", collect, [])
    .option("--no-system-logs", "do not follow the computer's own logs")
    .addOption(languageOption())
    .option(...redactOption);
}
