import { useEffect, useId, useRef, useState, type ReactElement } from "react";
import { encode } from "uqr";
import type { Report } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { redact } from "../../bridge/redact.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { reportLanguage, translateReport } from "../../report-language.ts";
import { locale, texts } from "../../texts/texts.ts";
import { summariseForPhone } from "./summary.ts";

/** White around the code, in modules, as ISO/IEC 18004 section 9.1 asks for. */
const quietZone = 4;

/** The verdict as a code for the camera of a phone, and as the text that is in it; with pseudonyms. */
export function PhoneDialog({
  bridge,
  report,
  onClose,
}: {
  readonly bridge: Bridge;
  readonly report: Report;
  readonly onClose: () => void;
}): ReactElement {
  const words = texts.qr;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState<string | null>();
  useEffect(() => {
    const element = dialog.current;
    if (element?.open === false) element.showModal();
  }, []);
  useEffect(() => {
    let gone = false;
    textForPhone(bridge, report).then(
      (made) => {
        if (!gone) setText(made);
      },
      () => {
        if (!gone) setText(null);
      },
    );
    return () => {
      gone = true;
    };
  }, [bridge, report]);

  return (
    <dialog ref={dialog} className="phone" aria-labelledby={`${id}-title`} onClose={onClose}>
      <h2 id={`${id}-title`}>{words.title}</h2>
      <p>{words.lead}</p>
      {text === undefined && <p role="status">{words.loading}</p>}
      {text === null && <ProblemNotice message={words.failed} />}
      {typeof text === "string" && (
        <div className="phone-code">
          <Code text={text} />
          <section aria-labelledby={`${id}-text`}>
            <h3 id={`${id}-text`}>{words.text}</h3>
            <p className="phone-text">{text}</p>
          </section>
        </div>
      )}
      <div className="dialog-foot">
        <div className="actions">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {words.close}
          </button>
        </div>
      </div>
    </dialog>
  );
}

/** The verdict in the language of the page, with pseudonyms; null where it cannot be had. */
async function textForPhone(bridge: Bridge, report: Report): Promise<string | null> {
  const translated = await translateReport(bridge, report, reportLanguage());
  if (!translated.ok) return null;
  const redacted = await redact(bridge, summariseForPhone(translated.value, texts, locale), report.run.id);
  return typeof redacted === "string" ? redacted : null;
}

function Code({ text }: { readonly text: string }): ReactElement {
  const { data, size } = encode(text, { border: quietZone });
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  );
  return (
    <svg
      className="qr"
      role="img"
      aria-label={texts.qr.alt}
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      shapeRendering="crispEdges"
    >
      <path d={squares.join("")} />
    </svg>
  );
}
