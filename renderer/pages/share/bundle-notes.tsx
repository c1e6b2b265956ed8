import { useId, useState, type ReactElement } from "react";
import type { Outcome } from "../../../main/api/contract.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatMoment } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import type { OpenedBundle } from "./use-bundles.ts";

/** What the helpdesk wrote about a bundle, and one more. */
export function BundleNotes({
  notes,
  canWrite,
  onNote,
}: {
  readonly notes: OpenedBundle["notes"];
  /** Notes stand beside the file; a browser does not tell where that is. */
  readonly canWrite: boolean;
  readonly onNote: (text: string) => Promise<Outcome<unknown>>;
}): ReactElement {
  const words = texts.share.notes;
  const id = useId();
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const write = async (): Promise<void> => {
    if (text.trim() === "") {
      setError(words.missing);
      return;
    }
    const outcome = await onNote(text);
    setError(outcome.ok ? undefined : outcome.error.message);
    if (outcome.ok) setText("");
  };
  return (
    <section className="card share-form" aria-label={words.title}>
      <h3>{words.title}</h3>
      {notes.length > 0 && (
        <ul className="note-list">
          {notes.map((note, index) => (
            <li key={`${note.at} ${String(index)}`}>
              <span className="origin">{formatMoment(note.at)}</span>
              {note.text}
            </li>
          ))}
        </ul>
      )}
      {canWrite ? (
        <form
          className="share-form"
          onSubmit={(event) => {
            event.preventDefault();
            void write();
          }}
        >
          <div className="field">
            <label htmlFor={id}>{words.label}</label>
            <textarea
              id={id}
              rows={3}
              maxLength={20_000}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          </div>
          {error !== undefined && <ProblemNotice message={error} />}
          <button type="submit" className="button">
            {words.add}
          </button>
        </form>
      ) : (
        <p className="hint">{words.needsPath}</p>
      )}
    </section>
  );
}
