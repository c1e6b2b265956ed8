import { lazy, Suspense, useState, type ReactElement } from "react";
import type { Report } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { Icon } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import { ReportView } from "./report-view.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import { SummaryActions } from "./summary-actions.tsx";
import type { CheckRequest } from "./use-check.ts";

const PhoneDialog = lazy(async () => ({ default: (await import("./phone-dialog.tsx")).PhoneDialog }));

/** The result of a check of this computer, and what can be done with it. */
export function ResultView({
  bridge,
  report,
  request,
  pseudonyms,
  onAgain,
  onNew,
}: {
  readonly bridge: Bridge;
  readonly report: Report;
  /** Undefined where it is not known how the check was made; then it cannot be made again. */
  readonly request: CheckRequest | undefined;
  /** Whether a file that is made of it has pseudonyms, unless the person decides otherwise. */
  readonly pseudonyms: boolean;
  readonly onAgain: (request: CheckRequest) => void;
  readonly onNew: () => void;
}): ReactElement {
  const [open, setOpen] = useState<"share" | "phone">();
  const close = (): void => setOpen(undefined);
  return (
    <>
      <ReportView bridge={bridge} report={report}>
        <div className="actions">
          <button type="button" className="button primary" onClick={() => setOpen("share")}>
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
        <SummaryActions bridge={bridge} report={report} onPhone={() => setOpen("phone")} />
      </ReportView>
      {open === "share" && (
        <ShareDialog bridge={bridge} runId={report.run.id} pseudonyms={pseudonyms} onClose={close} />
      )}
      {open === "phone" && (
        <Suspense>
          <PhoneDialog bridge={bridge} report={report} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
