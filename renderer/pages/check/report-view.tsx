import { useId, type ReactElement, type ReactNode } from "react";
import type { Report } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { Icon } from "../../components/icon.tsx";
import { useReportInLanguage } from "../../report-language.ts";
import { texts } from "../../texts/texts.ts";
import { Checklist } from "./checklist.tsx";
import { FindingCard } from "./finding-card.tsx";
import { practiceGateway } from "./form-values.ts";
import { MeasurementTable } from "./measurement-table.tsx";
import { PartialNotice } from "./partial-notice.tsx";
import { RawReport } from "./raw-report.tsx";
import { stepTitle } from "./run-steps.ts";
import { StepList } from "./step-list.tsx";
import { VerdictPanel } from "./verdict-panel.tsx";

/** A report as a person reads it: the verdict, what to do, then what it rests on, then everything. */
export function ReportView({
  bridge,
  report: original,
  level = 1,
  takesFocus = true,
  children,
}: {
  readonly bridge: Bridge;
  readonly report: Report;
  /** Of the verdict, which is the heading of the report. */
  readonly level?: 1 | 2;
  readonly takesFocus?: boolean;
  /** What can be done with it, below the verdict. */
  readonly children?: ReactNode;
}): ReactElement {
  const id = useId();
  const { report, translation } = useReportInLanguage(bridge, original);
  const steps = report.run.steps.map(({ name, outcome, durationMs, reason }) => ({
    name,
    title: stepTitle(name),
    state: outcome,
    durationMs,
    ...(reason === undefined ? {} : { note: reason }),
  }));
  return (
    <section className="view result">
      {report.gateway?.host === practiceGateway && (
        <p className="notice tone-neutral">
          <Icon name="info" />
          {texts.practice.banner}
        </p>
      )}
      <VerdictPanel report={report} level={level} takesFocus={takesFocus} />
      {children}
      {translation === "under-way" && <p role="status">{texts.language.translating}</p>}
      {translation === "failed" && (
        <p className="notice tone-neutral">
          <Icon name="info" />
          {texts.language.notTranslated}
        </p>
      )}
      {report.findings.length > 0 && (
        <section aria-labelledby={`${id}-findings`}>
          <h2 id={`${id}-findings`}>{texts.finding.heading}</h2>
          {report.findings.map((finding) => (
            <FindingCard key={finding.code} finding={finding} os={report.client.os} />
          ))}
        </section>
      )}
      <PartialNotice steps={steps} />
      {report.advice.length > 0 && (
        <section aria-labelledby={`${id}-advice`}>
          <h2 id={`${id}-advice`}>{texts.advice.title}</h2>
          <ul className="advice">
            {report.advice.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby={`${id}-measurements`}>
        <h2 id={`${id}-measurements`}>{texts.measurements.title}</h2>
        <div className="card">
          <MeasurementTable measurements={report.measurements} />
        </div>
      </section>
      {report.checklist.length > 0 && (
        <section aria-labelledby={`${id}-checklist`}>
          <h2 id={`${id}-checklist`}>{texts.checklist.title}</h2>
          <div className="card">
            <Checklist items={report.checklist} />
          </div>
        </section>
      )}
      <details className="card">
        <summary>{texts.steps.title}</summary>
        <StepList steps={steps} label={texts.steps.title} />
      </details>
      <RawReport bridge={bridge} report={report} />
    </section>
  );
}
