import { useState, type ReactElement } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatMoment } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { useLastReport } from "../../use-last-report.ts";

/** The result that is kept between starts, and the way to be rid of it. */
export function LastResult({ bridge }: { readonly bridge: Bridge }): ReactElement {
  const words = texts.settings;
  const { last } = useLastReport(bridge, "settings");
  const [deleted, setDeleted] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const report = last?.ok === true ? last.value.report : undefined;
  const isDeleted = report !== undefined && report.run.id === deleted;
  const forget = async (runId: string): Promise<void> => {
    const forgotten = await bridge.call("check.forget", {});
    if (forgotten.ok) setDeleted(runId);
    setProblem(forgotten.ok ? undefined : forgotten.error.message);
  };
  return (
    <div className="field" aria-live="polite">
      <h3>{words.lastResult}</h3>
      {report === undefined || isDeleted ? (
        <p className="hint">{isDeleted ? words.deleted : words.noLastResult}</p>
      ) : (
        <>
          <p className="hint">{words.lastResultIs(formatMoment(report.run.endedAt))}</p>
          <div>
            <button type="button" className="button" onClick={() => void forget(report.run.id)}>
              {words.deleteLastResult}
            </button>
          </div>
        </>
      )}
      {problem !== undefined && <ProblemNotice message={problem} />}
    </div>
  );
}
