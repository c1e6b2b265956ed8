import { useState, type ReactElement } from "react";
import type { RequestSource } from "../../bridge/bridge.ts";
import { Tabs } from "../../components/tabs.tsx";
import type { PlaceProps } from "../../place-props.ts";
import { texts } from "../../texts/texts.ts";
import { AnswerTab } from "./answer-tab.tsx";
import { AskTab } from "./ask-tab.tsx";
import { OpenTab } from "./open-tab.tsx";

type TabId = "answer" | "ask" | "open";

/** Is this, which was opened outside of the page, a bundle and no request? */
function isBundle(source: RequestSource): source is { readonly path: string } {
  return "path" in source && /\.tdbundle(\.age)?$/i.test(source.path);
}

/** Evidence from the person who has it to the people who can act, without any server in between. */
export function SharePage({ bridge, about, arrived }: PlaceProps): ReactElement {
  const words = texts.share;
  const bundle = arrived !== undefined && isBundle(arrived) ? arrived : undefined;
  const [tab, setTab] = useState<TabId>(bundle === undefined ? "answer" : "open");
  const [shownRequest, setShownRequest] = useState(arrived);
  if (shownRequest !== arrived) {
    setShownRequest(arrived);
    setTab(bundle === undefined ? "answer" : "open");
  }
  return (
    <div className="view">
      <div>
        <h1>{words.pageTitle}</h1>
        <p className="lead">{words.pageLead}</p>
      </div>
      <Tabs
        label={words.tabs.label}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          {
            id: "answer",
            label: words.tabs.answer,
            content: <AnswerTab bridge={bridge} arrived={bundle === undefined ? arrived : undefined} />,
          },
          { id: "ask", label: words.tabs.ask, content: <AskTab bridge={bridge} /> },
          {
            id: "open",
            label: words.tabs.open,
            content: <OpenTab bridge={bridge} version={about.version} arrived={bundle} />,
          },
        ]}
      />
    </div>
  );
}
