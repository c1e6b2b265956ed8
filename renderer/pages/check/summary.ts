import type { Report } from "../../../main/api/contract.ts";
import { formatDuration, formatMoment } from "../../format.ts";
import type { Texts } from "../../texts/en.ts";
import { describeVerdict, sortFixes } from "./describe-verdict.ts";

const mostFindings = 3;
const mostFixes = 3;
/** A code with more text is too fine for the camera of an old phone; ISO/IEC 18004 version 15 holds about as much. */
const maxPhoneCharacters = 400;

/**
 * The result in at most 15 lines of Markdown, for a ticket or a message: the verdict, the findings, who can do what, and
 * what it is about. What stands in the report cannot add lines or markup of its own.
 *
 * @param words the catalogue in whose language the report's texts are
 * @param locale the tag that dates and numbers are written with
 */
export function summarise(report: Report, words: Texts, locale: string): string {
  const { findings, run, gateway, tool } = report;
  const { title, lead } = describeVerdict(report, words);
  const fixes = fixesOf(report, words);
  const more = findings.length - mostFindings;
  const lines: readonly (string | undefined)[] = [
    `**${plain(title)}**`,
    findings.length === 0 ? plain(lead) : undefined,
    "",
    ...findings
      .slice(0, mostFindings)
      .map(
        ({ title: found, severity }) => `- ${plain(words.summary.finding(found, words.finding.severity[severity]))}`,
      ),
    more > 0 ? `- ${words.summary.more(more)}` : undefined,
    findings.length === 0 ? undefined : "",
    ...fixes.map((fix) => `- ${fix}`),
    fixes.length === 0 ? undefined : "",
    gateway === undefined ? undefined : plain(words.summary.fact(words.verdict.gateway, gateway.host)),
    words.summary.fact(words.verdict.checked, checkedText(report, words, locale)),
    plain(words.summary.madeBy(tool.version, run.id)),
  ];
  return `${lines.filter((line) => line !== undefined).join("\n")}\n`;
}

/** The same in a few plain sentences, for the code that a phone reads. */
export function summariseForPhone(report: Report, words: Texts, locale: string): string {
  const { title, lead } = describeVerdict(report, words);
  const lines = [
    title,
    lead,
    ...fixesOf(report, words).slice(0, 1),
    ...(report.gateway === undefined ? [] : [words.summary.fact(words.verdict.gateway, report.gateway.host)]),
    formatMoment(report.run.endedAt, locale),
  ];
  const text = lines.map(oneLine).join("\n");
  return text.length <= maxPhoneCharacters ? text : `${text.slice(0, maxPhoneCharacters - 1)}…`;
}

function fixesOf({ findings }: Report, words: Texts): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  return sortFixes(first.fixes)
    .slice(0, mostFixes)
    .map(({ who, title }) => plain(words.summary.fact(words.finding.who[who], title)));
}

function checkedText({ run }: Report, words: Texts, locale: string): string {
  const durationMs = Date.parse(run.endedAt) - Date.parse(run.startedAt);
  return words.verdict.checkedAt(
    formatMoment(run.endedAt, locale),
    formatDuration(durationMs, locale),
    run.packetsSent,
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** One line in which nothing is markup (CommonMark 2.4: a backslash before punctuation). */
function plain(text: string): string {
  return oneLine(text).replace(/[\\`*<>[\]|]/g, "\\$&");
}
