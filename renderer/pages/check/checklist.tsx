import type { ReactElement } from "react";
import type { ChecklistItem } from "../../../main/api/contract.ts";
import { Icon, type IconName } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";

const looks: Readonly<Record<ChecklistItem["status"], { readonly tone: string; readonly icon: IconName }>> = {
  done: { tone: "neutral", icon: "check" },
  clear: { tone: "good", icon: "check" },
  found: { tone: "bad", icon: "cross" },
  "not-possible": { tone: "warn", icon: "question" },
};

/** What a thorough technician would have gone through, and what came out of each. */
export function Checklist({ items }: { readonly items: readonly ChecklistItem[] }): ReactElement {
  return (
    <ul className="checklist">
      {items.map(({ step, status, note, next }) => (
        <li key={step}>
          <span className={`badge tone-${looks[status].tone}`}>
            <Icon name={looks[status].icon} />
            {texts.checklist.status[status]}
          </span>
          <span>
            <strong>{step}</strong>
            {note !== "" && <span className="origin">{note}</span>}
            {next !== undefined && <span className="next">{next}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
