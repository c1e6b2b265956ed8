import { useEffect, useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";
import { CreatedRequest } from "./created-request.tsx";
import { KeyForm } from "./key-form.tsx";
import { RequestForm } from "./request-form.tsx";
import { emptyRequest } from "./request-form-values.ts";

type Keys = CallOutput<"keys.show">;

/** The helpdesk's side: a key once, then a request for every case. */
export function AskTab({ bridge }: { readonly bridge: Bridge }): ReactElement {
  const words = texts.share.ask;
  const [keys, setKeys] = useState<Outcome<Keys>>();
  const [values, setValues] = useState(emptyRequest);
  const [created, setCreated] = useState<CallOutput<"request.create">>();
  useEffect(() => {
    void bridge.call("keys.show", {}).then(setKeys);
  }, [bridge]);

  if (keys === undefined) return <p role="status">{words.looking}</p>;
  if (!keys.ok) {
    return keys.error.code === "not-found" ? (
      <KeyForm bridge={bridge} onMade={(made) => setKeys({ ok: true, value: made })} />
    ) : (
      <ProblemNotice message={keys.error.message} />
    );
  }
  return created === undefined ? (
    <RequestForm bridge={bridge} keys={keys.value} values={values} onChange={setValues} onCreated={setCreated} />
  ) : (
    <CreatedRequest
      created={created}
      onNew={() => {
        setValues(emptyRequest);
        setCreated(undefined);
      }}
      onChange={() => setCreated(undefined)}
    />
  );
}
