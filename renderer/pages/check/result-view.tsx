import { useState, type ReactElement } from "react";
import type { Report } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { Icon } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import { ReportView } from "./report-view.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import type { CheckRequest } from "./use-check.ts";

/** The result of a check of this computer, and what can be done with it. */
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
  return (
    <>
      <ReportView bridge={bridge} report={report}>
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
      </ReportView>
      {sharing && <ShareDialog bridge={bridge} runId={report.run.id} onClose={() => setSharing(false)} />}
    </>
  );
}
