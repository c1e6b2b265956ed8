import { useDeferredValue, useMemo, useState, type ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { Announcer } from "../../components/announcer.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import type { PlaceProps } from "../../place-props.ts";
import { texts } from "../../texts/texts.ts";
import { useMoment } from "../../use-moment.ts";
import { EventDetail } from "./event-detail.tsx";
import { EventList } from "./event-list.tsx";
import { FilterFields } from "./filter-fields.tsx";
import { filterEvents, noFilter } from "./filter-events.ts";
import { LogChoiceForm, initialLogForm, logChoiceOf } from "./log-choice-form.tsx";
import { SourceList } from "./source-list.tsx";
import { useLogs, type LogsState } from "./use-logs.ts";

/**
 * All events of the logs: found, filtered, and each with the line that it came from. Another window in the settings reads
 * them anew.
 */
export function LogsPage(props: PlaceProps): ReactElement {
  return <LogsView key={props.settings.settings.logWindowDays} {...props} />;
}

function LogsView({ bridge, settings: { settings } }: PlaceProps): ReactElement {
  const [form, setForm] = useState(() => initialLogForm(settings.logWindowDays));
  const { state, read, stop } = useLogs(bridge, logChoiceOf(form));
  return (
    <div className="view">
      <div>
        <h1>{texts.logs.title}</h1>
        <p className="lead">{texts.logs.lead}</p>
      </div>
      <LogChoiceForm
        pathOf={bridge.pathOf}
        form={form}
        reading={state.kind === "reading"}
        onChange={setForm}
        onRead={() => read(logChoiceOf(form))}
        onStop={stop}
      />
      <Announcer message={announcement(state)} />
      {state.kind === "reading" && <p>{texts.logs.reading}</p>}
      {state.kind === "stopped" && <p>{texts.logs.stopped}</p>}
      {state.kind === "failed" && <ProblemNotice message={state.error.message} />}
      {state.kind === "read" && <Events bridge={bridge} reading={state.reading} />}
    </div>
  );
}

function announcement(state: LogsState): string {
  if (state.kind === "reading") return texts.logs.reading;
  if (state.kind === "read") return texts.logs.loading(state.reading.events.length, state.reading.total);
  return state.kind === "stopped" ? texts.logs.stopped : "";
}

function Events({
  bridge,
  reading,
}: {
  readonly bridge: Bridge;
  readonly reading: CallOutput<"logs.read">;
}): ReactElement {
  const [filter, setFilter] = useState(noFilter);
  const [chosen, setChosen] = useState<number>();
  const deferred = useDeferredValue(filter);
  const shown = useMemo(() => filterEvents(reading.events, deferred), [reading.events, deferred]);
  const stacks = useMemo(() => [...new Set(reading.events.map(({ stack }) => stack))].sort(), [reading.events]);
  useMoment("logs", reading.events.length >= reading.total, (atMs) => {
    setFilter(noFilter);
    const index = reading.events.findIndex((event) => event.atMs !== null && event.atMs >= atMs);
    setChosen(index === -1 ? undefined : index);
  });
  return (
    <>
      <SourceList sources={reading.sources} linesRead={reading.linesRead} />
      {reading.total === 0 ? (
        <p>{texts.logs.nothing}</p>
      ) : (
        <>
          <FilterFields
            filter={filter}
            stacks={stacks}
            onChange={(next) => {
              setFilter(next);
              setChosen(undefined);
            }}
          />
          <p role="status">
            {shown.length === 0 ? texts.logs.nothingMatches : texts.logs.count(shown.length, reading.events.length)}
            {reading.events.length < reading.total && ` ${texts.logs.loading(reading.events.length, reading.total)}`}
          </p>
          {shown.length > 0 && <EventList events={shown} chosen={chosen} onChoose={setChosen} />}
          <EventDetail bridge={bridge} event={chosen === undefined ? undefined : shown[chosen]} />
        </>
      )}
    </>
  );
}
