import type { ReactElement } from "react";
import type { Report } from "../../../main/api/contract.ts";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { Icon, type IconName } from "../../components/icon.tsx";
import { formatDuration, formatMoment } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { describeVerdict, whoCanFix, type Tone } from "./describe-verdict.ts";

const icons: Readonly<Record<Tone, IconName>> = { good: "check", bad: "cross", warn: "warning", neutral: "question" };

/** The verdict in plain words, with who can fix it and what it is about. */
export function VerdictPanel({
  report,
  level = 1,
  takesFocus = true,
}: {
  readonly report: Report;
  readonly level?: 1 | 2;
  readonly takesFocus?: boolean;
}): ReactElement {
  const words = texts.verdict;
  const { tone, title, lead } = describeVerdict(report);
  const { run, sessions, gateway } = report;
  const who = whoCanFix(report).map((person) => texts.finding.who[person]);
  const dropped = sessions.filter(({ outcome }) => outcome === "dropped").length;
  const neverConnected = sessions.filter(({ outcome }) => outcome === "never-connected").length;
  const durationMs = Date.parse(run.endedAt) - Date.parse(run.startedAt);
  const facts: readonly (readonly [term: string, text: string])[] = [
    ...(who.length === 0 ? [] : [[words.whoCanFix, who.join(" · ")] as const]),
    ...(gateway === undefined ? [] : [[words.gateway, [gateway.host, ...gateway.addresses].join(" · ")] as const]),
    [words.sessions, words.sessionCounts(sessions.length, dropped, neverConnected)],
    [words.checked, words.checkedAt(formatMoment(run.endedAt), formatDuration(durationMs), run.packetsSent)],
  ];
  return (
    <div className={`verdict tone-${tone}`}>
      <span className="verdict-mark">
        <Icon name={report.verdict === "cancelled" ? "stop" : icons[tone]} />
      </span>
      <div>
        <FocusHeading takesFocus={takesFocus} level={level}>
          {title}
        </FocusHeading>
        <p className="lead">{lead}</p>
        <dl className="facts">
          {facts.map(([term, text]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}
