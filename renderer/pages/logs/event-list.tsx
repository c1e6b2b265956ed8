import { useRef, type ReactElement } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { LogEvent } from "../../../main/api/contract.ts";
import { RowGrid, rowHeightPx } from "../../components/row-grid.tsx";
import { formatLogTime } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { eventTitle } from "./event-title.ts";

/** The events of the logs, each with its meaning and its line. */
export function EventList({
  events,
  chosen,
  onChoose,
}: {
  readonly events: readonly LogEvent[];
  /** Index of the chosen event in `events`. */
  readonly chosen: number | undefined;
  readonly onChoose: (index: number) => void;
}): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
  });
  const { columns } = texts.logs;
  return (
    <RowGrid
      name="log-row"
      label={texts.logs.list}
      scroller={scroller}
      rows={rows}
      count={events.length}
      head={
        <>
          <span role="columnheader">{columns.time}</span>
          <span role="columnheader">{columns.stack}</span>
          <span role="columnheader">{columns.meaning}</span>
          <span role="columnheader">{columns.line}</span>
        </>
      }
      rowAt={(index) => {
        const event = events[index];
        return event === undefined ? undefined : { cells: <EventCells event={event} /> };
      }}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}

function EventCells({ event: { atMs, stack, event, raw } }: { readonly event: LogEvent }): ReactElement {
  const [date, time] = atMs === null ? [] : formatLogTime(atMs).split(" ");
  return (
    <>
      <span role="gridcell">
        {date === undefined ? (
          texts.logs.noTime
        ) : (
          <>
            <span className="event-date">{date} </span>
            {time}
          </>
        )}
      </span>
      <span role="gridcell">{texts.logs.stackNames[stack]}</span>
      <span role="gridcell">{eventTitle(event)}</span>
      <span role="gridcell" className="event-raw">
        <code>{raw}</code>
      </span>
    </>
  );
}
