import { unreadableLogsFixes } from "../fixes/surroundings.ts";
import type { Rule } from "../rule.ts";
import { quoted } from "../wording.ts";

/** Logs exist, but none of them could be read. */
export const logsUnreadable: Rule = {
  code: "logs-unreadable",
  cause: "logs",
  title: "The VPN's logs could not be read",
  explains: [],
  test: ({ observations }) => {
    const unreadable = observations.logSources.filter(
      ({ outcome }) => outcome === "not-permitted" || outcome === "failed",
    );
    // Where the VPN's lines were found elsewhere, a further source that is closed hardly matters.
    if (unreadable.length === 0 || observations.events.length > 0) return null;
    return {
      severity: "notice",
      confidence: "certain",
      evidence: unreadable.map(({ source, outcome, note }) => ({
        text: `${quoted(source)}: ${outcome === "not-permitted" ? "this account may not read it" : "reading failed"}${note === undefined ? "" : ` (${quoted(note)})`}.`,
        source,
      })),
      fixes: unreadableLogsFixes(),
    };
  },
};
