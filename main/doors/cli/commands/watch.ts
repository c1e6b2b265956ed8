import type { CallInput, CallOutput, CallProgress } from "../../../api/contract.ts";
import type { Outcome } from "../../../model/failure.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { wordsOf, type LanguageFlag } from "../language.ts";
import type { RedactFlag } from "../redacted.ts";
import { mapNewsTexts, watchLines } from "../watch-text.ts";

/** The options of `watch` as commander reads them. */
export interface WatchFlags extends RedactFlag, LanguageFlag {
  readonly json?: true;
  readonly all?: true;
  readonly untilDrop?: true;
  readonly gateway?: string;
  readonly measure: boolean;
  readonly log: readonly string[];
  readonly systemLogs: boolean;
}

/** `watch`: tells what happens to the network and the VPN, until Ctrl-C or the next drop. */
export async function watchCommand(context: CliContext, flags: WatchFlags): Promise<number> {
  const { stdout } = context;
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  if (flags.json !== true) context.stderr.write(`${say("Watching. Ctrl-C ends it.")}\n`);
  const outcome = await watch(context, flags, (news) => {
    const told = mapNewsTexts(news, say);
    if (flags.json === true) stdout.write(`${JSON.stringify(told)}\n`);
    else stdout.write(watchLines(told, stdout, flags.all === true, say));
  });
  if (!outcome.ok) {
    complain(context, say(outcome.error.message));
    return exitCodeOfFailure(outcome.error);
  }
  const { changes, drops } = outcome.value;
  context.stderr.write(`${say(`Drops: ${drops}. Changes of the network: ${changes}.`)}\n`);
  return drops > 0 ? exitCodes.problemFound : exitCodes.healthy;
}

type WatchOptions = Omit<WatchFlags, "json" | "all" | "language">;

type News = CallProgress<"watch.run">;

/** Runs a watch with these options. What is told keeps its order, also where it is redacted first. */
export async function watch(
  context: CliContext,
  flags: WatchOptions,
  tell: (news: News) => void,
): Promise<Outcome<CallOutput<"watch.run">>> {
  const input: CallInput<"watch.run"> = {
    logs: { logPaths: [...flags.log], systemLogs: flags.systemLogs },
    untilDrop: flags.untilDrop === true,
    measures: flags.measure,
    ...(flags.gateway === undefined ? {} : { gateway: flags.gateway }),
  };
  const { redacted } = context;
  if (redacted === undefined) return call(context, "watch.run", input, tell);
  let told = Promise.resolve();
  const outcome = await call(context, "watch.run", input, (news) => {
    told = told.then(async () => {
      const leaving = await redacted(news);
      if (leaving.ok) tell(leaving.value);
      else complain(context, leaving.error.message);
    });
  });
  await told;
  return outcome;
}
