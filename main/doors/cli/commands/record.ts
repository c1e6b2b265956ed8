import { complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { wordsOf } from "../language.ts";
import { mapNewsTexts, watchLines } from "../watch-text.ts";
import { checkCommand } from "./check.ts";
import { watch, type WatchFlags } from "./watch.ts";

/** The options of `record` as commander reads them. */
export interface RecordFlags extends Omit<WatchFlags, "all"> {
  readonly out?: string;
  readonly bundle?: string;
}

/** What led to the first thing that was seen may have been logged a little before. */
const leadMs = 60_000;

/**
 * `record`: watches while the person reproduces the problem; Ctrl-C, or the next drop, ends that and makes the report of
 * that time. A second Ctrl-C ends the program.
 */
export async function recordCommand(context: CliContext, flags: RecordFlags): Promise<number> {
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const begun =
    flags.untilDrop === true
      ? "Recording until the next drop. Ctrl-C ends it before."
      : "Recording. Reproduce the problem, then press Ctrl-C.";
  context.stderr.write(`${say(begun)}\n`);
  const recorded = await watch(context, flags, (news) => {
    context.stderr.write(watchLines(mapNewsTexts(news, say), context.stderr, false, say));
  });
  if (!recorded.ok) {
    complain(context, say(recorded.error.message));
    return exitCodeOfFailure(recorded.error);
  }
  const { startedAtMs, endedAtMs } = recorded.value;
  const seconds = Math.ceil((endedAtMs - startedAtMs + leadMs) / 1000);
  context.stderr.write(`${say("Recorded. Now the check of that time.")}\n`);
  // The signal of the recording is spent.
  const checking = { ...context, signal: new AbortController().signal };
  const { log, systemLogs, json, out, bundle, language } = flags;
  return checkCommand(checking, flags.gateway, {
    profile: "quick",
    since: `${seconds}s`,
    log,
    systemLogs,
    history: true,
    ...(language === undefined ? {} : { language }),
    ...(json === undefined ? {} : { json }),
    ...(out === undefined ? {} : { out }),
    ...(bundle === undefined ? {} : { bundle }),
  });
}
