import { mapDropPatternTexts } from "../../../language/report-texts.ts";
import { sessionListSchema, sessionListSchemaId } from "../../../model/session-list.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { wordsOf, type LanguageFlag } from "../language.ts";
import { logChoice, tellUnread, type LogFlags } from "../log-flags.ts";
import { sessionsText } from "../session-text.ts";

/** `sessions`: the VPN sessions that the logs tell of, who ended them, and what their drops have in common. */
export async function sessionsCommand(context: CliContext, flags: LogFlags & LanguageFlag): Promise<number> {
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const logs = logChoice(context, flags);
  if (logs === null) return exitCodes.usage;
  const outcome = await call(context, "sessions.read", { logs });
  if (!outcome.ok) {
    complain(context, say(outcome.error.message));
    return exitCodeOfFailure(outcome.error);
  }
  const { stdout } = context;
  const dropPatterns = outcome.value.dropPatterns.map((pattern) => mapDropPatternTexts(pattern, say));
  const list = sessionListSchema.parse({ schema: sessionListSchemaId, ...outcome.value, dropPatterns });
  stdout.write(flags.json === true ? `${JSON.stringify(list, null, 2)}\n` : sessionsText(list, stdout, say));
  return tellUnread(context, list.sources, say) ? exitCodes.healthy : exitCodes.notEnoughChecked;
}
