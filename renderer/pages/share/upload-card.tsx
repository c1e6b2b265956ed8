import { useRef, useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { Icon } from "../../components/icon.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { sayText, useInLanguage } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";

type UploadState =
  | { readonly kind: "idle"; readonly missingConsent: boolean }
  | { readonly kind: "sending"; readonly note: string | undefined }
  | { readonly kind: "ended"; readonly outcome: Outcome<CallOutput<"request.upload">> };

/** Sends the sealed bundle to the address in the request, only after the person has agreed to it. */
export function UploadCard({
  bridge,
  runId,
  host,
  seal,
}: {
  readonly bridge: Bridge;
  readonly runId: string;
  readonly host: string;
  /** Seals what the person has looked at. */
  readonly seal: () => Promise<Outcome<unknown>>;
}): ReactElement {
  const words = texts.share.upload;
  const [agreed, setAgreed] = useState(false);
  const [state, setState] = useState<UploadState>({ kind: "idle", missingConsent: false });
  const note = useInLanguage((state.kind === "sending" ? state.note : undefined) ?? "", sayText);
  const sending = useRef<AbortController>(null);

  const send = async (): Promise<void> => {
    if (!agreed) {
      setState({ kind: "idle", missingConsent: true });
      return;
    }
    const controller = new AbortController();
    sending.current = controller;
    setState({ kind: "sending", note: undefined });
    const sealed = await seal();
    const outcome = sealed.ok
      ? await bridge.call(
          "request.upload",
          { runId, consent: true },
          { signal: controller.signal, onProgress: ({ note }) => setState({ kind: "sending", note }) },
        )
      : sealed;
    setState({ kind: "ended", outcome });
  };

  const sent = state.kind === "ended" && state.outcome.ok ? state.outcome.value : undefined;
  return (
    <section className="card share-form" aria-label={words.title(host)}>
      <h3>{words.title(host)}</h3>
      {sent === undefined && (
        <>
          <p>{words.about(host)}</p>
          <label className="tick">
            <input
              type="checkbox"
              checked={agreed}
              disabled={state.kind === "sending"}
              onChange={({ currentTarget }) => {
                setAgreed(currentTarget.checked);
                setState({ kind: "idle", missingConsent: false });
              }}
            />
            {words.agree(host)}
          </label>
        </>
      )}
      {state.kind === "idle" && state.missingConsent && (
        <p className="field-error" role="alert">
          {words.missing}
        </p>
      )}
      {state.kind === "ended" && !state.outcome.ok && <ProblemNotice message={state.outcome.error.message} />}
      <div role="status">
        {state.kind === "sending" && <p>{note === "" ? words.sending(host) : note}</p>}
        {sent !== undefined && (
          <div className="notice tone-good">
            <Icon name="check" />
            <p>{words.sent(sent.host, sent.attempts)}</p>
          </div>
        )}
      </div>
      {sent === undefined && (
        <div className="actions">
          {state.kind === "sending" ? (
            <button type="button" className="button" onClick={() => sending.current?.abort()}>
              {words.stop}
            </button>
          ) : (
            <button type="button" className="button" onClick={() => void send()}>
              {state.kind === "ended" ? texts.share.retry : words.send(host)}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
