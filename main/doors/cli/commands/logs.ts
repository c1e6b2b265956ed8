import type { CallInput, CallOutput } from "../../../api/contract.ts";
import type { Outcome } from "../../../model/failure.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { logChoice, tellUnread, type LogFlags } from "../log-flags.ts";
import { eventLine, sourcesText } from "../log-text.ts";

const eventsPerCall = 5000;

type Logs = CallInput<"logs.read">["logs"];

/** `logs`: the events in the logs, as a table for people or one JSON document per line. */
export async function logsCommand(context: CliContext, flags: LogFlags): Promise<number> {
  const { stdout } = context;
  const chosen = logChoice(context, flags);
  if (chosen === null) return exitCodes.usage;
  const read = (logs: Logs, offset: number): Promise<Outcome<CallOutput<"logs.read">>> =>
    call(context, "logs.read", { logs, offset, limit: eventsPerCall });
  let page = await read(chosen, 0);
  for (let printed = 0; ;) {
    if (!page.ok) {
      complain(context, page.error.message);
      return exitCodeOfFailure(page.error);
    }
    const { readingId, total, events, sources, linesRead, unknownLines } = page.value;
    for (const event of events)
      stdout.write(flags.json === true ? `${JSON.stringify(event)}\n` : eventLine(event, stdout));
    printed += events.length;
    if (printed >= total || events.length === 0 || context.signal.aborted) {
      const wasRead = tellUnread(context, sources);
      context.stderr.write(
        `${total} events in ${linesRead} lines; ${unknownLines} lines of VPN daemons are not known.\n`,
      );
      return wasRead ? exitCodes.healthy : exitCodes.notEnoughChecked;
    }
    page = await read({ readingId }, printed);
  }
}

/** `logs sources`: where this operating system keeps logs, who may read them, and whether this user can now. */
export async function logSourcesCommand(context: CliContext, { json }: Pick<LogFlags, "json">): Promise<number> {
  const outcome = await call(context, "logs.sources", {});
  if (!outcome.ok) {
    complain(context, outcome.error.message);
    return exitCodeOfFailure(outcome.error);
  }
  const { stdout } = context;
  stdout.write(json === true ? `${JSON.stringify(outcome.value, null, 2)}\n` : sourcesText(outcome.value, stdout));
  return exitCodes.healthy;
}
