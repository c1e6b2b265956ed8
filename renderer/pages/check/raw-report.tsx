import { useState, type ReactElement } from "react";
import type { Report } from "../../../main/api/contract.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { saveFile } from "../../save-file.ts";
import { texts } from "../../texts/texts.ts";

/** The report as the command line prints it. It is put on the page when it is opened, because it can be long. */
export function RawReport({ report }: { readonly report: Report }): ReactElement {
  const words = texts.raw;
  const [open, setOpen] = useState(false);
  const json = open ? JSON.stringify(report, undefined, 2) : "";
  return (
    <details className="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.title}</summary>
      <div className="actions">
        <CopyButton text={json} label={words.copy} />
        <button
          type="button"
          className="button quiet"
          onClick={() => saveFile(`tunnel-doctor-${report.run.id}.json`, json, "application/json")}
        >
          {words.save}
        </button>
      </div>
      <pre className="raw" tabIndex={0} role="region" aria-label={words.region}>
        {json}
      </pre>
    </details>
  );
}
