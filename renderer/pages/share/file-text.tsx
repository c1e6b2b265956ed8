import { useEffect, useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { CountsLine } from "../../components/counts-line.tsx";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";
import { choiceInput, type BundleChoice } from "./use-preview.ts";

/** As many lines as can be looked through before the browser becomes slow. */
const pageLines = 200;

/** The exact text of one file, as it would leave, page by page. */
export function FileText({
  bridge,
  runId,
  choice,
  path,
  replaced,
  onClose,
}: {
  readonly bridge: Bridge;
  readonly runId: string;
  readonly choice: BundleChoice;
  readonly path: string;
  /** Values that were replaced in it, by class. */
  readonly replaced: Readonly<Record<string, number>> | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const words = texts.share.text;
  const [offset, setOffset] = useState(0);
  const [page, setPage] = useState<Outcome<CallOutput<"bundle.page">>>();
  useEffect(() => {
    let gone = false;
    const asked = { ...choiceInput(runId, choice), path, offset, limit: pageLines };
    void bridge.call("bundle.page", asked).then((outcome) => {
      if (!gone) setPage(outcome);
    });
    return () => {
      gone = true;
    };
  }, [bridge, runId, choice, path, offset]);

  const shown = page?.ok === true ? page.value : undefined;
  const last = shown === undefined ? 0 : shown.offset + shown.lines.length;
  return (
    <section className="file-text" aria-label={words.region(path)}>
      <div className="file-text-head">
        <FocusHeading level={2} takesFocus>
          {path}
        </FocusHeading>
        <button type="button" className="button quiet" onClick={onClose}>
          {words.close}
        </button>
      </div>
      {replaced !== undefined && (
        <CountsLine title={texts.share.replaced} counts={replaced} none={texts.share.replacedNothing} />
      )}
      {page === undefined && <p role="status">{words.loading}</p>}
      {page?.ok === false && <ProblemNotice message={page.error.message} />}
      {shown !== undefined && (
        <>
          <pre className="raw" tabIndex={0} role="region" aria-label={words.content(path)}>
            {shown.lines.join("\n")}
          </pre>
          <div className="actions pager">
            <p className="hint" role="status">
              {words.lines(shown.lines.length === 0 ? 0 : shown.offset + 1, last, shown.totalLines)}
            </p>
            {shown.totalLines > pageLines && (
              <>
                <button
                  type="button"
                  className="button quiet"
                  aria-disabled={shown.offset === 0}
                  onClick={() => setOffset(Math.max(0, shown.offset - pageLines))}
                >
                  {words.earlier}
                </button>
                <button
                  type="button"
                  className="button quiet"
                  aria-disabled={last >= shown.totalLines}
                  onClick={() => last < shown.totalLines && setOffset(last)}
                >
                  {words.later}
                </button>
              </>
            )}
          </div>
        </>
      )}
    </section>
  );
}
