import { useState, type ReactElement } from "react";
import type { Report } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { redact } from "../../bridge/redact.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { saveFile } from "../../save-file.ts";
import { texts } from "../../texts/texts.ts";

/**
 * The report as the command line prints it. It is put on the page when it is opened, because it can be long. What is
 * copied or saved has pseudonyms.
 */
export function RawReport({ bridge, report }: { readonly bridge: Bridge; readonly report: Report }): ReactElement {
  const words = texts.raw;
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const json = open ? JSON.stringify(report, undefined, 2) : "";

  const leaving = async (): Promise<string> => {
    // Through JSON, because absent parts are no JSON values.
    const value = await redact(
      bridge,
      JSON.parse(JSON.stringify(report)) as Parameters<typeof redact>[1],
      report.run.id,
    );
    return JSON.stringify(value, undefined, 2);
  };
  const save = async (): Promise<void> => {
    try {
      saveFile(`tunnel-doctor-${report.run.id}.json`, await leaving(), "application/json");
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };

  return (
    <details className="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.title}</summary>
      <p className="hint">{words.pseudonyms}</p>
      <div className="actions">
        <CopyButton text={leaving} label={words.copy} />
        <button type="button" className="button quiet" onClick={() => void save()}>
          {words.save}
        </button>
      </div>
      {failed && <ProblemNotice message={words.notSaved} />}
      <pre className="raw" tabIndex={0} role="region" aria-label={words.region}>
        {json}
      </pre>
    </details>
  );
}
