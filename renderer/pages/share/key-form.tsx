import { useId, useState, type ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";

/** Makes the helpdesk's key, which is done once. */
export function KeyForm({
  bridge,
  onMade,
}: {
  readonly bridge: Bridge;
  readonly onMade: (keys: CallOutput<"keys.create">) => void;
}): ReactElement {
  const words = texts.share.ask;
  const id = useId();
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const make = async (): Promise<void> => {
    if (name.trim() === "") {
      setError(words.nameMissing);
      return;
    }
    const outcome = await bridge.call("keys.create", { name: name.trim() });
    if (outcome.ok) onMade(outcome.value);
    else setError(outcome.error.message);
  };
  return (
    <section className="view">
      <p>{words.keyLead}</p>
      {error !== undefined && <ProblemNotice message={error} />}
      <form
        className="card share-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-name`}>{words.name}</label>
          <input
            id={`${id}-name`}
            value={name}
            maxLength={80}
            autoComplete="organization"
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => {
              setName(target.value);
              setError(undefined);
            }}
          />
          <p id={`${id}-hint`} className="hint">
            {words.nameHint}
          </p>
        </div>
        <p className="hint">{words.keyAbout}</p>
        <button type="submit" className="button primary">
          {words.makeKey}
        </button>
      </form>
    </section>
  );
}
