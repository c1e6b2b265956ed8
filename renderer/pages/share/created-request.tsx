import type { ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatMoment } from "../../format.ts";
import { saveFile } from "../../save-file.ts";
import { texts } from "../../texts/texts.ts";

/** The request in its three forms: a text for the ticket, a link, a file. */
export function CreatedRequest({
  created,
  onNew,
  onChange,
}: {
  readonly created: CallOutput<"request.create">;
  readonly onNew: () => void;
  readonly onChange: () => void;
}): ReactElement {
  const words = texts.share.ask.created;
  const { request, fileName, fileText, link, ticketText, fingerprint } = created;
  return (
    <section className="view">
      <FocusHeading level={2} takesFocus>
        {words.title(request.caseId)}
      </FocusHeading>
      <p>{words.about(formatMoment(request.expiresAt))}</p>
      <section className="card share-form" aria-label={words.file}>
        <h3>{words.file}</h3>
        <p className="hint">{words.fileAbout}</p>
        <div className="actions">
          <button
            type="button"
            className="button primary"
            onClick={() => saveFile(fileName, fileText, "application/json")}
          >
            <Icon name="file" />
            {words.save(fileName)}
          </button>
        </div>
      </section>
      <Copyable title={words.ticket} about={words.ticketAbout} text={ticketText} label={words.copyTicket} />
      {link === undefined ? (
        <p className="hint">{words.noLink}</p>
      ) : (
        <Copyable title={words.link} about={words.linkAbout} text={link} label={words.copyLink} />
      )}
      <div className="notice tone-neutral">
        <Icon name="info" />
        <p>
          {words.fingerprint} <code>{fingerprint}</code>
        </p>
      </div>
      <div className="actions">
        <button type="button" className="button" onClick={onNew}>
          {words.another}
        </button>
        <button type="button" className="button" onClick={onChange}>
          {words.change}
        </button>
      </div>
    </section>
  );
}

function Copyable({
  title,
  about,
  text,
  label,
}: {
  readonly title: string;
  readonly about: string;
  readonly text: string;
  readonly label: string;
}): ReactElement {
  return (
    <section className="card share-form" aria-label={title}>
      <h3>{title}</h3>
      <p className="hint">{about}</p>
      <pre className="raw" tabIndex={0} role="region" aria-label={texts.share.ask.created.region(title)}>
        {text}
      </pre>
      <div className="actions">
        <CopyButton text={text} label={label} />
      </div>
    </section>
  );
}
