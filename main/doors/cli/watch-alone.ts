import { createDispatch } from "../../api/dispatcher.ts";
import { watchCalls } from "../../api/watch-calls.ts";
import { wireWatch } from "../watch-wiring.ts";
import { runWithCommands } from "./command-line.ts";
import type { CliContext } from "./context.ts";
import { addWatchCommand } from "./watch-command.ts";

/** Runs `watch` without loading the rest of the program. Returns the exit code. */
export async function runWatchAlone(
  context: Omit<CliContext, "handlers" | "dispatch">,
  args: readonly string[],
): Promise<number> {
  const alone = { ...context, handlers: wireWatch(), dispatch: createDispatch(watchCalls) };
  return runWithCommands(alone, args, addWatchCommand);
}
