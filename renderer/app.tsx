import { Suspense, useEffect, useRef, useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../main/api/contract.ts";
import type { Bridge, RequestSource } from "./bridge/bridge.ts";
import { ProblemNotice } from "./components/problem-notice.tsx";
import { placeIds, type PlaceId } from "./place-address.ts";
import type { PlaceProps } from "./place-props.ts";
import { places } from "./places.ts";
import { texts } from "./texts/texts.ts";
import { usePlace } from "./use-place.ts";

/** The frame around every place, and the question whether there is a program to talk to at all. */
export function App({ bridge }: { readonly bridge: Bridge }): ReactElement {
  const [about, setAbout] = useState<Outcome<CallOutput<"about">>>();
  const [arrived, setArrived] = useState<RequestSource>();
  const place = usePlace();
  const main = useFocusOnMove(place);
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
    document.title = `${texts.app.places[place]} · ${texts.app.name}`;
  }, [place]);

  return (
    <>
      <a className="skip-link" href="#content">
        {texts.app.skip}
      </a>
      <header className="top">
        <span className="brand">{texts.app.name}</span>
        <nav aria-label={texts.app.navigation}>
          {placeIds.map((id) => (
            <a key={id} href={`#/${id}`} aria-current={id === place ? "page" : undefined}>
              {texts.app.places[id]}
            </a>
          ))}
        </nav>
      </header>
      <main id="content" ref={main} tabIndex={-1} className={places[place].wide ? "wide" : undefined}>
        <Content bridge={bridge} about={about} place={place} arrived={arrived} />
      </main>
      <footer>{about?.ok === true && texts.app.footer(about.value.version)}</footer>
    </>
  );
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
  place,
  arrived,
}: {
  readonly bridge: Bridge;
  readonly about: Outcome<CallOutput<"about">> | undefined;
  readonly place: PlaceId;
  readonly arrived: RequestSource | undefined;
}): ReactElement {
  if (about === undefined) return <p role="status">{texts.app.starting}</p>;
  if (about.ok) return <VisitedPlaces bridge={bridge} about={about.value} place={place} arrived={arrived} />;
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

/** A place that was left keeps what it was doing: a check goes on while the logs are looked at. */
function VisitedPlaces({ place, ...props }: PlaceProps & { readonly place: PlaceId }): ReactElement {
  const [visited, setVisited] = useState<ReadonlySet<PlaceId>>(() => new Set([place]));
  if (!visited.has(place)) setVisited(new Set([...visited, place]));
  return (
    <>
      {placeIds
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
