import type { LogSourceResult } from "../model/log-event.ts";
import type { LogSourceDescription } from "../model/log-source.ts";
import type { CallOutput } from "./contract.ts";

/**
 * Puts what became of reading the logs beside what is known of each place. Results that belong to no known place are
 * told on their own.
 */
export function describeSources(
  descriptions: readonly LogSourceDescription[],
  results: readonly LogSourceResult[],
): CallOutput<"logs.sources"> {
  const places = descriptions.map((description) => ({ description, isHere: matcherOf(description.source) }));
  return {
    sources: places.map(({ description, isHere }) => {
      const own = results.filter(({ source }) => isHere(source));
      // Of several files of one place, the one that was read counts, else the first one that could not be.
      const telling = own.find(({ outcome }) => outcome === "read") ?? own[0];
      return {
        ...description,
        state: telling?.outcome ?? "not-looked-at",
        linesRead: own.reduce((sum, { linesRead }) => sum + linesRead, 0),
        ...(telling?.note === undefined ? {} : { note: telling.note }),
      };
    }),
    notLookedFor: results.filter(({ source }) => !places.some(({ isHere }) => isHere(source))),
  };
}

/** Whether a path is one of `/var/log/{syslog,messages}` or `folder/*.log`, or a rotated one of them. */
function matcherOf(pattern: string): (source: string) => boolean {
  const parts = pattern.split(/(\{[^}]*\}|\*|%[A-Z]+%)/u).map((part) => {
    if (part === "*") return String.raw`[^/\\]*`;
    if (/^%[A-Z]+%$/u.test(part)) return ".*";
    const choices = /^\{(.*)\}$/u.exec(part)?.[1];
    return choices === undefined ? literal(part) : `(?:${choices.split(",").map(literal).join("|")})`;
  });
  const matcher = new RegExp(`^${parts.join("")}(?:[.-]\\d{1,10})?(?:\\.gz)?$`, "u");
  return (source) => matcher.test(source);
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
