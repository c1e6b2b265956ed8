import type { ReactElement } from "react";
import type { Fix, Report } from "../../../main/api/contract.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Icon, type IconName } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import { splitCommands } from "./split-commands.ts";

const icons: Readonly<Record<Fix["who"], IconName>> = { you: "person", router: "router", "vpn-admin": "building" };

/** What one of the people involved can do: steps, what to type, and how to check that it worked. */
export function FixBlock({ fix, os }: { readonly fix: Fix; readonly os: Report["client"]["os"] }): ReactElement {
  const words = texts.finding;
  const { shown, folded } = splitCommands(fix, os);
  return (
    <section className="fix">
      <p className="who">
        <Icon name={icons[fix.who]} />
        {words.who[fix.who]}
      </p>
      <h5>{fix.title}</h5>
      {fix.why !== undefined && <p className="why">{words.why(fix.why)}</p>}
      {fix.steps.length > 0 && (
        <ol>
          {fix.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <CommandList commands={shown} />
      {folded.length > 0 && (
        <details>
          <summary>{words.commands[fix.who](folded.length)}</summary>
          <CommandList commands={folded} />
        </details>
      )}
      <p className="verify">
        <strong>{words.verify}</strong>
        {fix.verify}
      </p>
      {fix.risk !== undefined && (
        <p className="verify clause">
          <strong>{words.risk}</strong>
          <span>{fix.risk}</span>
        </p>
      )}
      {fix.undo !== undefined && (
        <p className="verify clause">
          <strong>{words.undo}</strong>
          <span>{fix.undo}</span>
        </p>
      )}
    </section>
  );
}

function CommandList({ commands }: { readonly commands: Fix["commands"] }): ReactElement {
  return (
    <>
      {commands.map(({ os, text }) => (
        <figure key={`${os} ${text}`} className="command">
          <figcaption>
            {os}
            <CopyButton text={text} what={texts.finding.command(os)} />
          </figcaption>
          <pre>
            <code>{text}</code>
          </pre>
        </figure>
      ))}
    </>
  );
}
