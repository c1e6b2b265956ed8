import { useMemo, useState, type ReactElement } from "react";
import { Announcer } from "../../components/announcer.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { UnreadSources } from "../../components/unread-sources.tsx";
import { formatLogTime } from "../../format.ts";
import { sayTexts, useInLanguage } from "../../in-language.ts";
import type { PlaceProps } from "../../place-props.ts";
import { sinceChoices } from "../../since-choices.ts";
import { texts } from "../../texts/texts.ts";
import { useMoment } from "../../use-moment.ts";
import { ChoiceDetail } from "./choice-detail.tsx";
import { marksOf } from "./marks.ts";
import { dropMarks, sessionBars } from "./session-bars.ts";
import { centreOn, pan, wholeRange, zoom, type TimeRange } from "./time-range.ts";
import { TimelinePicture, type Choice } from "./timeline-picture.tsx";
import { TimelineTables } from "./timeline-tables.tsx";
import { useTimeline, type TimelineState } from "./use-timeline.ts";

const dayMs = 86_400_000;
/** What is shown around a moment that a link asks for. */
const momentSpanMs = 20 * 60_000;

/** Sessions, and what happened around them, on one line of time. Another window in the settings reads it anew. */
export function TimelinePage(props: PlaceProps): ReactElement {
  return <TimelineView key={props.settings.settings.logWindowDays} {...props} />;
}

function TimelineView({ bridge, settings: { settings } }: PlaceProps): ReactElement {
  const words = texts.timeline;
  const [days, setDays] = useState(settings.logWindowDays);
  const { state, read, stop } = useTimeline(bridge, days * dayMs);
  return (
    <div className="view">
      <div>
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
      </div>
      <form
        className="timeline-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (state.kind === "reading") stop();
          else read(days * dayMs);
        }}
      >
        <div className="field">
          <label htmlFor="timeline-since">{words.since}</label>
          <select id="timeline-since" value={days} onChange={({ target }) => setDays(Number(target.value))}>
            {sinceChoices(texts.logs.sinceChoices, days).map((choice) => (
              <option key={choice.days} value={choice.days}>
                {choice.label}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="button">
          {state.kind === "reading" ? words.stop : words.again}
        </button>
      </form>
      <Announcer message={announcement(state)} />
      {state.kind === "reading" && <p>{words.loading}</p>}
      {state.kind === "stopped" && <p>{words.stopped}</p>}
      {state.kind === "failed" && <ProblemNotice message={state.error.message} />}
      {state.kind === "read" && (
        <>
          <UnreadSources sources={state.list.sources} />
          <Timeline key={state.readAtMs} bridge={bridge} state={state} />
        </>
      )}
    </div>
  );
}

function announcement(state: TimelineState): string {
  if (state.kind === "reading") return texts.timeline.loading;
  return state.kind === "stopped" ? texts.timeline.stopped : "";
}

function Timeline({
  bridge,
  state,
}: Pick<PlaceProps, "bridge"> & {
  readonly state: Extract<TimelineState, { readonly kind: "read" }>;
}): ReactElement {
  const words = texts.timeline;
  const { sessions, dropPatterns } = state.list;
  const bars = useMemo(() => sessionBars(sessions, state.readAtMs), [sessions, state.readAtMs]);
  const allMarks = useMemo(() => marksOf(state.events), [state.events]);
  const whole = useMemo(() => wholeRange(bars, allMarks), [bars, allMarks]);
  const [chosenRange, setSeen] = useState<TimeRange>();
  const [choice, setChoice] = useState<Choice>();
  const marks = useMemo(
    () =>
      [...allMarks, ...dropMarks(bars)]
        .filter(({ atMs }) => whole !== undefined && atMs >= whole.fromMs && atMs <= whole.toMs)
        .sort((a, b) => a.atMs - b.atMs),
    [allMarks, bars, whole],
  );
  const patterns = useMemo(
    () => dropPatterns.filter(({ verdict }) => verdict === "pattern").map(({ text }) => text),
    [dropPatterns],
  );
  const seen = chosenRange ?? whole;
  useMoment("timeline", whole !== undefined, (atMs) => {
    if (whole !== undefined) setSeen(centreOn(atMs, { fromMs: 0, toMs: momentSpanMs }, whole));
  });

  if (whole === undefined || seen === undefined) {
    return (
      <>
        <p>{words.nothing}</p>
        <p className="hint">{words.nothingHint}</p>
      </>
    );
  }
  const buttons: readonly (readonly [string, TimeRange])[] = [
    [words.earlier, pan(seen, -0.5, whole)],
    [words.later, pan(seen, 0.5, whole)],
    [words.zoomIn, zoom(seen, 0.5, 0.5, whole)],
    [words.zoomOut, zoom(seen, 2, 0.5, whole)],
    [words.everything, whole],
  ];
  return (
    <>
      <div className="actions" role="toolbar" aria-label={words.tools}>
        {buttons.map(([label, range]) => (
          <button key={label} type="button" className="button quiet" onClick={() => setSeen(range)}>
            {label}
          </button>
        ))}
      </div>
      <p className="hint">{words.seen(formatLogTime(seen.fromMs), formatLogTime(seen.toMs))}</p>
      <TimelinePicture
        bars={bars}
        marks={marks}
        seen={seen}
        whole={whole}
        choice={choice}
        onSee={setSeen}
        onChoose={setChoice}
      />
      <ChoiceDetail bridge={bridge} choice={choice} list={state.list} />
      <Patterns texts={patterns} />
      <TimelineTables sessions={sessions} marks={marks} />
    </>
  );
}

function Patterns({ texts: found }: { readonly texts: readonly string[] }): ReactElement | null {
  const said = useInLanguage(found, sayTexts);
  if (found.length === 0) return null;
  return (
    <section className="card timeline-choice">
      <h2>{texts.timeline.patterns}</h2>
      <ul>
        {said.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
