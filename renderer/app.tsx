import { Suspense, useEffect, useRef, useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../main/api/contract.ts";
import type { Bridge, RequestSource } from "./bridge/bridge.ts";
import { ProblemNotice } from "./components/problem-notice.tsx";
import { createTranslator, TranslatorContext } from "./in-language.ts";
import { placeIds, programPageIds, type PlaceId } from "./place-address.ts";
import type { PlaceProps } from "./place-props.ts";
import { places } from "./places.ts";
import { WelcomePage } from "./pages/first-run/welcome-page.tsx";
import { language, texts } from "./texts/texts.ts";
import { usePlace } from "./use-place.ts";
import { useSettings, type SettingsAccess } from "./use-settings.ts";

/** The frame around every place, and the question whether there is a program to talk to at all. */
export function App({ bridge }: { readonly bridge: Bridge }): ReactElement {
  const [about, setAbout] = useState<Outcome<CallOutput<"about">>>();
  const [arrived, setArrived] = useState<RequestSource>();
  const settings = useSettings(bridge);
  const [translator] = useState(() => createTranslator(bridge));
  const [greeted, setGreeted] = useState(false);
  const place = usePlace();
  const main = useFocusOnMove(place);
  const shownLanguage = language;
  useEffect(() => {
    void bridge.call("about", {}).then(setAbout);
  }, [bridge]);
  useEffect(
    () =>
      bridge.onRequest((source) => {
        setArrived(source);
        window.location.hash = "#/share";
      }),
    [bridge],
  );
  useEffect(() => {
    document.documentElement.lang = shownLanguage;
    document.title = `${texts.app.places[place]} · ${texts.app.name}`;
  }, [place, shownLanguage]);

  return (
    <TranslatorContext value={translator}>
      <a className="skip-link" href="#content">
        {texts.app.skip}
      </a>
      <header className="top">
        <p className="brand">
          <span>{texts.app.name}</span>
        </p>
        <nav aria-label={texts.app.navigation}>
          <PlaceLinks ids={placeIds} place={place} />
        </nav>
        <nav className="program-pages" aria-label={texts.app.programPages}>
          <PlaceLinks ids={programPageIds} place={place} />
        </nav>
      </header>
      <main id="content" ref={main} tabIndex={-1} className={places[place].wide ? "wide" : undefined}>
        <Content
          bridge={bridge}
          about={about}
          settings={settings}
          place={place}
          arrived={arrived}
          greeted={greeted}
          onGreeted={() => {
            setGreeted(true);
            // Where this cannot be kept, it greets again the next time.
            if (settings?.ok === true) void settings.value.change({ welcomed: true });
          }}
        />
      </main>
      <footer>{about?.ok === true && texts.app.footer(about.value.version)}</footer>
    </TranslatorContext>
  );
}

function PlaceLinks({ ids, place }: { readonly ids: readonly PlaceId[]; readonly place: PlaceId }): ReactElement[] {
  return ids.map((id) => (
    <a key={id} href={`#/${id}`} aria-current={id === place ? "page" : undefined}>
      {texts.app.places[id]}
    </a>
  ));
}

/** Moves the focus to the content when another place replaces it, but not when the window opens. */
function useFocusOnMove(place: PlaceId) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    main.current?.focus();
  }, [place]);
  return main;
}

function Content({
  bridge,
  about,
  settings,
  place,
  arrived,
  greeted,
  onGreeted,
}: {
  readonly bridge: Bridge;
  readonly about: Outcome<CallOutput<"about">> | undefined;
  readonly settings: Outcome<SettingsAccess> | undefined;
  readonly place: PlaceId;
  readonly arrived: RequestSource | undefined;
  readonly greeted: boolean;
  readonly onGreeted: () => void;
}): ReactElement {
  if (about === undefined || settings === undefined) return <p role="status">{texts.app.starting}</p>;
  if (about.ok && settings.ok) {
    // A request that somebody has opened is answered first; the greeting waits for the next start.
    if (!settings.value.settings.welcomed && !greeted && place === "check") return <WelcomePage onStart={onGreeted} />;
    return (
      <VisitedPlaces bridge={bridge} about={about.value} settings={settings.value} place={place} arrived={arrived} />
    );
  }
  const failed = about.ok ? settings : about;
  return (
    <div className="view">
      <h1>{texts.app.notStarted}</h1>
      <ProblemNotice message={failed.ok ? "" : failed.error.message}>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {texts.app.reload}
        </button>
      </ProblemNotice>
    </div>
  );
}

/** A place that was left keeps what it was doing: a check goes on while the logs are looked at. */
function VisitedPlaces({ place, ...props }: PlaceProps & { readonly place: PlaceId }): ReactElement {
  const [visited, setVisited] = useState<ReadonlySet<PlaceId>>(() => new Set([place]));
  if (!visited.has(place)) setVisited(new Set([...visited, place]));
  return (
    <>
      {[...placeIds, ...programPageIds]
        .filter((id) => visited.has(id))
        .map((id) => {
          const { Page } = places[id];
          return (
            <div key={id} hidden={id !== place}>
              <Suspense fallback={<p role="status">{texts.app.starting}</p>}>
                <Page {...props} />
              </Suspense>
            </div>
          );
        })}
    </>
  );
}
