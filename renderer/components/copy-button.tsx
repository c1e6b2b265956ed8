import { useEffect, useState, type ReactElement } from "react";
import { texts } from "../texts/texts.ts";
import { Icon } from "./icon.tsx";

/** How long the button says what became of the last press. */
const feedbackMs = 2_500;

/** Copies a text, or one that is made when the button is pressed. `what` is read out after the label, because a page has many of these buttons. */
export function CopyButton({
  text,
  label = texts.copy.label,
  what,
}: {
  readonly text: string | (() => Promise<string>);
  readonly label?: string;
  readonly what?: string;
}): ReactElement {
  const [feedback, setFeedback] = useState<"done" | "failed">();
  useEffect(() => {
    if (feedback === undefined) return undefined;
    const timer = setTimeout(() => setFeedback(undefined), feedbackMs);
    return () => clearTimeout(timer);
  }, [feedback]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
      setFeedback("done");
    } catch {
      setFeedback("failed");
    }
  };

  return (
    <>
      <button type="button" className="button quiet" onClick={() => void copy()}>
        <Icon name={feedback === "done" ? "check" : "copy"} />
        {feedback === undefined ? label : texts.copy[feedback]}
        {what !== undefined && <span className="visually-hidden">{what}</span>}
      </button>
      <span className="visually-hidden" role="status">
        {feedback === undefined ? "" : texts.copy[feedback]}
      </span>
    </>
  );
}
