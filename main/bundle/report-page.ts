import type { Finding, Fix } from "../model/finding.ts";
import type { Language } from "../model/language.ts";
import type { Measurement } from "../model/measurement.ts";
import type { Report, Verdict } from "../model/report.ts";
import type { Session } from "../model/session.ts";

/*
 * The report as one page that needs nothing else: no script, no font, no image, no request to anywhere. Every value goes
 * through `escaped`, because log lines and names come from strangers.
 */

const verdictTexts: Readonly<Record<Verdict, string>> = {
  healthy: "Nothing wrong was found on the way to the VPN.",
  "problem-found": "A problem was found.",
  "not-enough-checked": "Too little could be checked to say.",
  cancelled: "The check was stopped; this is what was measured until then.",
};

const whoTexts: Readonly<Record<Fix["who"], string>> = {
  you: "You can do this",
  router: "The owner of the router can do this",
  "vpn-admin": "The VPN administrator can do this",
};

const style = `:root{color-scheme:light dark;--line:#8886}
body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2rem}h3{font-size:1.05rem}
article{border:1px solid var(--line);border-radius:.5rem;padding:.25rem 1rem 1rem;margin:1rem 0;break-inside:avoid}
pre{white-space:pre-wrap;overflow-wrap:anywhere;border-left:.25rem solid var(--line);padding-left:.75rem}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.quiet{opacity:.75}
@media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}tr{break-inside:avoid}}`;

/** Nothing may be loaded, run, framed or sent: only the style above counts. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** In which words the page is written. */
export interface PageLanguage {
  readonly language: Language;
  /** The report with its texts in the language. */
  readonly translate: (report: Report) => Report;
  /** A text of the page itself in the language. */
  readonly say: Say;
}

type Say = (text: string) => string;

const inEnglish: PageLanguage = { language: "en", translate: (report) => report, say: (text) => text };

/** @param english the report as it shall be read, already redacted */
export function reportPage(
  english: Report,
  pseudonyms = true,
  { language, translate, say }: PageLanguage = inEnglish,
): string {
  const report = translate(english);
  const { client, run, gateway, verdict, findings } = report;
  const headline =
    verdict === "problem-found" ? (findings[0]?.title ?? say(verdictTexts[verdict])) : say(verdictTexts[verdict]);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Tunnel Doctor: ${escaped(headline)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escaped(headline)}</h1>
<p class="quiet">${escaped([`${client.osName} ${client.osVersion}`, gateway === undefined ? "" : say(`gateway ${gateway.host}`), run.startedAt, say(`profile ${run.profile}`)].filter((part) => part !== "").join(" · "))}</p>
</header>
<main>
<section><h2>${escaped(say("What is wrong, and who can change it"))}</h2>
${findings.length === 0 ? `<p>${escaped(say("No finding."))}</p>` : findings.map((finding) => findingHtml(finding, say)).join("\n")}
</section>
${listSection(say("What to do next"), report.advice)}
<section><h2>${escaped(say("What was measured"))}</h2>
${tableHtml(
  ["Measurement", "Result", "Target", "Method"],
  report.measurements.map((entry) => measurementCells(entry, say)),
  say,
)}
</section>
<section><h2>${escaped(say("Sessions"))}</h2>
${tableHtml(
  ["Started", "Length", "Ended by", "How it ended"],
  report.sessions.slice(-maxSessions).map((session) => sessionCells(session, say)),
  say,
)}
</section>
<section><h2>${escaped(say("What was checked"))}</h2>
${tableHtml(
  ["Step", "State", "Note"],
  report.checklist.map(({ step, status, note }) => [step, say(status), note]),
  say,
)}
</section>
</main>
<footer><p class="quiet">${escaped(say(`Tunnel Doctor ${report.tool.version}, run ${run.id}. ${pseudonyms ? "Names and addresses are pseudonyms" : "Names and addresses are as they were"}; secrets were removed.`))}</p></footer>
</body>
</html>
`;
}

const maxSessions = 500;

function findingHtml({ title, code, confidence, severity, evidence, fixes }: Finding, say: Say): string {
  return `<article><h3>${escaped(title)}</h3>
<p class="quiet">${escaped(`${code} · ${say(confidence)} · ${say(severity)}`)}</p>
<ul>${evidence.map(({ text, at }) => `<li>${escaped(at === undefined ? text : `${at} ${text}`)}</li>`).join("")}</ul>
${fixes.map((fix) => fixHtml(fix, say)).join("\n")}</article>`;
}

function fixHtml({ who, title, steps, commands, verify }: Fix, say: Say): string {
  return `<h4>${escaped(say(whoTexts[who]))}: ${escaped(title)}</h4>
<ol>${steps.map((step) => `<li>${escaped(step)}</li>`).join("")}</ol>
${commands.map(({ os, text }) => `<p class="quiet">${escaped(os)}</p><pre>${escaped(text)}</pre>`).join("\n")}
<p>${escaped(say(`To check: ${verify}`))}</p>`;
}

function measurementCells(
  { kind, outcome, value, unit, reason, target, method }: Measurement,
  say: Say,
): readonly string[] {
  const shown =
    outcome === "measured" ? [String(value), unit].filter(Boolean).join(" ") : `${say(outcome)}: ${reason ?? ""}`;
  return [kind, shown, target, method];
}

function sessionCells({ startedAt, lengthMs, endedBy, outcome, cause }: Session, say: Say): readonly string[] {
  const length = lengthMs === undefined ? "" : `${Math.round(lengthMs / 1000)} s`;
  return [startedAt ?? "", length, say(endedBy), [say(outcome), cause].filter(Boolean).join(": ")];
}

function listSection(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<section><h2>${escaped(title)}</h2><ul>${items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul></section>`;
}

function tableHtml(head: readonly string[], rows: readonly (readonly string[])[], say: Say): string {
  if (rows.length === 0) return `<p>${escaped(say("Nothing."))}</p>`;
  const row = (cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`;
  return `<table><thead><tr>${head.map((cell) => `<th scope="col">${escaped(say(cell))}</th>`).join("")}</tr></thead><tbody>${rows.map(row).join("")}</tbody></table>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Also control characters, which some browsers act on. */
function escaped(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? mark)
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "\ufffd");
}
