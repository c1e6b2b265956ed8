import type { ReactElement } from "react";
import type { Measurement, Report } from "../../../main/api/contract.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatMoment } from "../../format.ts";
import { useInLanguage } from "../../in-language.ts";
import type { PlaceProps } from "../../place-props.ts";
import { sayMeasurements } from "../../say-findings.ts";
import { texts } from "../../texts/texts.ts";
import { useLastReport } from "../../use-last-report.ts";
import { MeasurementTable } from "../check/measurement-table.tsx";
import { ReachMatrix } from "./reach-matrix.tsx";
import { SizeLadder } from "./size-ladder.tsx";
import { SurvivalChart } from "./survival-chart.tsx";

/** The numbers of the last check as pictures, each with a table that says the same. */
export function MeasurementsPage({ bridge }: PlaceProps): ReactElement {
  const words = texts.measuring;
  const { last, askAgain } = useLastReport(bridge, "measurements");
  const report = last?.ok === true ? last.value.report : undefined;
  return (
    <div className="view">
      <div>
        <h1>{words.title}</h1>
        {report !== undefined && (
          <p className="lead">
            {words.lead(formatMoment(report.run.startedAt), report.gateway?.host ?? words.noGateway)}
          </p>
        )}
      </div>
      {last === undefined && <p role="status">{words.loading}</p>}
      {last?.ok === false && (
        <ProblemNotice message={last.error.message}>
          <button type="button" className="button" onClick={askAgain}>
            {words.tryAgain}
          </button>
        </ProblemNotice>
      )}
      {last?.ok === true && (report === undefined ? <NothingYet /> : <Measured report={report} />)}
    </div>
  );
}

function NothingYet(): ReactElement {
  const words = texts.measuring;
  return (
    <div className="card">
      <p>{words.none}</p>
      <p className="hint">{words.noneHint}</p>
      <p>
        <a href="#/check">{words.toCheck}</a>
      </p>
    </div>
  );
}

function Measured({ report }: { readonly report: Report }): ReactElement {
  const measurements = useInLanguage<readonly Measurement[]>(report.measurements, sayMeasurements);
  const words = texts.measuring;
  return (
    <>
      <section className="card measured-part">
        <h2>{words.reach}</h2>
        <ReachMatrix measurements={measurements} />
      </section>
      <section className="card measured-part">
        <h2>{words.sizes}</h2>
        <SizeLadder measurements={measurements} />
      </section>
      <section className="card measured-part">
        <h2>{words.survival}</h2>
        <SurvivalChart measurements={measurements} />
      </section>
      <details>
        <summary>{words.everything}</summary>
        <MeasurementTable measurements={measurements} />
      </details>
    </>
  );
}
