import type { ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import type { StepView } from "./run-steps.ts";

/** What the check wanted to do and could not, because "not checked" must not look like "fine". */
export function PartialNotice({ steps }: { readonly steps: readonly StepView[] }): ReactElement | null {
  const failed = steps.filter(({ state }) => state === "failed");
  if (failed.length === 0) return null;
  return (
    <div className="notice tone-warn">
      <Icon name="warning" />
      <div>
        <p>
          <strong>{texts.partial.title(failed.length)}</strong> {texts.partial.lead}
        </p>
        <ul>
          {failed.map(({ name, title, note }) => (
            <li key={name}>
              {title}
              {note !== undefined && `: ${note}`}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
