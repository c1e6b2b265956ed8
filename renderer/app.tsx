import { useEffect, useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../main/api/contract.ts";
import type { Bridge } from "./bridge/bridge.ts";
import { ProblemNotice } from "./components/problem-notice.tsx";
import { CheckPage } from "./pages/check/check-page.tsx";
import { texts } from "./texts/texts.ts";

/** The frame around every place, and the question whether there is a program to talk to at all. */
export function App({ bridge }: { readonly bridge: Bridge }): ReactElement {
  const [about, setAbout] = useState<Outcome<CallOutput<"about">>>();
  useEffect(() => {
    void bridge.call("about", {}).then(setAbout);
  }, [bridge]);

  return (
    <>
      <a className="skip-link" href="#content">
        {texts.app.skip}
      </a>
      <header className="top">
        <span className="brand">{texts.app.name}</span>
        <nav aria-label={texts.app.navigation}>
          <a href="#content" aria-current="page">
            {texts.app.check}
          </a>
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        <Content bridge={bridge} about={about} />
      </main>
      <footer>{about?.ok === true && texts.app.footer(about.value.version)}</footer>
    </>
  );
}

function Content({
  bridge,
  about,
}: {
  readonly bridge: Bridge;
  readonly about: Outcome<CallOutput<"about">> | undefined;
}): ReactElement {
  if (about === undefined) return <p role="status">{texts.app.starting}</p>;
  if (about.ok) return <CheckPage bridge={bridge} about={about.value} />;
  return (
    <>
      <h1>{texts.app.notStarted}</h1>
      <ProblemNotice message={about.error.message}>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {texts.app.reload}
        </button>
      </ProblemNotice>
    </>
  );
}
