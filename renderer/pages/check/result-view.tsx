import { useState, type ReactElement } from "react";
import type { Report } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { Icon } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import { Checklist } from "./checklist.tsx";
import { FindingCard } from "./finding-card.tsx";
import { practiceGateway } from "./form-values.ts";
import { MeasurementTable } from "./measurement-table.tsx";
import { PartialNotice } from "./partial-notice.tsx";
import { RawReport } from "./raw-report.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import { StepList } from "./step-list.tsx";
import type { CheckRequest } from "./use-check.ts";
import { VerdictPanel } from "./verdict-panel.tsx";

/** A report as a person reads it: the verdict, what to do, then what it rests on, then everything. */
export function ResultView({
  bridge,
  report,
  request,
  onAgain,
  onNew,
}: {
  readonly bridge: Bridge;
  readonly report: Report;
  /** Undefined where it is not known how the check was made; then it cannot be made again. */
  readonly request: CheckRequest | undefined;
  readonly onAgain: (request: CheckRequest) => void;
  readonly onNew: () => void;
}): ReactElement {
  const [sharing, setSharing] = useState(false);
  const steps = report.run.steps.map(({ name, outcome, durationMs, reason }) => ({
    name,
    title: texts.stepTitle[name] ?? name,
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
      <VerdictPanel report={report} />
      <div className="actions">
        <button type="button" className="button primary" onClick={() => setSharing(true)}>
          <Icon name="share" />
          {texts.verdict.share}
        </button>
        {request !== undefined && (
          <button type="button" className="button" onClick={() => onAgain(request)}>
            <Icon name="again" />
            {texts.verdict.again}
          </button>
        )}
        <button type="button" className="button" onClick={onNew}>
          {texts.verdict.newCheck}
        </button>
      </div>
      {report.findings.length > 0 && (
        <section aria-labelledby="findings">
          <h2 id="findings">{texts.finding.heading}</h2>
          {report.findings.map((finding) => (
            <FindingCard key={finding.code} finding={finding} os={report.client.os} />
          ))}
        </section>
      )}
      <PartialNotice steps={steps} />
      {report.advice.length > 0 && (
        <section aria-labelledby="advice">
          <h2 id="advice">{texts.advice.title}</h2>
          <ul className="advice">
            {report.advice.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="measurements">
        <h2 id="measurements">{texts.measurements.title}</h2>
        <div className="card">
          <MeasurementTable measurements={report.measurements} />
        </div>
      </section>
      {report.checklist.length > 0 && (
        <section aria-labelledby="checklist">
          <h2 id="checklist">{texts.checklist.title}</h2>
          <div className="card">
            <Checklist items={report.checklist} />
          </div>
        </section>
      )}
      <details className="card">
        <summary>{texts.steps.title}</summary>
        <StepList steps={steps} label={texts.steps.title} />
      </details>
      <RawReport report={report} />
      {sharing && <ShareDialog bridge={bridge} runId={report.run.id} onClose={() => setSharing(false)} />}
    </section>
  );
}
