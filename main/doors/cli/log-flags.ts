import type { CallInput } from "../../api/contract.ts";
import type { LogSourceResult } from "../../model/log-event.ts";
import { complain, type CliContext } from "./context.ts";
import { parseDuration } from "./duration.ts";
import type { Say } from "../../language/say.ts";
import { asItIs } from "./language.ts";
import type { RedactFlag } from "./redacted.ts";

/** The options about logs as commander reads them. */
export interface LogFlags extends RedactFlag {
  readonly since?: string;
  readonly log: readonly string[];
  readonly systemLogs: boolean;
  readonly history?: true;
  readonly json?: true;
}

/** What the options ask to read; null after telling what is wrong with them. */
export function logChoice(context: CliContext, flags: LogFlags): CallInput<"logs.read">["logs"] | null {
  const history = flags.history === undefined ? {} : { history: flags.history };
  const choice = { logPaths: [...flags.log], systemLogs: flags.systemLogs, ...history };
  if (flags.since === undefined) return choice;
  const since = parseDuration(flags.since);
  if (since.ok) return { ...choice, sinceMs: since.value };
  complain(context, `--since: ${since.error.message}.`);
  return null;
}

const unreadable: ReadonlySet<LogSourceResult["outcome"]> = new Set(["not-permitted", "not-found", "failed"]);

/**
 * Says which places could not be read.
 *
 * @returns whether any could
 */
export function tellUnread(context: CliContext, sources: readonly LogSourceResult[], say: Say = asItIs): boolean {
  for (const { source, outcome, note } of sources) {
    if (!unreadable.has(outcome) && note === undefined) continue;
    const why = note ?? (outcome === "not-permitted" ? "This user may not read it." : "It could not be read.");
    context.stderr.write(`${source}: ${say(why)}\n`);
  }
  return sources.some(({ outcome }) => !unreadable.has(outcome));
}
