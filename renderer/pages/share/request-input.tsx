import { useId, useState, type ReactElement } from "react";
import type { RequestSource } from "../../bridge/bridge.ts";
import { FileDrop } from "../../components/file-drop.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";
import { requestInFile, requestSourceOf } from "./request-source.ts";

/** How a request gets here: as a file, or pasted. */
export function RequestInput({
  error,
  onOpen,
  onRefuse,
}: {
  readonly error: string | undefined;
  readonly onOpen: (source: RequestSource) => void;
  readonly onRefuse: (error: string) => void;
}): ReactElement {
  const words = texts.share.answer;
  const id = useId();
  const [pasted, setPasted] = useState("");
  const take = (source: RequestSource | undefined): void => {
    if (source === undefined) onRefuse(words.notARequest);
    else onOpen(source);
  };
  return (
    <section className="view">
      <p>{words.lead}</p>
      {error !== undefined && <ProblemNotice message={error} />}
      <FileDrop
        label={words.choose}
        hint={words.chooseHint}
        accept=".tdrequest"
        onFiles={([file]) => {
          if (file !== undefined) void requestInFile(file).then(take);
        }}
      />
      <form
        className="card share-form"
        onSubmit={(event) => {
          event.preventDefault();
          take(requestSourceOf(pasted));
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-pasted`}>{words.paste}</label>
          <textarea
            id={`${id}-pasted`}
            rows={4}
            spellCheck={false}
            value={pasted}
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => setPasted(target.value)}
          />
          <p id={`${id}-hint`} className="hint">
            {words.pasteHint}
          </p>
        </div>
        <button type="submit" className="button primary">
          {words.open}
        </button>
      </form>
    </section>
  );
}
