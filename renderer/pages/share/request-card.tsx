import { useId, useState, type ReactElement } from "react";
import type { Failure } from "../../../main/api/contract.ts";
import { FactList } from "../../components/fact-list.tsx";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatMoment } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { practiceGateway } from "../check/form-values.ts";
import { isGatewayName, normaliseGateway } from "../check/gateway-input.ts";
import type { Decisions, OpenedRequest } from "./use-answer.ts";

/** Who asks for what and until when; the person may change it, agree, or decline. */
export function RequestCard({
  opened,
  error,
  onRun,
  onDecline,
}: {
  readonly opened: OpenedRequest;
  readonly error: Failure | undefined;
  readonly onRun: (trustSigner: boolean, decisions: Decisions) => void;
  readonly onDecline: () => void;
}): ReactElement {
  const words = texts.share.answer;
  const { request, signer } = opened;
  const [trusted, setTrusted] = useState(false);
  const [missingTrust, setMissingTrust] = useState(false);
  const [gateway, setGateway] = useState(request.gateway ?? "");
  const [systemLogs, setSystemLogs] = useState(true);
  const id = useId();
  const isKnown = signer.standing === "known";
  const named = normaliseGateway(gateway);
  const isWrong = named !== "" && !isGatewayName(named);

  const run = (): void => {
    const lacksTrust = !isKnown && !trusted;
    setMissingTrust(lacksTrust);
    if (lacksTrust || isWrong) return;
    const practice = named === practiceGateway;
    onRun(trusted, { systemLogs, practice, ...(named === "" ? {} : { gateway: named }) });
  };

  return (
    <section className="view">
      <FocusHeading level={2} takesFocus>
        {words.asks(request.from)}
      </FocusHeading>
      {error?.code === "cancelled" && (
        <p className="notice tone-neutral" role="status">
          <Icon name="stop" />
          {words.stopped}
        </p>
      )}
      {error !== undefined && error.code !== "cancelled" && <ProblemNotice message={error.message} />}
      <div className="card share-form">
        <FactList facts={factsOf(opened)} />
        <h3>{words.whatHappens}</h3>
        <ol className="promises">
          {words.promises(opened.uploadHost).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
        <details>
          <summary>{words.change}</summary>
          <div className="share-form">
            <div className="field">
              <label htmlFor={`${id}-gateway`}>{words.gateway}</label>
              <input
                id={`${id}-gateway`}
                value={gateway}
                maxLength={253}
                spellCheck={false}
                autoComplete="off"
                aria-invalid={isWrong}
                aria-describedby={`${id}-gateway-hint`}
                onChange={({ target }) => setGateway(target.value)}
              />
              <p id={`${id}-gateway-hint`} className={isWrong ? "field-error" : "hint"}>
                {isWrong ? texts.start.gatewayInvalid : words.gatewayHint}
              </p>
            </div>
            <label className="tick">
              <input
                type="checkbox"
                checked={systemLogs}
                onChange={({ currentTarget }) => setSystemLogs(currentTarget.checked)}
              />
              {texts.start.logs}
            </label>
          </div>
        </details>
      </div>
      {signer.standing !== "known" && (
        <div className={`notice ${signer.standing === "name-of-another" ? "tone-bad" : "tone-warn"}`}>
          <Icon name="warning" />
          <div className="share-form">
            <p>
              <strong>{words.standing[signer.standing](request.from)}</strong>
            </p>
            <p>{words.compare}</p>
            <p className="fingerprint">
              <code>{signer.fingerprint}</code>
            </p>
            <label className="tick">
              <input
                type="checkbox"
                checked={trusted}
                aria-describedby={`${id}-trust`}
                onChange={({ currentTarget }) => {
                  setTrusted(currentTarget.checked);
                  setMissingTrust(false);
                }}
              />
              {words.trust(request.from)}
            </label>
            <div id={`${id}-trust`}>
              {missingTrust && (
                <p className="field-error" role="alert">
                  {words.trustMissing}
                </p>
              )}
            </div>
          </div>
        </div>
      )}
      <div className="actions">
        <button type="button" className="button primary" onClick={run}>
          {error === undefined ? words.agree : words.again}
        </button>
        <button type="button" className="button" onClick={onDecline}>
          {words.decline}
        </button>
      </div>
    </section>
  );
}

function factsOf({ request, signer, uploadHost }: OpenedRequest): readonly (readonly [string, string])[] {
  const { facts, nothing, isKnown, noUpload, asProfiles, days, profile } = texts.share.answer;
  const since = days(Math.max(1, Math.round(request.sinceMs / 86_400_000)));
  return [
    [facts.from, signer.knownAs === undefined ? request.from : isKnown(request.from, signer.fingerprint)],
    ...(request.caseId === undefined ? [] : [[facts.caseId, request.caseId] as const]),
    [facts.reason, request.reason ?? nothing],
    [facts.gateway, request.gateway ?? asProfiles],
    [facts.profile, profile(texts.profile[request.profile].title, texts.profile[request.profile].about)],
    [facts.logs, since],
    ...(request.stunServer === undefined ? [] : [[facts.stun, serverText(request.stunServer)] as const]),
    ...(request.responder === undefined ? [] : [[facts.responder, serverText(request.responder)] as const]),
    [facts.upload, uploadHost ?? noUpload],
    [facts.until, formatMoment(request.expiresAt)],
  ];
}

function serverText({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host}:${String(port)}`;
}
